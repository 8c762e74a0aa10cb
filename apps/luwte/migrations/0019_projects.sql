-- Projects that bring it into care: how each stands is folded from its changes, numbered and never altered.
CREATE TABLE projects (
    id UUID PRIMARY KEY,
    organisation UUID NOT NULL REFERENCES organisations (id),
    team UUID REFERENCES teams (id),
    begun_us BIGINT NOT NULL
);
CREATE INDEX projects_by_organisation ON projects (organisation, begun_us);
CREATE TABLE project_changes (
    id UUID PRIMARY KEY,
    project UUID NOT NULL REFERENCES projects (id),
    number BIGINT NOT NULL,
    at_us BIGINT NOT NULL,
    by_user UUID NOT NULL REFERENCES users (id),
    version BIGINT NOT NULL,
    what TEXT NOT NULL,
    UNIQUE (project, number)
);
