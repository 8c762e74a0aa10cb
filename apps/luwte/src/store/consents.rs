//! What clients let us record, stream by stream: every answer stays, the newest holds.

use super::{
    Store, StoreError, Witness,
    database::{execute, fetch_all, fetch_all_within},
    events::payload_place,
    keys::Fresh,
    upcast,
};
use link::privacy::{DataStream, StreamConsent};
use session::{ClientId, Consent, EVENT_VERSION, Event, SessionId, Stream, WorldTime};

/// What may be recorded of a client in a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Head movement, heart and answers.
    pub streams: Consent,
    /// What they chose, and when.
    pub behaviour: bool,
}

impl Default for Recorded {
    /// What holds as long as nobody said otherwise, as of somebody unknown.
    fn default() -> Self {
        Self { streams: Consent::default(), behaviour: true }
    }
}

impl Recorded {
    /// Nothing but what safety rests on.
    pub const NOTHING: Self = Self {
        streams: Consent { pose: Stream::CLOSED, heart: Stream::CLOSED, answers: Stream::CLOSED },
        behaviour: false,
    };

    /// What these consents let be recorded.
    pub fn of(consents: &[StreamConsent]) -> Self {
        let given = |stream: DataStream| {
            let said = consents.iter().find(|consent| consent.stream == stream);
            said.map_or(stream.unless_said(), |said| said.given)
        };
        let switch = |stream| if given(stream) { Stream::OPEN } else { Stream::CLOSED };
        let streams = Consent {
            pose: switch(DataStream::HeadMovement),
            heart: switch(DataStream::Heart),
            answers: switch(DataStream::Answers),
        };
        Self { streams, behaviour: given(DataStream::Behaviour) }
    }

    /// What of this the headset's own switches let through too.
    pub fn and(self, consent: Consent) -> Consent {
        let both = |one: Stream, other: Stream| Stream {
            live: one.live && other.live,
            keep: one.keep && other.keep,
        };
        Consent {
            pose: both(self.streams.pose, consent.pose),
            heart: both(self.streams.heart, consent.heart),
            answers: both(self.streams.answers, consent.answers),
        }
    }
}

impl Store {
    /// Every stream and what the client said last.
    pub async fn consents(
        &self,
        _read: &Witness,
        client: ClientId,
    ) -> Result<Vec<StreamConsent>, StoreError> {
        self.consents_of(client).await
    }

    /// What may be recorded of a client in a session from now on; whoever asks records it, and shows it to nobody.
    pub async fn recorded(&self, client: ClientId) -> Result<Recorded, StoreError> {
        Ok(Recorded::of(&self.consents_of(client).await?))
    }

    /// Whether a client lets one stream be recorded.
    pub async fn records(&self, client: ClientId, stream: DataStream) -> Result<bool, StoreError> {
        let consents = self.consents_of(client).await?;
        Ok(consents.iter().any(|consent| consent.stream == stream && consent.given))
    }

