-- Studies: protocols in versions, the secret of each draw, people under pseudonyms, logged use, who was looked at, and the panel.
CREATE TABLE studies (
    id UUID PRIMARY KEY,
    organisation UUID NOT NULL REFERENCES organisations (id),
    made_us BIGINT NOT NULL,
    made_by UUID NOT NULL REFERENCES users (id),
    joined TEXT,
    draw BYTEA NOT NULL,
    opened_us BIGINT,
    opened_by UUID REFERENCES users (id),
    ended_us BIGINT,
    ended_by UUID REFERENCES users (id),
    end_reason TEXT
);
CREATE INDEX studies_by_organisation ON studies (organisation);
CREATE TABLE study_versions (
    study UUID NOT NULL REFERENCES studies (id),
    number BIGINT NOT NULL,
    saved_us BIGINT NOT NULL,
    saved_by UUID NOT NULL REFERENCES users (id),
    protocol TEXT NOT NULL,
    PRIMARY KEY (study, number)
);
CREATE TABLE study_lists (
    study UUID NOT NULL REFERENCES studies (id),
    list TEXT NOT NULL,
    drawn BIGINT NOT NULL,
    PRIMARY KEY (study, list)
);
CREATE TABLE study_people (
    id UUID PRIMARY KEY,
    study UUID NOT NULL REFERENCES studies (id),
    client UUID NOT NULL REFERENCES clients (id),
    version BIGINT NOT NULL,
    enrolled_us BIGINT NOT NULL,
    enrolled_by UUID NOT NULL REFERENCES users (id),
    drawn TEXT NOT NULL,
    ended_us BIGINT,
    ended_by UUID REFERENCES users (id),
    ended_how TEXT,
    reason TEXT,
    UNIQUE (study, client)
);
-- Nobody takes part in two studies at once.
CREATE UNIQUE INDEX study_people_now ON study_people (client) WHERE ended_us IS NULL;
CREATE TABLE study_logs (
    id UUID PRIMARY KEY,
    study UUID NOT NULL REFERENCES studies (id),
    client UUID NOT NULL REFERENCES clients (id),
    logged_us BIGINT NOT NULL,
    logged_by UUID NOT NULL REFERENCES users (id),
    entry TEXT NOT NULL
);
CREATE INDEX study_logs_by_client ON study_logs (client, study);
CREATE TABLE study_assessed (
    id UUID PRIMARY KEY,
    study UUID NOT NULL REFERENCES studies (id),
    counted_us BIGINT NOT NULL,
    outcome TEXT NOT NULL
);
CREATE INDEX study_assessed_by_study ON study_assessed (study);
CREATE TABLE study_panel (
    client UUID PRIMARY KEY REFERENCES clients (id),
    since_us BIGINT NOT NULL,
    added_by UUID NOT NULL REFERENCES users (id)
);
