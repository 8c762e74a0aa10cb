-- The first layout of the store: one text for SQLite and PostgreSQL. Times are microseconds since 1970-01-01 UTC.
CREATE TABLE organisations (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    created_us BIGINT NOT NULL
);
CREATE TABLE users (
    id UUID PRIMARY KEY,
    organisation UUID NOT NULL REFERENCES organisations (id),
    login TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    created_us BIGINT NOT NULL
);
CREATE TABLE user_names (
    user_id UUID PRIMARY KEY REFERENCES users (id),
    name TEXT NOT NULL
);
CREATE TABLE logins (
    token_hash BYTEA PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users (id),
    created_us BIGINT NOT NULL,
    expires_us BIGINT NOT NULL
);
CREATE TABLE clients (
    id UUID PRIMARY KEY,
    organisation UUID NOT NULL REFERENCES organisations (id),
    created_us BIGINT NOT NULL
);
CREATE TABLE client_names (
    client UUID PRIMARY KEY REFERENCES clients (id),
    organisation UUID NOT NULL REFERENCES organisations (id),
    alias TEXT NOT NULL,
    UNIQUE (organisation, alias)
);
CREATE TABLE headsets (
    id UUID PRIMARY KEY,
    organisation UUID NOT NULL REFERENCES organisations (id),
    name TEXT NOT NULL,
    created_us BIGINT NOT NULL,
    last_seen_us BIGINT
);
CREATE TABLE headset_tokens (
    token_hash BYTEA PRIMARY KEY,
    headset UUID NOT NULL REFERENCES headsets (id),
    created_us BIGINT NOT NULL
);
CREATE TABLE enrolments (
    code_hash BYTEA PRIMARY KEY,
    headset UUID NOT NULL REFERENCES headsets (id),
    created_us BIGINT NOT NULL,
    expires_us BIGINT NOT NULL,
    used_us BIGINT
);
CREATE TABLE sessions (
    id UUID PRIMARY KEY,
    organisation UUID NOT NULL REFERENCES organisations (id),
    headset UUID NOT NULL REFERENCES headsets (id),
    client UUID REFERENCES clients (id),
    build TEXT NOT NULL,
    opened_us BIGINT NOT NULL,
    set_apart_us BIGINT
);
CREATE INDEX sessions_by_organisation ON sessions (organisation, opened_us);
CREATE INDEX sessions_by_client ON sessions (client, opened_us);
CREATE TABLE events (
    session UUID NOT NULL REFERENCES sessions (id),
    seq BIGINT NOT NULL,
    at_us BIGINT NOT NULL,
    wall_us BIGINT NOT NULL,
    wall_error_us BIGINT,
    kind TEXT NOT NULL,
    version BIGINT NOT NULL,
    payload TEXT NOT NULL,
    PRIMARY KEY (session, seq)
);
CREATE TABLE beat_streams (
    strap UUID NOT NULL,
    receiver_epoch BIGINT NOT NULL,
    organisation UUID NOT NULL REFERENCES organisations (id),
    next_n BIGINT NOT NULL,
    PRIMARY KEY (strap, receiver_epoch)
);
CREATE TABLE beats_journal (
    session UUID NOT NULL REFERENCES sessions (id),
    arrived_us BIGINT NOT NULL,
    strap UUID NOT NULL,
    receiver_epoch BIGINT NOT NULL,
    first_n BIGINT NOT NULL,
    packets BYTEA NOT NULL,
    PRIMARY KEY (session, arrived_us)
);
CREATE TABLE poses_journal (
    session UUID NOT NULL REFERENCES sessions (id),
    arrived_us BIGINT NOT NULL,
    poses BYTEA NOT NULL,
    PRIMARY KEY (session, arrived_us)
);
CREATE TABLE set_apart (
    id UUID PRIMARY KEY,
    session UUID NOT NULL REFERENCES sessions (id),
    arrived_us BIGINT NOT NULL,
    events TEXT NOT NULL
);
CREATE TABLE audit (
    id UUID PRIMARY KEY,
    at_us BIGINT NOT NULL,
    organisation UUID NOT NULL,
    actor TEXT NOT NULL,
    actor_id UUID NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    object_id UUID,
    client UUID
);
CREATE INDEX audit_by_client ON audit (client, at_us);
