//! Headsets as things that are kept and lent: where each lies, what was done with it, how it stands.

use super::{
    Store, StoreError, Witness,
    database::{Transaction, execute, fetch_all, fetch_all_within, fetch_within},
};
use session::{ClientId, DeviceId, OrganisationId, SiteId, UserId};
use std::collections::HashMap;
use toolkit::lending::{Gate, GateError, Happening, Loan, Use};
use uuid::Uuid;

/// A headset with how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptHeadsetRow {
    /// The headset.
    pub id: DeviceId,
    /// Its name.
    pub name: String,
    /// Where it lies.
    pub place: Option<String>,
    /// At which site.
    pub site: Option<SiteId>,
    /// When it was last heard, microseconds since 1970.
    pub last_seen_us: Option<i64>,
    /// How it stands.
    pub gate: Gate,
    /// The hand-over by which it is out now: loan, when, until when, whether at home, and by whom.
    pub out: Option<OutRow>,
}

/// A loan that goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutRow {
    /// The loan.
    pub loan: Uuid,
    /// Since when, microseconds since 1970.
    pub since_us: i64,
    /// Until when it was agreed.
    pub until_us: Option<i64>,
    /// Whether it is at a client's home.
    pub at_home: bool,
    /// Who handed it out.
    pub by_name: String,
}

/// Something that somebody did with a headset, to be written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HappeningToAdd {
    /// Who tells it.
    pub by: UserId,
    /// What.
    pub what: Happening,
    /// The client who takes it home.
    pub client: Option<ClientId>,
    /// Until when it was agreed, microseconds since 1970.
    pub until_us: Option<i64>,
    /// What is wrong with it.
    pub detail: Option<String>,
}

/// A row of its log as colleagues read it: when, who, its word, more of it.
pub type HappenedRow = (i64, String, String, Option<String>);

