//! The register of bridges, the straps they hear, and which headset each strap goes with.

use super::{
    EnrolError, Store, StoreError,
    database::{execute, fetch_all, fetch_optional, fetch_within},
};
use link::bridge::{BridgeStrap, HeardStrap};
use session::{BridgeId, DeviceId, OrganisationId, SessionId, StrapId, WorldTime};
use uuid::Uuid;

/// A bridge in the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bridge {
    /// The bridge.
    pub id: BridgeId,
    /// The institution.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// The bridge's name.
    pub name: String,
    /// When it last reported, microseconds since 1970.
    pub last_seen_us: Option<i64>,
    /// Since when it is no longer trusted, microseconds since 1970.
    pub revoked_us: Option<i64>,
}

/// A strap that goes with a headset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedStrap {
    /// As the bridge hears it.
    pub strap: BridgeStrap,
    /// The headset's name, for a strap that goes with one.
    pub headset_name: Option<String>,
    /// Since when it goes with that headset, microseconds since 1970.
    pub since_us: i64,
}

/// When a session of a headset was, as the record tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionSpan {
    /// The session.
    pub id: SessionId,
    /// When it was opened, microseconds since 1970.
    pub opened_us: i64,
    /// World time of its last event.
    pub length: WorldTime,
}

/// A strap that goes with no headset is forgotten when it was not heard for this long: it may be a stranger's.
const FORGET_US: i64 = 86_400_000_000;
/// The most sessions told to a bridge at once.
const SPANS_MAX: i64 = 200;

type Columns = (Uuid, Uuid, String, String, Option<i64>, Option<i64>);

fn bridge((id, organisation, organisation_name, name, last_seen_us, revoked_us): Columns) -> Bridge {
    Bridge {
        id: BridgeId(id),
        organisation: OrganisationId(organisation),
        organisation_name,
        name,
        last_seen_us,
        revoked_us,
    }
}

impl Store {
    /// Makes a bridge of this name, or takes the one that there is, and remembers by its hash a code to enrol it with once.
    pub async fn add_bridge(
        &self,
        organisation: OrganisationId,
        name: &str,
        code_hash: &[u8],
        now_us: i64,
        expires_us: i64,
    ) -> Result<BridgeId, StoreError> {
        let mut on = self.database().begin().await?;
        execute!(
            &mut on,
            "INSERT INTO bridges (id, organisation, name, created_us) VALUES ($1, $2, $3, $4)
             ON CONFLICT (organisation, name) DO NOTHING",
            Uuid::now_v7(),
            organisation.0,
            name,
            now_us,
        )?;
        execute!(
            &mut on,
            "UPDATE bridges SET code_hash = $1, code_expires_us = $2 WHERE organisation = $3 AND name = $4",
            code_hash,
            expires_us,
            organisation.0,
            name,
        )?;
        let row: Option<(Uuid,)> = fetch_within!(
            &mut on,
            (Uuid,),
            "SELECT id FROM bridges WHERE organisation = $1 AND name = $2",
            organisation.0,
            name,
        )?;
        let (id,) = row.ok_or(StoreError::Unreadable { what: "bridge" })?;
        on.commit().await?;
        Ok(BridgeId(id))
    }

    /// Uses an enrolment code up; the bridge's token is the one with this hash, and no other any more.
    pub async fn enrol_bridge(
        &self,
        code_hash: &[u8],
        token_hash: &[u8],
        now_us: i64,
    ) -> Result<Bridge, EnrolError> {
        let mut on = self.database().begin().await?;
        let row: Option<(Uuid,)> = fetch_within!(
            &mut on,
            (Uuid,),
            "SELECT id FROM bridges WHERE code_hash = $1 AND code_expires_us > $2",
            code_hash,
            now_us,
        )
        .map_err(StoreError::from)?;
        let (id,) = row.ok_or(EnrolError::UnknownCode)?;
        let used = execute!(
            &mut on,
            "UPDATE bridges SET token_hash = $1, code_hash = NULL, code_expires_us = NULL, revoked_us = NULL
             WHERE id = $2 AND code_hash = $3",
            token_hash,
            id,
            code_hash,
        )
        .map_err(StoreError::from)?;
        if used != 1 {
            return Err(EnrolError::UnknownCode);
        }
        on.commit().await?;
        self.bridge_by_token(token_hash).await?.ok_or(EnrolError::UnknownCode)
    }

