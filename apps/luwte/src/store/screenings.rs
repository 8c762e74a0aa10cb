//! Screenings and what clinicians decided about them: added, numbered per client, never changed.

use super::{
    Store, StoreError, Witness,
    database::{execute, fetch_all, fetch_optional},
    keys::{Fresh, Place, Seal},
    written,
};
use care::screening::{Answers, Decided, Decision, Outcome, Screening};
use core::fmt;
use session::{ClientId, UserId};
use uuid::Uuid;

/// A screening with who made it, and the decisions with who made those.
#[derive(Clone, PartialEq, Eq)]
pub struct ScreeningRow {
    /// As the rules see it.
    pub screening: Screening,
    /// Who asked.
    pub by_name: String,
    /// The decisions as colleagues see them, in the order in which they were made.
    pub decided: Vec<Decided>,
}

impl fmt::Debug for ScreeningRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScreeningRow").field("number", &self.screening.number).finish_non_exhaustive()
    }
}

type Columns = (i64, i64, String, String, String);
type DecisionColumns = (i64, i64, i64, String, i64, String);

impl Store {
    /// Every screening of a client, the oldest first.
    pub async fn screenings(
        &self,
        _read: &Witness,
        client: ClientId,
    ) -> Result<Vec<ScreeningRow>, StoreError> {
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            "SELECT s.number, s.at_us, s.outcome, s.answers, n.name
             FROM screenings s JOIN user_names n ON n.user_id = s.screened_by
             WHERE s.client = $1 ORDER BY s.number",
            client.0,
        )?;
        let seal = self.keys.client(self.database(), client.0).await?;
        let mut decisions: Vec<DecisionColumns> = fetch_all!(
            self.database(),
            DecisionColumns,
            "SELECT d.screening, d.number, d.at_us, n.name, d.alone, d.reason
             FROM screening_decisions d JOIN user_names n ON n.user_id = d.decided_by
             WHERE d.client = $1 ORDER BY d.screening, d.number",
            client.0,
        )?;
        for (screening, number, .., reason) in &mut decisions {
            let place = [screening.to_le_bytes(), number.to_le_bytes()].concat();
            *reason = seal.open_text(decision_place(client.0, &place), std::mem::take(reason))?;
        }
        rows.into_iter().map(|columns| row(columns, (client, &seal), &decisions)).collect()
    }

    /// Adds a screening with this number; [`StoreError::Taken`] where a colleague added one meanwhile.
    pub async fn add_screening(
        &self,
        _written: &Witness,
        client: ClientId,
        by: UserId,
        screening: &Screening,
        rules: u16,
    ) -> Result<(), StoreError> {
        let answers = written(&screening.answers, "screening on its way in")?;
        let number = i64::from(screening.number);
        let mut transaction = self.database().begin().await?;
        let mut fresh = Fresh::default();
        let seal = self.keys.client_within(&mut transaction, client.0, &mut fresh).await?;
        let answers = seal.text(answers_place(client.0, &number.to_le_bytes()), answers)?;
        execute!(
            &mut transaction,
            "INSERT INTO screenings (client, number, at_us, screened_by, rules, outcome, answers)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            client.0,
            number,
            screening.at_us,
            by.0,
            i64::from(rules),
            written(&screening.outcome, "screening on its way in")?,
            answers,
        )?;
        transaction.commit().await?;
        self.keys.learn(fresh);
        Ok(())
    }

    /// Adds a decision with this number; [`StoreError::Taken`] where a colleague decided meanwhile.
    pub async fn add_decision(
        &self,
        _written: &Witness,
        client: ClientId,
        by: UserId,
        (screening, number): (u32, usize),
        decision: Decision,
        reason: &str,
    ) -> Result<(), StoreError> {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        let mut transaction = self.database().begin().await?;
        let mut fresh = Fresh::default();
        let seal = self.keys.client_within(&mut transaction, client.0, &mut fresh).await?;
        let place = [i64::from(screening).to_le_bytes(), number.to_le_bytes()].concat();
        let reason = seal.text(decision_place(client.0, &place), reason.to_owned())?;
        execute!(
            &mut transaction,
            "INSERT INTO screening_decisions (client, screening, number, at_us, decided_by, alone, reason)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            client.0,
            i64::from(screening),
            number,
            decision.at_us,
            by.0,
            i64::from(decision.alone),
            reason,
        )?;
        transaction.commit().await?;
        self.keys.learn(fresh);
        Ok(())
    }

    /// How many sessions a client had to the end with someone beside them and a colleague who watched along. Of a session of
    /// which nobody said so it does not count.
    pub async fn supervised_sessions(&self, _read: &Witness, client: ClientId) -> Result<u32, StoreError> {
        self.settle_all().await?;
        let found: Option<(i64,)> = fetch_optional!(
            self.database(),
            (i64,),
            "SELECT COUNT(*) FROM sessions s WHERE s.client = $1 AND s.used_alone = 0
             AND EXISTS (SELECT 1 FROM events e WHERE e.session = s.id AND e.kind = 'watch-started')
             AND EXISTS (SELECT 1 FROM events e WHERE e.session = s.id AND e.kind IN ('world-entered', 'world-withheld'))
             AND EXISTS (SELECT 1 FROM events e WHERE e.session = s.id AND e.kind = 'ended')",
            client.0,
        )?;
        Ok(found.and_then(|(count,)| u32::try_from(count).ok()).unwrap_or(0))
    }
}

/// Where the answers of the screening with this number stand.
pub(super) fn answers_place(client: Uuid, number: &[u8]) -> Place<'_> {
    Place { column: "screenings.answers", of: client, row: number }
}

/// Where the reason of a decision stands.
pub(super) fn decision_place(client: Uuid, row: &[u8]) -> Place<'_> {
    Place { column: "screening_decisions.reason", of: client, row }
}

fn row(
    (number, at_us, outcome, answers, by_name): Columns,
    (client, seal): (ClientId, &Seal),
    decisions: &[DecisionColumns],
) -> Result<ScreeningRow, StoreError> {
    let unreadable = |what| move |_| StoreError::Unreadable { what };
    let answers = seal.open_text(answers_place(client.0, &number.to_le_bytes()), answers)?;
    let answers: Answers = serde_json::from_str(&answers).map_err(unreadable("screening"))?;
    let outcome: Outcome = serde_json::from_str(&outcome).map_err(unreadable("outcome of a screening"))?;
    let own = || decisions.iter().filter(|(screening, ..)| *screening == number);
    let decided = own().map(|(_, _, at_us, by_name, alone, reason)| Decided {
        at_us: *at_us,
        by_name: by_name.clone(),
        alone: *alone != 0,
        reason: reason.clone(),
    });
    let decisions = own().map(|(_, _, at_us, _, alone, _)| Decision { at_us: *at_us, alone: *alone != 0 });
    let number =
        u32::try_from(number).map_err(|_| StoreError::Unreadable { what: "number of a screening" })?;
    let (decided, decisions) = (decided.collect(), decisions.collect());
    Ok(ScreeningRow { screening: Screening { number, at_us, outcome, answers, decisions }, by_name, decided })
}
