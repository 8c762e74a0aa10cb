-- People: sites and teams, several roles a person, treatment relations, invitations, who left; and the access log as a chain.
CREATE TABLE sites (
    id UUID PRIMARY KEY,
    organisation UUID NOT NULL REFERENCES organisations (id),
    name TEXT NOT NULL,
    setting TEXT NOT NULL,
    created_us BIGINT NOT NULL,
    UNIQUE (organisation, name)
);
CREATE TABLE teams (
    id UUID PRIMARY KEY,
    organisation UUID NOT NULL REFERENCES organisations (id),
    site UUID REFERENCES sites (id),
    name TEXT NOT NULL,
    created_us BIGINT NOT NULL,
    UNIQUE (organisation, name)
);
CREATE TABLE team_members (
    id UUID PRIMARY KEY,
    team UUID NOT NULL REFERENCES teams (id),
    user_id UUID NOT NULL REFERENCES users (id),
    since_us BIGINT NOT NULL,
    until_us BIGINT
);
CREATE INDEX team_members_by_user ON team_members (user_id);
CREATE INDEX team_members_by_team ON team_members (team);
CREATE TABLE user_roles (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users (id),
    role TEXT NOT NULL,
    site UUID REFERENCES sites (id),
    team UUID REFERENCES teams (id),
    since_us BIGINT NOT NULL,
    until_us BIGINT
);
CREATE INDEX user_roles_by_user ON user_roles (user_id);
CREATE TABLE treatment_relations (
    id UUID PRIMARY KEY,
    client UUID NOT NULL REFERENCES clients (id),
    user_id UUID REFERENCES users (id),
    team UUID REFERENCES teams (id),
    since_us BIGINT NOT NULL,
    begun_by UUID,
    until_us BIGINT,
    ended_by UUID,
    ended_how TEXT,
    CHECK ((user_id IS NULL) <> (team IS NULL))
);
CREATE INDEX treatment_relations_by_client ON treatment_relations (client);
CREATE INDEX treatment_relations_by_user ON treatment_relations (user_id);
CREATE INDEX treatment_relations_by_team ON treatment_relations (team);
CREATE TABLE emergency_accesses (
    id UUID PRIMARY KEY,
    client UUID NOT NULL REFERENCES clients (id),
    user_id UUID NOT NULL REFERENCES users (id),
    reason TEXT NOT NULL,
    began_us BIGINT NOT NULL,
    until_us BIGINT NOT NULL,
    judged_us BIGINT,
    judged_by UUID,
    judgement TEXT
);
CREATE INDEX emergency_accesses_by_user ON emergency_accesses (user_id);
CREATE TABLE invitations (
    id UUID PRIMARY KEY,
    organisation UUID NOT NULL REFERENCES organisations (id),
    code_hash BYTEA NOT NULL UNIQUE,
    name TEXT NOT NULL,
    site UUID REFERENCES sites (id),
    team UUID REFERENCES teams (id),
    invited_by UUID NOT NULL REFERENCES users (id),
    created_us BIGINT NOT NULL,
    expires_us BIGINT NOT NULL,
    withdrawn_us BIGINT,
    used_us BIGINT,
    user_id UUID REFERENCES users (id)
);
CREATE TABLE invitation_roles (
    invitation UUID NOT NULL REFERENCES invitations (id),
    role TEXT NOT NULL,
    PRIMARY KEY (invitation, role)
);
CREATE TABLE client_logins (
    token_hash BYTEA PRIMARY KEY,
    client UUID NOT NULL REFERENCES clients (id),
    created_us BIGINT NOT NULL,
    expires_us BIGINT NOT NULL
);
ALTER TABLE users ADD COLUMN left_us BIGINT;
ALTER TABLE users ADD COLUMN left_by UUID;
ALTER TABLE audit ADD COLUMN n BIGINT;
ALTER TABLE audit ADD COLUMN hash BYTEA;
CREATE UNIQUE INDEX audit_by_n ON audit (n);
CREATE INDEX audit_by_organisation ON audit (organisation, at_us);
-- Whoever was there keeps their role; who came first in an institution may invite and give roles from now on.
INSERT INTO user_roles (id, user_id, role, since_us) SELECT id, id, role, created_us FROM users;
INSERT INTO user_roles (id, user_id, role, since_us)
    SELECT u.organisation, u.id, 'administrator', u.created_us FROM users u
    WHERE u.id = (SELECT v.id FROM users v WHERE v.organisation = u.organisation ORDER BY v.created_us, v.id LIMIT 1);
-- Until now every practitioner saw every client of the institution: so says one team of all of them, until people narrow it.
INSERT INTO teams (id, organisation, name, created_us)
    SELECT o.id, o.id, o.name, o.created_us FROM organisations o
    WHERE EXISTS (SELECT 1 FROM clients c WHERE c.organisation = o.id);
INSERT INTO team_members (id, team, user_id, since_us)
    SELECT u.id, t.id, u.id, u.created_us FROM users u JOIN teams t ON t.organisation = u.organisation
    WHERE u.role = 'practitioner';
INSERT INTO treatment_relations (id, client, team, since_us)
    SELECT c.id, c.id, c.organisation, c.created_us FROM clients c;
ALTER TABLE users DROP COLUMN role;
