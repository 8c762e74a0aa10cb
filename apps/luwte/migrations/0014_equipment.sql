-- Headsets and rooms as things that are kept, lent and reserved.
ALTER TABLE headsets ADD COLUMN place TEXT;
ALTER TABLE headsets ADD COLUMN site UUID REFERENCES sites (id);
-- What people did with a headset, numbered per headset: how it stands is folded from all of it.
CREATE TABLE happenings (
    headset UUID NOT NULL REFERENCES headsets (id),
    number BIGINT NOT NULL,
    at_us BIGINT NOT NULL,
    by_user UUID NOT NULL REFERENCES users (id),
    kind TEXT NOT NULL,
    loan UUID,
    client UUID REFERENCES clients (id),
    until_us BIGINT,
    charge_pct BIGINT,
    detail TEXT,
    PRIMARY KEY (headset, number)
);
CREATE TABLE rooms (
    id UUID PRIMARY KEY,
    organisation UUID NOT NULL REFERENCES organisations (id),
    site UUID REFERENCES sites (id),
    name TEXT NOT NULL,
    shared BIGINT NOT NULL,
    closed BIGINT NOT NULL,
    created_us BIGINT NOT NULL,
    UNIQUE (organisation, name)
);
-- Whoever changes the reservations of a thing counts its turn on first: of two at once, one finds it changed.
CREATE TABLE calendars (
    thing UUID PRIMARY KEY,
    organisation UUID NOT NULL REFERENCES organisations (id),
    turn BIGINT NOT NULL
);
CREATE TABLE reservations (
    id UUID PRIMARY KEY,
    organisation UUID NOT NULL REFERENCES organisations (id),
    thing UUID NOT NULL REFERENCES calendars (thing),
    from_min BIGINT NOT NULL,
    until_min BIGINT NOT NULL,
    by_user UUID NOT NULL REFERENCES users (id),
    made_us BIGINT NOT NULL,
    cancelled_us BIGINT
);
CREATE INDEX reservations_of_a_thing ON reservations (thing, until_min);
