-- What has been acknowledged and waits to be sealed into the record, in the order of arrival. On SQLite a file of its own.
CREATE TABLE IF NOT EXISTS journal (
    writer UUID NOT NULL,
    n BIGINT NOT NULL,
    entries BYTEA NOT NULL,
    PRIMARY KEY (writer, n)
);
