-- Heart packets and poses as pieces in the order of arrival, later closed into compressed chunks; up to where each
-- journal has been sealed; and what of a journal the record could not take.
CREATE TABLE sealed (
    writer UUID PRIMARY KEY,
    through BIGINT NOT NULL
);
CREATE TABLE unsealed (
    id UUID PRIMARY KEY,
    put_apart_us BIGINT NOT NULL,
    why TEXT NOT NULL,
    entries BYTEA NOT NULL
);
ALTER TABLE beat_streams ADD COLUMN first_n BIGINT NOT NULL DEFAULT 0;
ALTER TABLE beat_streams ADD COLUMN beyond TEXT NOT NULL DEFAULT '';
ALTER TABLE beats_journal RENAME TO beats;
ALTER TABLE beats ADD COLUMN through_us BIGINT NOT NULL DEFAULT 0;
ALTER TABLE beats ADD COLUMN closed BIGINT NOT NULL DEFAULT 0;
UPDATE beats SET through_us = arrived_us;
CREATE INDEX open_beats ON beats (session, arrived_us) WHERE closed = 0;
ALTER TABLE poses_journal RENAME TO poses;
ALTER TABLE poses ADD COLUMN through_us BIGINT NOT NULL DEFAULT 0;
ALTER TABLE poses ADD COLUMN closed BIGINT NOT NULL DEFAULT 0;
UPDATE poses SET through_us = arrived_us;
CREATE INDEX open_poses ON poses (session, arrived_us) WHERE closed = 0;
