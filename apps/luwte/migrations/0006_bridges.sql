-- Bridges: computers that carry heart straps' packets to us, and which headset each of their straps goes with.
CREATE TABLE bridges (
    id UUID PRIMARY KEY,
    organisation UUID NOT NULL REFERENCES organisations (id),
    name TEXT NOT NULL,
    created_us BIGINT NOT NULL,
    last_seen_us BIGINT,
    revoked_us BIGINT,
    token_hash BYTEA UNIQUE,
    code_hash BYTEA UNIQUE,
    code_expires_us BIGINT,
    UNIQUE (organisation, name)
);
CREATE TABLE bridge_straps (
    id UUID PRIMARY KEY,
    bridge UUID NOT NULL REFERENCES bridges (id),
    address TEXT NOT NULL,
    name TEXT NOT NULL,
    heard_us BIGINT NOT NULL,
    headset UUID REFERENCES headsets (id),
    since_us BIGINT,
    UNIQUE (bridge, address)
);
