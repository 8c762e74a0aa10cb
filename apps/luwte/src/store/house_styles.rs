//! How institutions look on paper: one row each, once somebody has said so.

use super::{
    Store, StoreError, Witness,
    database::{execute, fetch_optional},
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
}

impl fmt::Debug for HouseStyleRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HouseStyleRow").field("accent", &self.accent).finish_non_exhaustive()
    }
}

type Columns = (String, String, String, String, Option<Vec<u8>>);

impl Store {
    /// How an institution looks on paper; `None` while nobody has said so.
    pub async fn house_style(
        &self,
        organisation: OrganisationId,
    ) -> Result<Option<HouseStyleRow>, StoreError> {
        let found: Option<Columns> = fetch_optional!(
            self.database(),
            Columns,
            "SELECT name, address, help, accent, logo FROM house_styles WHERE organisation = $1",
            organisation.0,
        )?;
        let row = |(name, address, help, accent, logo)| HouseStyleRow { name, address, help, accent, logo };
        Ok(found.map(row))
    }

    /// Says how an institution looks on paper, all at once.
    pub async fn set_house_style(
        &self,
        _written: &Witness,
        organisation: OrganisationId,
        style: &HouseStyleRow,
        now_us: i64,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "INSERT INTO house_styles (organisation, name, address, help, accent, logo, changed_us)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (organisation) DO UPDATE SET name = excluded.name, address = excluded.address,
                 help = excluded.help, accent = excluded.accent, logo = excluded.logo, changed_us = excluded.changed_us",
            organisation.0,
            &style.name,
            &style.address,
            &style.help,
            &style.accent,
            style.logo.as_deref(),
            now_us,
        )?;
        transaction.commit().await
    }
}
