-- What the privacy officer sees of nightly runs: whose record was due, and whether the access log was whole.
CREATE TABLE retention_runs (
    id UUID PRIMARY KEY,
    organisation UUID NOT NULL REFERENCES organisations (id),
    at_us BIGINT NOT NULL,
    erases BIGINT NOT NULL,
    due BIGINT NOT NULL,
    held BIGINT NOT NULL,
    erased BIGINT NOT NULL
);
CREATE INDEX retention_runs_by_organisation ON retention_runs (organisation, at_us);
CREATE TABLE log_checks (
    id UUID PRIMARY KEY,
    at_us BIGINT NOT NULL,
    lines BIGINT NOT NULL,
    broken_at BIGINT
);
