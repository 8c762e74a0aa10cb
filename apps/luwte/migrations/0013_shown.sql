-- A list is one row of the access log; whom it showed stands here once for all lists that showed the same.
ALTER TABLE audit ADD COLUMN shown BYTEA;
CREATE INDEX audit_by_shown ON audit (shown) WHERE shown IS NOT NULL;
CREATE TABLE shown_clients (
    shown BYTEA NOT NULL,
    client UUID NOT NULL,
    PRIMARY KEY (shown, client)
);
CREATE INDEX shown_clients_by_client ON shown_clients (client);
