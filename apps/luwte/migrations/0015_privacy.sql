-- Keys per client and session, consent per stream, requests for erasing, what forbids erasing, and what was erased.
CREATE TABLE master_keys (
    mark BYTEA PRIMARY KEY,
    since_us BIGINT NOT NULL
);
CREATE TABLE client_keys (
    client UUID PRIMARY KEY REFERENCES clients (id),
    wrapped BYTEA NOT NULL,
    created_us BIGINT NOT NULL
);
CREATE TABLE session_keys (
    session UUID PRIMARY KEY REFERENCES sessions (id),
    client UUID REFERENCES clients (id),
    wrapped BYTEA NOT NULL,
    created_us BIGINT NOT NULL
);
CREATE INDEX session_keys_by_client ON session_keys (client);
ALTER TABLE client_names ADD COLUMN alias_hash BYTEA;
CREATE UNIQUE INDEX client_names_by_hash ON client_names (organisation, alias_hash);
ALTER TABLE sessions ADD COLUMN sealed_us BIGINT;
CREATE INDEX sessions_to_seal ON sessions (id) WHERE sealed_us IS NULL;
CREATE TABLE consents (
    client UUID NOT NULL REFERENCES clients (id),
    stream TEXT NOT NULL,
    number BIGINT NOT NULL,
    given BIGINT NOT NULL,
    information BIGINT NOT NULL,
    at_us BIGINT NOT NULL,
    PRIMARY KEY (client, stream, number)
);
CREATE TABLE erasure_requests (
    id UUID PRIMARY KEY,
    client UUID NOT NULL REFERENCES clients (id),
    asked_us BIGINT NOT NULL,
    decided_us BIGINT,
    decided_by UUID REFERENCES users (id),
    refused_because TEXT,
    note TEXT
);
CREATE INDEX erasure_requests_by_client ON erasure_requests (client);
CREATE TABLE holds (
    id UUID PRIMARY KEY,
    client UUID NOT NULL REFERENCES clients (id),
    reason TEXT NOT NULL,
    set_by UUID NOT NULL REFERENCES users (id),
    set_us BIGINT NOT NULL,
    until_us BIGINT,
    lifted_by UUID REFERENCES users (id),
    lifted_us BIGINT
);
CREATE INDEX holds_by_client ON holds (client);
CREATE TABLE erased (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL,
    erased_us BIGINT NOT NULL
);
