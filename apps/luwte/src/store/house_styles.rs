//! How institutions look on paper: one row each, once somebody has said so. A change names the state that it starts from, and
//! touches nothing but what it changes.

use super::{
    Store, StoreError, Witness,
    database::{Transaction, execute, fetch_optional, fetch_within},
};
use core::fmt;
use session::OrganisationId;

/// How an institution looks on paper, as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct HouseStyleRow {
    /// Its name.
    pub name: String,
    /// Its address, line by line.
    pub address: String,
    /// Whom to ask for help with a headset.
    pub help: String,
    /// The accent colour, `#rrggbb`.
    pub accent: String,
    /// The logo.
    pub logo: Option<Vec<u8>>,
    /// Which state this is; 0 while nobody has said how it looks.
    pub version: i64,
}

/// What changes of it; what is `None` stays as it is.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct HouseChange {
    /// The name.
    pub name: Option<String>,
    /// The address.
    pub address: Option<String>,
    /// Whom to ask for help.
    pub help: Option<String>,
    /// The accent colour.
    pub accent: Option<String>,
    /// The logo; `Some(None)` takes it away.
    pub logo: Option<Option<Vec<u8>>>,
}

impl fmt::Debug for HouseStyleRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HouseStyleRow").field("version", &self.version).finish_non_exhaustive()
    }
}

impl fmt::Debug for HouseChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HouseChange").finish_non_exhaustive()
    }
}

type Columns = (String, String, String, String, Option<Vec<u8>>, i64);

fn row((name, address, help, accent, logo, version): Columns) -> HouseStyleRow {
    HouseStyleRow { name, address, help, accent, logo, version }
}

const FOUND: &str =
    "SELECT name, address, help, accent, logo, changed_us FROM house_styles WHERE organisation = $1";

impl Store {
    /// How an institution looks on paper; `None` while nobody has said so.
    pub async fn house_style(
        &self,
        organisation: OrganisationId,
    ) -> Result<Option<HouseStyleRow>, StoreError> {
        let found: Option<Columns> = fetch_optional!(self.database(), Columns, FOUND, organisation.0)?;
        Ok(found.map(row))
    }

    /// Changes how an institution looks on paper, from the state with this version; [`StoreError::Taken`] where somebody
    /// changed it since. `first` is what holds while nobody has said anything. How it looks then.
    pub async fn change_house_style(
        &self,
        _written: &Witness,
        organisation: OrganisationId,
        (version, change): (i64, HouseChange),
        first: HouseStyleRow,
        now_us: i64,
    ) -> Result<HouseStyleRow, StoreError> {
        let mut transaction = self.database().begin().await?;
        let found: Option<Columns> = fetch_within!(&mut transaction, Columns, FOUND, organisation.0)?;
        let is_new = found.is_none();
        let before = found.map_or(HouseStyleRow { version: 0, ..first }, row);
        if before.version != version {
            return Err(StoreError::Taken);
        }
        let after = HouseStyleRow {
            name: change.name.unwrap_or(before.name),
            address: change.address.unwrap_or(before.address),
            help: change.help.unwrap_or(before.help),
            accent: change.accent.unwrap_or(before.accent),
            logo: change.logo.unwrap_or(before.logo),
            // Two changes within a microsecond are told apart.
            version: now_us.max(version.saturating_add(1)),
        };
        if write(&mut transaction, organisation, &after, (version, is_new)).await? != 1 {
            return Err(StoreError::Taken);
        }
        transaction.commit().await?;
        Ok(after)
    }
}

/// Writes the row over the one with this version, or the first; how many rows that changed. Of two that come at once, one finds
/// the version changed.
async fn write(
    transaction: &mut Transaction,
    organisation: OrganisationId,
    row: &HouseStyleRow,
    (version, is_new): (i64, bool),
) -> Result<u64, StoreError> {
    let sql = if is_new {
        "INSERT INTO house_styles (organisation, name, address, help, accent, logo, changed_us)
         SELECT $1, $2, $3, $4, $5, $6, $7 WHERE $8 = 0 ON CONFLICT DO NOTHING"
    } else {
        "UPDATE house_styles SET name = $2, address = $3, help = $4, accent = $5, logo = $6, changed_us = $7
         WHERE organisation = $1 AND changed_us = $8"
    };
    Ok(execute!(
        transaction,
        sql,
        organisation.0,
        &row.name,
        &row.address,
        &row.help,
        &row.accent,
        row.logo.as_deref(),
        row.version,
        version,
    )?)
}
