-- Screening before virtual reality: every one stays, numbered per client, with what clinicians decided about it.
CREATE TABLE screenings (
    client UUID NOT NULL REFERENCES clients (id),
    number BIGINT NOT NULL,
    at_us BIGINT NOT NULL,
    screened_by UUID NOT NULL REFERENCES users (id),
    rules BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    answers TEXT NOT NULL,
    PRIMARY KEY (client, number)
);
CREATE TABLE screening_decisions (
    client UUID NOT NULL REFERENCES clients (id),
    screening BIGINT NOT NULL,
    number BIGINT NOT NULL,
    at_us BIGINT NOT NULL,
    decided_by UUID NOT NULL REFERENCES users (id),
    alone BIGINT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (client, screening, number)
);
ALTER TABLE sessions ADD COLUMN used_alone BIGINT;
