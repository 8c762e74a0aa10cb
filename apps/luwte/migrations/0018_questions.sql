-- Sets of questions of an institution in versions, what is planned of them, and answers that no session's events hold.
CREATE TABLE question_sets (
    organisation UUID NOT NULL REFERENCES organisations (id),
    set_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    content TEXT NOT NULL,
    saved_us BIGINT NOT NULL,
    saved_by UUID NOT NULL REFERENCES users (id),
    published_us BIGINT,
    published_by UUID REFERENCES users (id),
    confirmed TEXT NOT NULL,
    PRIMARY KEY (organisation, set_id, version)
);
CREATE TABLE scheduled_sets (
    id UUID PRIMARY KEY,
    organisation UUID NOT NULL REFERENCES organisations (id),
    client UUID REFERENCES clients (id),
    team UUID REFERENCES teams (id),
    set_id TEXT NOT NULL,
    whens TEXT NOT NULL,
    offset_min BIGINT NOT NULL,
    since_us BIGINT NOT NULL,
    planned_by UUID NOT NULL REFERENCES users (id),
    until_us BIGINT,
    ended_by UUID REFERENCES users (id)
);
CREATE INDEX scheduled_sets_by_client ON scheduled_sets (client);
CREATE INDEX scheduled_sets_by_team ON scheduled_sets (team);
CREATE TABLE answered_sets (
    id UUID PRIMARY KEY,
    client UUID NOT NULL REFERENCES clients (id),
    answered_us BIGINT NOT NULL,
    answered_by UUID NOT NULL REFERENCES users (id),
    set_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    asked TEXT NOT NULL,
    session UUID REFERENCES sessions (id),
    answers TEXT NOT NULL
);
CREATE INDEX answered_sets_by_client ON answered_sets (client, answered_us);
