-- As whom a headset signed before, where this record does not know it: a record that was put back, or begun anew, is older.
CREATE TABLE former_headsets (
    former UUID PRIMARY KEY,
    headset UUID NOT NULL REFERENCES headsets (id),
    public BYTEA NOT NULL
);
