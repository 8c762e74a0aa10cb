-- Keys of offline records, headsets that were revoked, and what revoked headsets delivered.
CREATE TABLE organisation_keys (
    organisation UUID PRIMARY KEY REFERENCES organisations (id),
    secret BYTEA NOT NULL,
    created_us BIGINT NOT NULL
);
CREATE TABLE headset_keys (
    headset UUID PRIMARY KEY REFERENCES headsets (id),
    public BYTEA NOT NULL,
    created_us BIGINT NOT NULL
);
ALTER TABLE headsets ADD COLUMN revoked_us BIGINT;
CREATE TABLE quarantine (
    id UUID PRIMARY KEY,
    headset UUID NOT NULL REFERENCES headsets (id),
    arrived_us BIGINT NOT NULL,
    record BYTEA NOT NULL
);