    /// The bridge with this token, unless it is no longer trusted.
    pub async fn bridge_by_token(&self, token_hash: &[u8]) -> Result<Option<Bridge>, StoreError> {
        let row: Option<Columns> = fetch_optional!(
            self.database(),
            Columns,
            "SELECT b.id, b.organisation, o.name, b.name, b.last_seen_us, b.revoked_us
             FROM bridges b JOIN organisations o ON o.id = b.organisation
             WHERE b.token_hash = $1 AND b.revoked_us IS NULL",
            token_hash,
        )?;
        Ok(row.map(bridge))
    }

    /// The bridges of an institution, by name.
    pub async fn bridges(&self, organisation: OrganisationId) -> Result<Vec<Bridge>, StoreError> {
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            "SELECT b.id, b.organisation, o.name, b.name, b.last_seen_us, b.revoked_us
             FROM bridges b JOIN organisations o ON o.id = b.organisation
             WHERE b.organisation = $1 ORDER BY b.name, b.id",
            organisation.0,
        )?;
        Ok(rows.into_iter().map(bridge).collect())
    }

    /// Takes trust from a bridge of this institution: its token and an unused code go; whether there is one.
    pub async fn revoke_bridge(
        &self,
        organisation: OrganisationId,
        id: BridgeId,
        now_us: i64,
    ) -> Result<bool, StoreError> {
        let mut on = self.database().begin().await?;
        let changed = execute!(
            &mut on,
            "UPDATE bridges SET revoked_us = $1, token_hash = NULL, code_hash = NULL WHERE id = $2 AND organisation = $3",
            now_us,
            id.0,
            organisation.0,
        )?;
        on.commit().await?;
        Ok(changed == 1)
    }

    /// Notes which straps a bridge hears, and that it was heard itself.
    pub async fn bridge_hears(
        &self,
        id: BridgeId,
        straps: &[HeardStrap],
        now_us: i64,
    ) -> Result<(), StoreError> {
        let mut on = self.database().begin().await?;
        execute!(&mut on, "UPDATE bridges SET last_seen_us = $1 WHERE id = $2", now_us, id.0)?;
        for strap in straps {
            execute!(
                &mut on,
                "INSERT INTO bridge_straps (id, bridge, address, name, heard_us) VALUES ($1, $2, $3, $4, $5)
                 ON CONFLICT (bridge, address) DO UPDATE SET name = excluded.name, heard_us = excluded.heard_us",
                Uuid::now_v7(),
                id.0,
                &strap.address,
                &strap.name,
                now_us,
            )?;
        }
        execute!(
            &mut on,
            "DELETE FROM bridge_straps WHERE bridge = $1 AND since_us IS NULL AND heard_us < $2",
            id.0,
            now_us.saturating_sub(FORGET_US),
        )?;
        on.commit().await
    }

    /// The straps of a bridge, by name.
    pub async fn bridge_straps(&self, id: BridgeId) -> Result<Vec<PlacedStrap>, StoreError> {
        type Row = (Uuid, String, String, i64, Option<Uuid>, Option<String>, Option<i64>);
        let rows: Vec<Row> = fetch_all!(
            self.database(),
            Row,
            "SELECT s.id, s.address, s.name, s.heard_us, h.id, h.name, s.since_us
             FROM bridge_straps s LEFT JOIN headsets h ON h.id = s.headset
             WHERE s.bridge = $1 ORDER BY s.name, s.address",
            id.0,
        )?;
        let placed =
            rows.into_iter().map(|(strap, address, name, heard, headset, headset_name, since_us)| {
                let headset = headset.map(DeviceId);
                PlacedStrap {
                    strap: BridgeStrap {
                        id: StrapId(strap),
                        address,
                        name,
                        heard,
                        headset,
                        battery_pct: None,
                    },
                    headset_name,
                    since_us: since_us.unwrap_or(heard),
                }
            });
        Ok(placed.collect())
    }

    /// Says which headset a strap goes with from now on; whether this institution has both. The headset it went with
    /// before loses it, and so does another strap of any bridge that went with this headset.
    pub async fn place_strap(
        &self,
        organisation: OrganisationId,
        strap: StrapId,
        headset: Option<DeviceId>,
        now_us: i64,
    ) -> Result<bool, StoreError> {
        let mut on = self.database().begin().await?;
        if let Some(headset) = headset {
            let known: Option<(Uuid,)> = fetch_within!(
                &mut on,
                (Uuid,),
                "SELECT id FROM headsets
                 WHERE id = $1 AND organisation = $2 AND kind = 'headset' AND revoked_us IS NULL",
                headset.0,
                organisation.0,
            )?;
            if known.is_none() {
                return Ok(false);
            }
            execute!(
                &mut on,
                "UPDATE bridge_straps SET headset = NULL, since_us = $1 WHERE headset = $2 AND id <> $3",
                now_us,
                headset.0,
                strap.0,
            )?;
        }
        let changed = execute!(
            &mut on,
            "UPDATE bridge_straps SET headset = $1, since_us = $2
             WHERE id = $3 AND bridge IN (SELECT id FROM bridges WHERE organisation = $4)",
            headset.map(|headset| headset.0),
            now_us,
            strap.0,
            organisation.0,
        )?;
        if changed == 1 {
            on.commit().await?;
        }
        Ok(changed == 1)
    }

    /// The straps with which this bridge may feed a session now: those that go with its headset, and did so before the
    /// session was over, microseconds since 1970.
    pub async fn straps_for(
        &self,
        token_hash: &[u8],
        headset: DeviceId,
        over_us: i64,
    ) -> Result<Vec<StrapId>, StoreError> {
        let rows: Vec<(Uuid,)> = fetch_all!(
            self.database(),
            (Uuid,),
            "SELECT s.id FROM bridge_straps s JOIN bridges b ON b.id = s.bridge JOIN headsets h ON h.id = s.headset
             WHERE b.token_hash = $1 AND b.revoked_us IS NULL AND s.headset = $2 AND h.organisation = b.organisation
             AND COALESCE(s.since_us, 0) < $3",
            token_hash,
            headset.0,
            over_us,
        )?;
        Ok(rows.into_iter().map(|(strap,)| StrapId(strap)).collect())
    }

    /// The newest sessions of a headset that were opened since, oldest first. What waits to be sealed may be missing at their end.
    pub async fn session_spans(
        &self,
        organisation: OrganisationId,
        headset: DeviceId,
        since_us: i64,
    ) -> Result<Vec<SessionSpan>, StoreError> {
        let rows: Vec<(Uuid, i64, Option<i64>)> = fetch_all!(
            self.database(),
            (Uuid, i64, Option<i64>),
            "SELECT s.id, s.opened_us, (SELECT MAX(e.at_us) FROM events e WHERE e.session = s.id)
             FROM sessions s WHERE s.organisation = $1 AND s.opened_us >= $2 AND s.headset = $3
             ORDER BY s.opened_us DESC, s.id DESC LIMIT $4",
            organisation.0,
            since_us,
            headset.0,
            SPANS_MAX,
        )?;
        let span = |(id, opened_us, length_us): (Uuid, i64, Option<i64>)| SessionSpan {
            id: SessionId(id),
            opened_us,
            length: WorldTime(u64::try_from(length_us.unwrap_or(0)).unwrap_or(0)),
        };
        Ok(rows.into_iter().rev().map(span).collect())
    }
}
