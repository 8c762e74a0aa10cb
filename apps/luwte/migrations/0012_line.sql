-- The clinical line beside screening: plans, ways of use, remarks and signed notes of sessions, and clients whose care ended.
CREATE TABLE plans (
    client UUID NOT NULL REFERENCES clients (id),
    number BIGINT NOT NULL,
    at_us BIGINT NOT NULL,
    written_by UUID NOT NULL REFERENCES users (id),
    plan TEXT NOT NULL,
    PRIMARY KEY (client, number)
);
CREATE TABLE remarks (
    id UUID PRIMARY KEY,
    session UUID NOT NULL REFERENCES sessions (id),
    at_us BIGINT NOT NULL,
    noted_by UUID NOT NULL REFERENCES users (id),
    adverse BIGINT NOT NULL,
    note TEXT NOT NULL,
    reviewed_us BIGINT,
    reviewed_by UUID REFERENCES users (id),
    review TEXT,
    through_seq BIGINT
);
CREATE INDEX remarks_by_session ON remarks (session);
CREATE TABLE note_drafts (
    session UUID PRIMARY KEY REFERENCES sessions (id),
    at_us BIGINT NOT NULL,
    kept_by UUID NOT NULL REFERENCES users (id),
    language TEXT NOT NULL,
    draft TEXT NOT NULL
);
CREATE TABLE notes (
    session UUID NOT NULL REFERENCES sessions (id),
    number BIGINT NOT NULL,
    at_us BIGINT NOT NULL,
    signed_by UUID NOT NULL REFERENCES users (id),
    signed_name TEXT NOT NULL,
    signed_role TEXT NOT NULL,
    language TEXT NOT NULL,
    note TEXT NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (session, number)
);
CREATE TABLE client_closings (
    id UUID PRIMARY KEY,
    client UUID NOT NULL REFERENCES clients (id),
    closed_us BIGINT NOT NULL,
    closed_by UUID NOT NULL REFERENCES users (id),
    reason TEXT NOT NULL,
    reopened_us BIGINT,
    reopened_by UUID REFERENCES users (id),
    reopen_reason TEXT
);
CREATE INDEX client_closings_by_client ON client_closings (client);
ALTER TABLE clients ADD COLUMN closed_us BIGINT;
ALTER TABLE sessions ADD COLUMN way TEXT;
ALTER TABLE sessions ADD COLUMN way_by UUID;
