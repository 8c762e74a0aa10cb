//! One row as one line of JSON, and a digest over all lines of a table.

use crate::store::{Cell, Column, Filling, Kind, StoreError, Table};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// SHA-256 over what passes, hexadecimal at the end.
#[derive(Clone, Default)]
pub(super) struct Digest {
    sha256: Sha256,
    rows: u64,
}

impl Digest {
    /// Hears one line, its end included.
    pub(super) fn hear(&mut self, line: &[u8]) {
        self.sha256.update(line);
        self.rows += 1;
    }

    /// How many lines, and the digest.
    pub(super) fn told(self) -> (u64, String) {
        (self.rows, hex(&self.sha256.finalize()))
    }
}

/// The digest of a table as it stands in a database that is being filled.
pub(super) async fn digest(filling: &mut Filling, table: &Table) -> Result<(u64, String), StoreError> {
    let (mut digest, mut bytes) = (Digest::default(), Vec::new());
    filling
        .rows(table, async |cells| {
            write(&mut bytes, &table.columns, &cells);
            digest.hear(&bytes);
            Ok::<_, StoreError>(())
        })
        .await?;
    Ok(digest.told())
}

/// SHA-256 of a whole file, hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Writes a row as a JSON object in the order of the columns, with the end of the line; what stood in `line` goes.
pub(super) fn write(line: &mut Vec<u8>, columns: &[Column], cells: &[Cell]) {
    line.clear();
    line.push(b'{');
    for (index, (column, cell)) in columns.iter().zip(cells).enumerate() {
        if index > 0 {
            line.push(b',');
        }
        line.extend(Value::from(column.name.as_str()).to_string().bytes());
        line.push(b':');
        line.extend(value(cell).to_string().bytes());
    }
    line.extend(b"}\n");
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Null => Value::Null,
        Cell::Uuid(id) => Value::from(id.to_string()),
        Cell::Integer(number) => Value::from(*number),
        Cell::Real(number) => Value::from(*number),
        Cell::Text(text) => Value::from(text.as_str()),
        Cell::Bytes(bytes) => Value::from(BASE64.encode(bytes)),
    }
}

/// Reads a row back; in words what is wrong with it.
pub(super) fn read(line: &str, columns: &[Column]) -> Result<Vec<Cell>, String> {
    let mut found: serde_json::Map<String, Value> =
        serde_json::from_str(line).map_err(|error| error.to_string())?;
    let cells = columns
        .iter()
        .map(|column| {
            let value = found.remove(&column.name).ok_or_else(|| format!("no column {}", column.name))?;
            cell(&value, column.kind).ok_or_else(|| format!("column {} is not as it must be", column.name))
        })
        .collect::<Result<Vec<_>, _>>()?;
    match found.keys().next() {
        Some(unknown) => Err(format!("unknown column {unknown}")),
        None => Ok(cells),
    }
}

fn cell(value: &Value, kind: Kind) -> Option<Cell> {
    if value.is_null() {
        return Some(Cell::Null);
    }
    Some(match kind {
        Kind::Uuid => Cell::Uuid(Uuid::parse_str(value.as_str()?).ok()?),
        Kind::Integer => Cell::Integer(value.as_i64()?),
        Kind::Real => Cell::Real(value.as_f64()?),
        Kind::Text => Cell::Text(value.as_str()?.to_owned()),
        Kind::Bytes => Cell::Bytes(BASE64.decode(value.as_str()?).ok()?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn column(name: &str, kind: Kind) -> Column {
        Column { name: name.to_owned(), kind }
    }

    fn columns() -> Vec<Column> {
        vec![
            column("id", Kind::Uuid),
            column("number", Kind::Integer),
            column("share", Kind::Real),
            column("name", Kind::Text),
            column("packets", Kind::Bytes),
        ]
    }

    fn row() -> impl Strategy<Value = Vec<Cell>> {
        let id = any::<u128>().prop_map(|id| Cell::Uuid(Uuid::from_u128(id)));
        let number = prop_oneof![Just(Cell::Null), any::<i64>().prop_map(Cell::Integer)];
        let share = prop::num::f64::NORMAL.prop_map(Cell::Real);
        let name = prop_oneof![Just(Cell::Null), any::<String>().prop_map(Cell::Text)];
        let packets = prop::collection::vec(any::<u8>(), 0..80).prop_map(Cell::Bytes);
        (id, number, share, name, packets).prop_map(|(a, b, c, d, e)| vec![a, b, c, d, e])
    }

    proptest! {
        #[test]
        fn every_row_comes_back_as_it_was(row in row()) {
            let mut line = Vec::new();
            write(&mut line, &columns(), &row);
            let text = std::str::from_utf8(&line).unwrap();
            prop_assert_eq!(text.matches('\n').count(), 1, "one line a row");
            prop_assert_eq!(read(text, &columns()).unwrap(), row);
        }

        #[test]
        fn any_line_is_a_row_or_refused(line in any::<String>()) {
            let _ = read(&line, &columns());
        }
    }

    #[test]
    fn what_is_wrong_with_a_line_is_told() {
        let columns = [column("id", Kind::Uuid), column("name", Kind::Text)];
        for (line, says) in [
            ("{", "EOF"),
            (r#"{"name":"x"}"#, "no column id"),
            (r#"{"id":"x","name":"x"}"#, "column id"),
            (r#"{"id":null,"name":5}"#, "column name"),
            (r#"{"id":null,"name":null,"age":1}"#, "unknown column age"),
        ] {
            let told = read(line, &columns).unwrap_err();
            assert!(told.contains(says), "{line}: {told}");
        }
    }
}
