-- A client's own place: diary, plan, what they mark and write about sessions, letters to a person, and codes for anonymous sessions.
CREATE TABLE diary_entries (
    id UUID PRIMARY KEY,
    client UUID NOT NULL REFERENCES clients (id),
    at_us BIGINT NOT NULL,
    entry TEXT NOT NULL
);
CREATE INDEX diary_entries_by_client ON diary_entries (client, at_us);
CREATE TABLE own_plans (
    client UUID PRIMARY KEY REFERENCES clients (id),
    revision BIGINT NOT NULL,
    changed_us BIGINT NOT NULL,
    plan TEXT NOT NULL
);
CREATE TABLE own_moments (
    id UUID PRIMARY KEY,
    session UUID NOT NULL REFERENCES sessions (id),
    client UUID NOT NULL REFERENCES clients (id),
    at_us BIGINT NOT NULL,
    note TEXT NOT NULL,
    shared BIGINT NOT NULL,
    made_us BIGINT NOT NULL
);
CREATE INDEX own_moments_by_session ON own_moments (session);
CREATE TABLE reflections (
    session UUID PRIMARY KEY REFERENCES sessions (id),
    client UUID NOT NULL REFERENCES clients (id),
    words TEXT NOT NULL,
    shared BIGINT NOT NULL,
    changed_us BIGINT NOT NULL
);
CREATE INDEX reflections_by_client ON reflections (client);
CREATE TABLE letters (
    id UUID PRIMARY KEY,
    client UUID NOT NULL REFERENCES clients (id),
    at_us BIGINT NOT NULL,
    written_by UUID REFERENCES users (id),
    words TEXT NOT NULL,
    read_us BIGINT
);
CREATE INDEX letters_by_client ON letters (client, at_us);
CREATE TABLE manners (
    client UUID PRIMARY KEY REFERENCES clients (id),
    manner TEXT NOT NULL,
    set_by UUID NOT NULL REFERENCES users (id),
    set_us BIGINT NOT NULL
);
CREATE TABLE contacts (
    organisation UUID PRIMARY KEY REFERENCES organisations (id),
    answer_days BIGINT,
    crisis_name TEXT NOT NULL,
    crisis_phone TEXT NOT NULL,
    set_us BIGINT NOT NULL
);
CREATE TABLE session_claims (
    session UUID PRIMARY KEY REFERENCES sessions (id),
    code_hash BYTEA NOT NULL UNIQUE,
    made_by UUID NOT NULL REFERENCES users (id),
    expires_us BIGINT NOT NULL
);
