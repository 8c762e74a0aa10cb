//! A table as Apache Parquet: words as UTF-8, numbers as doubles, what is missing as null.

use super::table::{Cell, Table};
use crate::api::Failure;
use parquet::{
    data_type::{ByteArray, ByteArrayType, DoubleType},
    errors::ParquetError,
    file::{properties::WriterProperties, writer::SerializedFileWriter},
    schema::parser::parse_message_type,
};
use std::{fmt::Write as _, sync::Arc};

/// The file.
pub(super) fn written(table: &Table) -> Result<Vec<u8>, Failure> {
    file(table).map_err(|_| Failure::Internal("parquet"))
}

fn file(table: &Table) -> Result<Vec<u8>, ParquetError> {
    let mut message = format!("message {} {{", table.name);
    for column in &table.columns {
        let kind = if column.is_number { "DOUBLE" } else { "BYTE_ARRAY" };
        let as_text = if column.is_number { "" } else { " (UTF8)" };
        let _ = write!(message, " OPTIONAL {kind} {}{as_text};", column.name);
    }
    message.push_str(" }");
    let properties = WriterProperties::builder().set_created_by("Luwte".to_owned()).build();
    let mut writer =
        SerializedFileWriter::new(Vec::new(), Arc::new(parse_message_type(&message)?), Arc::new(properties))?;
    let mut group = writer.next_row_group()?;
    let mut at = 0;
    while let Some(mut out) = group.next_column()? {
        let cells = || table.rows.iter().filter_map(|row| row.get(at));
        let there: Vec<i16> = cells().map(|cell| i16::from(*cell != Cell::Missing)).collect();
        if table.columns.get(at).is_some_and(|column| column.is_number) {
            let number = |cell: &Cell| if let Cell::Number(number) = cell { Some(*number) } else { None };
            let numbers: Vec<f64> = cells().filter_map(number).collect();
            out.typed::<DoubleType>().write_batch(&numbers, Some(&there), None)?;
        } else {
            let words = |cell: &Cell| {
                if let Cell::Words(words) = cell { Some(ByteArray::from(words.as_str())) } else { None }
            };
            let words: Vec<ByteArray> = cells().filter_map(words).collect();
            out.typed::<ByteArrayType>().write_batch(&words, Some(&there), None)?;
        }
        out.close()?;
        at += 1;
    }
    group.close()?;
    writer.into_inner()
}
