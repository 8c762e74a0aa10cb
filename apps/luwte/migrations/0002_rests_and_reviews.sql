-- What is known of a client's own rest, one row per session; and clinicians' reviews of adverse events.
CREATE TABLE rests (
    session UUID PRIMARY KEY REFERENCES sessions (id),
    algorithm TEXT NOT NULL,
    events_seen BIGINT NOT NULL,
    beats_through_us BIGINT NOT NULL,
    day BIGINT,
    ln_rmssd DOUBLE PRECISION,
    hr_bpm DOUBLE PRECISION,
    computed_us BIGINT NOT NULL
);
CREATE TABLE adverse_reviews (
    session UUID NOT NULL REFERENCES sessions (id),
    through_seq BIGINT NOT NULL,
    reviewed_by UUID NOT NULL REFERENCES users (id),
    reviewed_us BIGINT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (session, through_seq)
);
CREATE INDEX adverse_events ON events (session, seq) WHERE kind = 'adverse-event-noted';
