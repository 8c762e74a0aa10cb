//! Plans of clients: each version added, numbered per client, never changed; and the sessions that stand against them.

use super::{
    Store, StoreError, Witness,
    database::{execute, fetch_all, fetch_optional},
    keys::{Fresh, Place, Seal},
};
use care::plan::{Plan, Version};
use session::{ClientId, UserId};
use uuid::Uuid;

type Columns = (i64, i64, String, String);

impl Store {
    /// Every version of a client's plan, the newest first.
    pub async fn plans(&self, _read: &Witness, client: ClientId) -> Result<Vec<Version>, StoreError> {
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            "SELECT p.number, p.at_us, n.name, p.plan FROM plans p JOIN user_names n ON n.user_id = p.written_by
             WHERE p.client = $1 ORDER BY p.number DESC",
            client.0,
        )?;
        let seal = self.keys.client(self.database(), client.0).await?;
        rows.into_iter().map(|row| version(row, client, &seal)).collect()
    }

    /// The newest version of a client's plan, for the headset that the client wears.
    pub async fn plan(&self, _read: &Witness, client: ClientId) -> Result<Option<Plan>, StoreError> {
        let found: Option<Columns> = fetch_optional!(
            self.database(),
            Columns,
            "SELECT p.number, p.at_us, n.name, p.plan FROM plans p JOIN user_names n ON n.user_id = p.written_by
             WHERE p.client = $1 ORDER BY p.number DESC LIMIT 1",
            client.0,
        )?;
        let seal = self.keys.client(self.database(), client.0).await?;
        let found = found.map(|row| version(row, client, &seal)).transpose()?;
        Ok(found.map(|version| version.plan))
    }

    /// Adds a version with this number; [`StoreError::Taken`] where a colleague added one meanwhile.
    pub async fn add_plan(
        &self,
        _written: &Witness,
        client: ClientId,
        by: UserId,
        number: u32,
        plan: &Plan,
        now_us: i64,
    ) -> Result<(), StoreError> {
        let json =
            serde_json::to_string(plan).map_err(|_| StoreError::Unreadable { what: "plan on its way in" })?;
        let number = i64::from(number);
        let (mut transaction, mut fresh) = (self.database().begin().await?, Fresh::default());
        let seal = self.keys.client_within(&mut transaction, client.0, &mut fresh).await?;
        let json = seal.text(plan_place(client.0, &number.to_le_bytes()), json)?;
        execute!(
            &mut transaction,
            "INSERT INTO plans (client, number, at_us, written_by, plan) VALUES ($1, $2, $3, $4, $5)",
            client.0,
            number,
            now_us,
            by.0,
            json,
        )?;
        transaction.commit().await?;
        self.keys.learn(fresh);
        Ok(())
    }

    /// When each session of a client began in which a world was entered.
    pub async fn sessions_in_worlds(
        &self,
        _read: &Witness,
        client: ClientId,
    ) -> Result<Vec<i64>, StoreError> {
        self.settle_all().await?;
        let rows: Vec<(i64,)> = fetch_all!(
            self.database(),
            (i64,),
            "SELECT s.opened_us FROM sessions s WHERE s.client = $1
             AND EXISTS (SELECT 1 FROM events e WHERE e.session = s.id AND e.kind IN ('world-entered', 'world-withheld'))
             ORDER BY s.opened_us",
            client.0,
        )?;
        Ok(rows.into_iter().map(|(opened_us,)| opened_us).collect())
    }

    /// How many sessions a client did all themselves, to the end, with someone beside them who watched along and never took
    /// over (safety rule 2).
    pub async fn self_runs(&self, _read: &Witness, client: ClientId) -> Result<u32, StoreError> {
        self.settle_all().await?;
        let found: Option<(i64,)> = fetch_optional!(
            self.database(),
            (i64,),
            "SELECT COUNT(*) FROM sessions s WHERE s.client = $1 AND s.used_alone = 0
             AND EXISTS (SELECT 1 FROM events e WHERE e.session = s.id AND e.kind = 'watch-started')
             AND EXISTS (SELECT 1 FROM events e WHERE e.session = s.id AND e.kind IN ('world-entered', 'world-withheld'))
             AND EXISTS (SELECT 1 FROM events e WHERE e.session = s.id AND e.kind = 'ended')
             AND NOT EXISTS (SELECT 1 FROM events e WHERE e.session = s.id AND e.kind = 'steering-changed')",
            client.0,
        )?;
        Ok(found.and_then(|(count,)| u32::try_from(count).ok()).unwrap_or(0))
    }
}

/// Where the plan with this number stands.
fn plan_place(client: Uuid, number: &[u8]) -> Place<'_> {
    Place { column: "plans.plan", of: client, row: number }
}

fn version(
    (number, at_us, by_name, plan): Columns,
    client: ClientId,
    seal: &Seal,
) -> Result<Version, StoreError> {
    let plan = seal.open_text(plan_place(client.0, &number.to_le_bytes()), plan)?;
    let plan: Plan = serde_json::from_str(&plan).map_err(|_| StoreError::Unreadable { what: "plan" })?;
    let number = u32::try_from(number).map_err(|_| StoreError::Unreadable { what: "number of a plan" })?;
    Ok(Version { number, at_us, by_name, plan })
}
