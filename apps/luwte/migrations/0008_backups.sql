-- Backups that were read back and compared, so that whoever looks after the server sees when the last one was.
CREATE TABLE backups (
    id UUID PRIMARY KEY,
    at_us BIGINT NOT NULL,
    place TEXT NOT NULL,
    row_count BIGINT NOT NULL
);
