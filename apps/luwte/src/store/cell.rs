//! One value of the record, the same whichever database holds it.

use super::StoreError;
use serde::{Deserialize, Serialize};
use sqlx::{
    Row,
    postgres::{PgRow, Postgres},
    query_builder::Separated,
    sqlite::{Sqlite, SqliteRow},
};
use uuid::Uuid;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// An identifier.
    Uuid,
    /// A whole number.
    Integer,
    /// A number with a fraction.
    Real,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}

impl Kind {
    /// The kind behind a type as either database names it.
    pub(super) fn of_sql(name: &str) -> Option<Self> {
        Some(match name {
            "uuid" => Self::Uuid,
            "bigint" | "integer" => Self::Integer,
            "double precision" | "real" => Self::Real,
            "text" => Self::Text,
            "bytea" => Self::Bytes,
            _ => return None,
        })
    }
}

/// One value, or none.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// No value.
    Null,
    /// An identifier.
    Uuid(Uuid),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Real(f64),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// Reads one value of a row; the databases' row types share no trait that says so.
macro_rules! read {
    ($row:expr, $index:expr, $kind:expr) => {
        match $kind {
            Kind::Uuid => $row.try_get::<Option<Uuid>, _>($index)?.map_or(Cell::Null, Cell::Uuid),
            Kind::Integer => $row.try_get::<Option<i64>, _>($index)?.map_or(Cell::Null, Cell::Integer),
            Kind::Real => $row.try_get::<Option<f64>, _>($index)?.map_or(Cell::Null, Cell::Real),
            Kind::Text => $row.try_get::<Option<String>, _>($index)?.map_or(Cell::Null, Cell::Text),
            Kind::Bytes => $row.try_get::<Option<Vec<u8>>, _>($index)?.map_or(Cell::Null, Cell::Bytes),
        }
    };
}

/// Hands one value to a statement; PostgreSQL wants to know the kind of an absent one too.
macro_rules! bind {
    ($to:expr, $kind:expr, $cell:expr) => {
        match ($cell, $kind) {
            (Cell::Uuid(value), _) => $to.push_bind(value),
            (Cell::Integer(value), _) => $to.push_bind(value),
            (Cell::Real(value), _) => $to.push_bind(value),
            (Cell::Text(value), _) => $to.push_bind(value),
            (Cell::Bytes(value), _) => $to.push_bind(value),
            (Cell::Null, Kind::Uuid) => $to.push_bind(None::<Uuid>),
            (Cell::Null, Kind::Integer) => $to.push_bind(None::<i64>),
            (Cell::Null, Kind::Real) => $to.push_bind(None::<f64>),
            (Cell::Null, Kind::Text) => $to.push_bind(None::<String>),
            (Cell::Null, Kind::Bytes) => $to.push_bind(None::<Vec<u8>>),
        }
    };
}

impl Cell {
    pub(super) fn of_sqlite(row: &SqliteRow, index: usize, kind: Kind) -> Result<Self, StoreError> {
        Ok(read!(row, index, kind))
    }

    pub(super) fn of_postgres(row: &PgRow, index: usize, kind: Kind) -> Result<Self, StoreError> {
        Ok(read!(row, index, kind))
    }

    pub(super) fn into_sqlite(self, kind: Kind, statement: &mut Separated<'_, Sqlite, &'static str>) {
        bind!(statement, kind, self);
    }

    pub(super) fn into_postgres(self, kind: Kind, statement: &mut Separated<'_, Postgres, &'static str>) {
        bind!(statement, kind, self);
    }
}
