-- How an institution looks on paper.
CREATE TABLE house_styles (
    organisation UUID PRIMARY KEY REFERENCES organisations (id),
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    help TEXT NOT NULL,
    accent TEXT NOT NULL,
    logo BYTEA,
    changed_us BIGINT NOT NULL
);
