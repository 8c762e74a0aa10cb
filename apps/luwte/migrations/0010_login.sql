-- Ways to sign in: second factors, passkeys, sign-on, quick re-entry on shared tablets, and logins of clients.
ALTER TABLE logins ADD COLUMN id UUID;
ALTER TABLE logins ADD COLUMN way TEXT NOT NULL DEFAULT 'password';
ALTER TABLE logins ADD COLUMN factors BIGINT NOT NULL DEFAULT 1;
ALTER TABLE logins ADD COLUMN device TEXT NOT NULL DEFAULT '';
ALTER TABLE logins ADD COLUMN seen_us BIGINT NOT NULL DEFAULT 0;
ALTER TABLE logins ADD COLUMN idle_us BIGINT NOT NULL DEFAULT 0;
ALTER TABLE logins ADD COLUMN locked_us BIGINT;
ALTER TABLE logins ADD COLUMN wrong_pins BIGINT NOT NULL DEFAULT 0;
CREATE INDEX logins_by_user ON logins (user_id);
CREATE TABLE known_devices (
    token_hash BYTEA PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users (id),
    created_us BIGINT NOT NULL,
    expires_us BIGINT NOT NULL
);
CREATE TABLE second_factors (
    user_id UUID PRIMARY KEY REFERENCES users (id),
    secret BYTEA NOT NULL,
    created_us BIGINT NOT NULL,
    confirmed_us BIGINT,
    last_step BIGINT NOT NULL
);
CREATE TABLE recovery_codes (
    user_id UUID NOT NULL REFERENCES users (id),
    code_hash BYTEA NOT NULL,
    created_us BIGINT NOT NULL,
    used_us BIGINT,
    PRIMARY KEY (user_id, code_hash)
);
CREATE TABLE passkeys (
    id UUID PRIMARY KEY,
    user_id UUID REFERENCES users (id),
    client UUID REFERENCES clients (id),
    credential_id BYTEA NOT NULL UNIQUE,
    credential TEXT NOT NULL,
    name TEXT NOT NULL,
    created_us BIGINT NOT NULL,
    used_us BIGINT
);
CREATE INDEX passkeys_by_user ON passkeys (user_id);
CREATE INDEX passkeys_by_client ON passkeys (client);
CREATE TABLE pins (
    user_id UUID PRIMARY KEY REFERENCES users (id),
    pin_hash TEXT NOT NULL,
    created_us BIGINT NOT NULL
);
CREATE TABLE sign_on_links (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    user_id UUID NOT NULL REFERENCES users (id),
    created_us BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX sign_on_links_by_user ON sign_on_links (user_id);
CREATE TABLE resets (
    code_hash BYTEA PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users (id),
    made_by UUID,
    clears_factors BIGINT NOT NULL,
    created_us BIGINT NOT NULL,
    expires_us BIGINT NOT NULL,
    used_us BIGINT
);
CREATE TABLE login_policies (
    organisation UUID NOT NULL REFERENCES organisations (id),
    role TEXT NOT NULL,
    two_factors BIGINT NOT NULL,
    PRIMARY KEY (organisation, role)
);
CREATE TABLE login_rules (
    organisation UUID PRIMARY KEY REFERENCES organisations (id),
    idle_us BIGINT NOT NULL
);
CREATE TABLE client_codes (
    client UUID PRIMARY KEY REFERENCES clients (id),
    code_hash BYTEA NOT NULL UNIQUE,
    created_us BIGINT NOT NULL,
    expires_us BIGINT
);
ALTER TABLE client_logins ADD COLUMN id UUID;
ALTER TABLE client_logins ADD COLUMN way TEXT NOT NULL DEFAULT 'code';
ALTER TABLE client_logins ADD COLUMN device TEXT NOT NULL DEFAULT '';
ALTER TABLE client_logins ADD COLUMN idle_us BIGINT NOT NULL DEFAULT 0;
ALTER TABLE client_logins ADD COLUMN seen_us BIGINT NOT NULL DEFAULT 0;
ALTER TABLE senders ADD COLUMN made_by UUID REFERENCES users (id);
CREATE INDEX client_logins_by_client ON client_logins (client);
