//! A table as an SPSS system file, uncompressed: the layout is that of the PSPP developers' manual, "System File Format".

use super::table::{Cell, Table};
use texts::Language;

/// What SPSS takes for a missing number.
const MISSING: f64 = -f64::MAX;
/// The longest text, in bytes; longer ones would need several variables.
const TEXT_MAX: usize = 255;
/// A case consists of pieces of so many bytes.
const PIECE: usize = 8;

/// The file, with labels in this language.
pub(super) fn written(table: &Table, language: Language) -> Vec<u8> {
    let widths: Vec<usize> = (0..table.columns.len()).map(|at| width(table, at)).collect();
    let pieces: usize = widths.iter().map(|width| pieces(*width)).sum();
    let mut out = Vec::new();
    out.extend(b"$FL2");
    text(&mut out, "@(#) SPSS DATA FILE Luwte", 60);
    for number in [2, int(pieces), 0, 0, int(table.rows.len())] {
        out.extend(number.to_le_bytes());
    }
    out.extend(100.0_f64.to_le_bytes());
    // The moment of writing says nothing of the study, and the same record is to give the same bytes.
    text(&mut out, "01 Jan 70", 9);
    text(&mut out, "00:00:00", 8);
    text(&mut out, table.name, 64);
    out.extend([0; 3]);
    for (at, (column, width)) in table.columns.iter().zip(&widths).enumerate() {
        let label = match language {
            Language::Nl => column.nl,
            Language::En => column.en,
        };
        variable(&mut out, at, *width, label);
    }
    // Version, machine, IEEE floats, compression code, little end first, UTF-8.
    record(&mut out, 3, 4, &[20, 0, 0, -1, 1, 1, 2, 65_001].map(i32::to_le_bytes).concat());
    let lowest = f64::from_bits(f64::MAX.to_bits() - 1);
    record(&mut out, 4, 8, &[MISSING, f64::MAX, -lowest].map(f64::to_le_bytes).concat());
    let names: Vec<String> = table
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| format!("{}={}", short(at), column.name))
        .collect();
    record(&mut out, 13, 1, names.join("\t").as_bytes());
    record(&mut out, 20, 1, b"UTF-8");
    out.extend([999_i32, 0].map(i32::to_le_bytes).concat());
    for row in &table.rows {
        for (cell, width) in row.iter().zip(&widths) {
            match (cell, *width) {
                (Cell::Number(number), 0) => out.extend(number.to_le_bytes()),
                (_, 0) => out.extend(MISSING.to_le_bytes()),
                (Cell::Words(words), width) => text(&mut out, words, pieces_bytes(width)),
                (_, width) => text(&mut out, "", pieces_bytes(width)),
            }
        }
    }
    out
}

/// 0 for a column of numbers, else the longest text in bytes.
fn width(table: &Table, at: usize) -> usize {
    if table.columns.get(at).is_none_or(|column| column.is_number) {
        return 0;
    }
    let length = |row: &Vec<Cell>| if let Some(Cell::Words(words)) = row.get(at) { words.len() } else { 0 };
    table.rows.iter().map(length).max().unwrap_or(0).clamp(1, TEXT_MAX)
}

fn pieces(width: usize) -> usize {
    width.div_ceil(PIECE).max(1)
}

fn pieces_bytes(width: usize) -> usize {
    pieces(width) * PIECE
}

fn int(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// The name before the long names' record gives another.
fn short(at: usize) -> String {
    format!("V{}", at + 1)
}

/// A text in a field of so many bytes, cut between letters and filled with spaces.
fn text(out: &mut Vec<u8>, words: &str, bytes: usize) {
    let cut = (0..=words.len().min(bytes)).rev().find(|cut| words.is_char_boundary(*cut)).unwrap_or(0);
    let words = words.get(..cut).unwrap_or_default();
    out.extend(words.as_bytes());
    out.extend(core::iter::repeat_n(b' ', bytes - words.len()));
}

fn variable(out: &mut Vec<u8>, at: usize, width: usize, label: &str) {
    // Kind of format (words or number), width, decimals.
    let format = if width > 0 { 1 << 16 | int(width) << 8 } else { 5 << 16 | 12 << 8 | 3 };
    let label: String = label.chars().take(120).collect();
    for number in [2, int(width), 1, 0, format, format] {
        out.extend(number.to_le_bytes());
    }
    text(out, &short(at), 8);
    out.extend(int(label.len()).to_le_bytes());
    text(out, &label, label.len().next_multiple_of(4));
    // What a long text takes beyond its first piece.
    for _ in 1..pieces(width) {
        for number in [2, -1, 0, 0, 0, 0] {
            out.extend(i32::to_le_bytes(number));
        }
        text(out, "", 8);
    }
}

fn record(out: &mut Vec<u8>, kind: i32, size: usize, content: &[u8]) {
    for number in [7, kind, int(size), int(content.len() / size)] {
        out.extend(number.to_le_bytes());
    }
    out.extend(content);
}