    /// Puts what may be recorded of a session in the place of what was, event by event; streams that may not go whole.
    pub async fn rewrite(
        &self,
        session: SessionId,
        recorded: Recorded,
        mut kept: impl FnMut(&Event) -> Event,
    ) -> Result<(), StoreError> {
        self.settle(session).await?;
        let (mut on, mut fresh) = (self.database().begin_sealing().await?, Fresh::default());
        let seal = self.keys.session_within(&mut on, session.0, &mut fresh).await?;
        type Row = (i64, i64, i64, i64, String, String);
        let rows: Vec<Row> = fetch_all_within!(
            &mut on,
            Row,
            "SELECT seq, at_us, wall_us, version, kind, payload FROM events WHERE session = $1 ORDER BY seq",
            session.0
        )?;
        let unreadable = || StoreError::Unreadable { what: "event" };
        for (seq, at_us, wall_us, version, kind, payload) in rows {
            let number = seq.to_le_bytes();
            let place = payload_place(session.0, &number);
            let told = seal.open_text(place, payload)?;
            let told = upcast(&kind, version, &told).ok_or_else(unreadable)?;
            let told = Event {
                seq: u32::try_from(seq).map_err(|_| unreadable())?,
                at: WorldTime(u64::try_from(at_us).map_err(|_| unreadable())?),
                kind: told,
            };
            let now = kept(&told);
            if now != told {
                let payload = serde_json::to_string(&now.kind).map_err(|_| unreadable())?;
                let now_us = i64::try_from(now.at.0).map_err(|_| unreadable())?;
                execute!(
                    &mut on,
                    "UPDATE events SET kind = $1, version = $2, payload = $3, at_us = $4, wall_us = $5
                     WHERE session = $6 AND seq = $7",
                    now.kind.name(),
                    i64::from(EVENT_VERSION),
                    seal.text(place, payload)?,
                    now_us,
                    wall_us.saturating_sub(at_us.saturating_sub(now_us)),
                    session.0,
                    seq,
                )?;
            }
        }
        if !recorded.streams.pose.keep {
            execute!(&mut on, "DELETE FROM poses WHERE session = $1", session.0)?;
        }
        if !recorded.streams.heart.keep {
            execute!(&mut on, "DELETE FROM beats WHERE session = $1", session.0)?;
            execute!(&mut on, "DELETE FROM rests WHERE session = $1", session.0)?;
        }
        on.commit().await?;
        self.keys.learn(fresh);
        Ok(())
    }

    async fn consents_of(&self, client: ClientId) -> Result<Vec<StreamConsent>, StoreError> {
        type Columns = (String, i64, i64, i64);
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            "SELECT c.stream, c.given, c.information, c.at_us FROM consents c
             WHERE c.client = $1 AND c.number = (SELECT MAX(n.number) FROM consents n
                 WHERE n.client = c.client AND n.stream = c.stream)",
            client.0,
        )?;
        let consent = |stream: DataStream| {
            let said = rows.iter().find(|(word, ..)| word == stream.word());
            StreamConsent {
                stream,
                given: said.map_or(stream.unless_said(), |(_, given, ..)| *given != 0),
                since: said.map(|(.., at_us)| *at_us),
                information: said.and_then(|(_, _, information, _)| u32::try_from(*information).ok()),
            }
        };
        Ok(DataStream::ALL.iter().copied().map(consent).collect())
    }

    /// Adds what a client says of a stream; [`StoreError::Taken`] where they said something at the same moment elsewhere.
    pub async fn set_consent(
        &self,
        _written: &Witness,
        client: ClientId,
        stream: DataStream,
        (given, information): (bool, u32),
        now_us: i64,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "INSERT INTO consents (client, stream, number, given, information, at_us)
             SELECT $1, $2, COALESCE(MAX(number), 0) + 1, $3, $4, $5 FROM consents WHERE client = $1 AND stream = $2",
            client.0,
            stream.word(),
            i64::from(given),
            i64::from(information),
            now_us,
        )?;
        transaction.commit().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(stream: DataStream, given: bool) -> StreamConsent {
        StreamConsent { stream, given, since: Some(1), information: Some(1) }
    }

    #[test]
    fn what_was_withdrawn_is_closed_and_what_the_headset_closed_stays_closed() {
        let recorded = Recorded::of(&[said(DataStream::Heart, false), said(DataStream::Behaviour, false)]);
        assert!(!recorded.behaviour);
        assert_eq!(recorded.streams, Consent { heart: Stream::CLOSED, ..Consent::default() });
        let of_headset = Consent { answers: Stream { live: true, keep: false }, ..Consent::default() };
        let both = recorded.and(of_headset);
        assert_eq!((both.heart, both.answers.keep, both.answers.live), (Stream::CLOSED, false, true));
        assert_eq!(Recorded::of(&[]), Recorded::default(), "nothing said, nothing withdrawn");
    }
}