/// Why nothing was written down.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// There is no such headset in this institution.
    #[error("no such headset")]
    Unknown,
    /// It cannot happen now.
    #[error("it cannot happen now")]
    Gate(#[from] GateError),
    /// The store failed.
    #[error("it could not be written down")]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for KeepError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

type HeadsetColumns = (Uuid, String, Option<String>, Option<Uuid>, Option<i64>);
type LogColumns = (Uuid, i64, String, Option<Uuid>, i64, Option<i64>, Option<i64>, String);

const HEADSETS: &str = "SELECT id, name, place, site, last_seen_us FROM headsets
    WHERE organisation = $1 AND kind = 'headset' AND revoked_us IS NULL ORDER BY name, id";
const LOG: &str = "SELECT p.headset, p.at_us, p.kind, p.loan, p.at_home, p.until_us, p.charge_pct, n.name
    FROM happenings p JOIN headsets h ON h.id = p.headset JOIN user_names n ON n.user_id = p.by_user
    WHERE h.organisation = $1 ORDER BY p.headset, p.number";
const WORN: &str = "SELECT s.headset, MAX(s.opened_us) FROM sessions s JOIN headsets h ON h.id = s.headset
    WHERE h.organisation = $1 GROUP BY s.headset";

impl Store {
    /// Every headset that is trusted, by name, with how it stands.
    pub async fn kept_headsets(
        &self,
        organisation: OrganisationId,
    ) -> Result<Vec<KeptHeadsetRow>, StoreError> {
        let headsets: Vec<HeadsetColumns> =
            fetch_all!(self.database(), HeadsetColumns, HEADSETS, organisation.0)?;
        let log: Vec<LogColumns> = fetch_all!(self.database(), LogColumns, LOG, organisation.0)?;
        let worn: Vec<(Uuid, i64)> = fetch_all!(self.database(), (Uuid, i64), WORN, organisation.0)?;
        // One walk through the log, however many headsets there are.
        let logs: HashMap<Uuid, &[LogColumns]> =
            log.chunk_by(|one, next| one.0 == next.0).filter_map(|own| Some((own.first()?.0, own))).collect();
        let worn: HashMap<Uuid, i64> = worn.into_iter().collect();
        let one = |headset: HeadsetColumns| {
            let own = logs.get(&headset.0).copied().unwrap_or_default();
            let worn_us = worn.get(&headset.0).copied();
            stands(headset, own, worn_us)
        };
        Ok(headsets.into_iter().map(one).collect())
    }

    /// Says where a headset lies. Whether there is one.
    pub async fn place_headset(
        &self,
        _written: &Witness,
        organisation: OrganisationId,
        id: DeviceId,
        place: &str,
        site: Option<SiteId>,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database().begin().await?;
        let changed = execute!(
            &mut transaction,
            "UPDATE headsets SET place = $1, site = $2 WHERE id = $3 AND organisation = $4",
            place,
            site.map(|site| site.0),
            id.0,
            organisation.0,
        )?;
        transaction.commit().await?;
        Ok(changed > 0)
    }

    /// Writes down what happened with a headset, where it can happen as the headset stands now.
    pub async fn add_happening(
        &self,
        _written: &Witness,
        organisation: OrganisationId,
        id: DeviceId,
        new: &HappeningToAdd,
        now_us: i64,
    ) -> Result<(), KeepError> {
        let mut transaction = self.database().begin().await?;
        // Of two at once one waits here, and then sees what the other wrote.
        let known = execute!(
            &mut transaction,
            "UPDATE headsets SET name = name WHERE id = $1 AND organisation = $2 AND revoked_us IS NULL",
            id.0,
            organisation.0,
        )?;
        if known == 0 {
            return Err(KeepError::Unknown);
        }
        let (gate, number) = stands_now(&mut transaction, id).await?;
        let after = gate.after(new.what)?;
        // Told twice, as after a lost answer: it is so already.
        if after == gate && matches!(new.what, Happening::HandedOut { .. }) {
            return Ok(());
        }
        let (kind, loan, charge_pct) = columns(new.what);
        execute!(
            &mut transaction,
            "INSERT INTO happenings (headset, number, at_us, by_user, kind, loan, at_home, client, until_us, charge_pct, detail)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            id.0,
            number + 1,
            now_us,
            new.by.0,
            kind,
            loan,
            i64::from(new.client.is_some()),
            new.client.map(|client| client.0),
            new.until_us,
            charge_pct,
            new.detail.as_deref(),
        )?;
        transaction.commit().await?;
        Ok(())
    }

    /// What was done with a headset of this institution, the newest first, at most so many; sessions are among it as `worn`.
    pub async fn happenings(
        &self,
        organisation: OrganisationId,
        id: DeviceId,
        most: i64,
    ) -> Result<Vec<HappenedRow>, StoreError> {
        type Columns = (i64, Option<String>, String, Option<i64>, Option<String>);
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            "SELECT p.at_us, n.name, p.kind, p.charge_pct, p.detail FROM happenings p
                 JOIN headsets h ON h.id = p.headset JOIN user_names n ON n.user_id = p.by_user
                 WHERE p.headset = $1 AND h.organisation = $2
             UNION ALL SELECT s.opened_us, NULL, 'worn', NULL, NULL FROM sessions s
                 JOIN headsets h ON h.id = s.headset WHERE s.headset = $1 AND h.organisation = $2
             UNION ALL SELECT h.created_us, NULL, 'added', NULL, NULL FROM headsets h
                 WHERE h.id = $1 AND h.organisation = $2
             ORDER BY 1 DESC LIMIT $3",
            id.0,
            organisation.0,
            most,
        )?;
        let told = |(at_us, by, kind, pct, detail): Columns| {
            (at_us, by.unwrap_or_default(), kind, detail.or_else(|| pct.map(|pct| pct.to_string())))
        };
        Ok(rows.into_iter().map(told).collect())
    }
}

