-- Other wearables: what else than a headset can hold a session, and the tokens by which their programs deliver.
ALTER TABLE headsets ADD COLUMN kind TEXT NOT NULL DEFAULT 'headset';
CREATE TABLE senders (
    id UUID PRIMARY KEY REFERENCES headsets (id),
    client UUID REFERENCES clients (id),
    token_hash BYTEA NOT NULL UNIQUE,
    created_us BIGINT NOT NULL
);