/// How one headset stands within a transaction, and the number of the last thing that happened with it.
async fn stands_now(transaction: &mut Transaction, id: DeviceId) -> Result<(Gate, i64), KeepError> {
    let own: Vec<LogColumns> = fetch_all_within!(
        &mut *transaction,
        LogColumns,
        "SELECT p.headset, p.at_us, p.kind, p.loan, p.at_home, p.until_us, p.charge_pct, n.name
         FROM happenings p JOIN user_names n ON n.user_id = p.by_user
         WHERE p.headset = $1 ORDER BY p.number",
        id.0,
    )?;
    let worn: Option<(Uuid, Option<i64>)> = fetch_within!(
        &mut *transaction,
        (Uuid, Option<i64>),
        "SELECT headset, MAX(opened_us) FROM sessions WHERE headset = $1 GROUP BY headset",
        id.0,
    )?;
    let gate = fold(&own, worn.and_then(|(_, opened_us)| opened_us));
    Ok((gate, i64::try_from(own.len()).unwrap_or(i64::MAX)))
}

/// How one headset stands, by its own log.
fn stands(headset: HeadsetColumns, own: &[LogColumns], worn_us: Option<i64>) -> KeptHeadsetRow {
    let (id, name, place, site, last_seen_us) = headset;
    let gate = fold(own, worn_us);
    let last_out = own.iter().rev().find(|(_, _, kind, ..)| kind == "handed-out");
    let out = match gate.held() {
        toolkit::lending::Held::InPlace => None,
        toolkit::lending::Held::Out(_) => {
            last_out.and_then(|(_, at_us, _, loan, at_home, until_us, _, by_name)| {
                Some(OutRow {
                    loan: (*loan)?,
                    since_us: *at_us,
                    until_us: *until_us,
                    at_home: *at_home != 0,
                    by_name: by_name.clone(),
                })
            })
        }
    };
    KeptHeadsetRow { id: DeviceId(id), name, place, site: site.map(SiteId), last_seen_us, gate, out }
}

/// How a headset stands after all that was told of it and the last session that it was worn in.
fn fold(log: &[LogColumns], worn_us: Option<i64>) -> Gate {
    let told = log.iter().filter_map(|row| Some((row.1, happening(row)?)));
    let worn = worn_us.map(|at_us| (at_us, Happening::Worn));
    let mut all: Vec<(i64, Happening)> = told.chain(worn).collect();
    // What people told keeps its order, also where a clock went back; a session goes where its time says.
    if worn_us.is_some() {
        let last = all.len() - 1;
        let at_us = all[last].0;
        let before =
            all[..last].iter().rposition(|(told_us, _)| *told_us <= at_us).map_or(0, |place| place + 1);
        all[before..].rotate_right(1);
    }
    all.into_iter().fold(Gate::default(), |gate, (_, happening)| gate.told(happening))
}

fn happening((_, _, kind, loan, at_home, _, pct, _): &LogColumns) -> Option<Happening> {
    let loan = loan.map(|loan| Loan(loan.as_u128()));
    Some(match kind.as_str() {
        "handed-out" => {
            let used = if *at_home != 0 { Use::AtHome { has_practised: true } } else { Use::Here };
            Happening::HandedOut { loan: loan?, used }
        }
        "returned" => Happening::Returned(loan?),
        "cleaned" => Happening::Cleaned,
        "cleared" => Happening::Cleared,
        "charged" => Happening::Charged(u8::try_from((*pct)?).ok()?),
        "broke" => Happening::Broke,
        "repaired" => Happening::Repaired,
        _ => return None,
    })
}

fn columns(happening: Happening) -> (&'static str, Option<Uuid>, Option<i64>) {
    let id = |loan: Loan| Some(Uuid::from_u128(loan.0));
    match happening {
        Happening::HandedOut { loan, .. } => ("handed-out", id(loan), None),
        Happening::Returned(loan) => ("returned", id(loan), None),
        Happening::Cleaned => ("cleaned", None, None),
        Happening::Cleared => ("cleared", None, None),
        Happening::Charged(pct) => ("charged", None, Some(i64::from(pct))),
        Happening::Worn => ("worn", None, None),
        Happening::Broke => ("broke", None, None),
        Happening::Repaired => ("repaired", None, None),
    }
}
