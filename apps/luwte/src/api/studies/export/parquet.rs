//! A table as Apache Parquet, plain and uncompressed: words as UTF-8, numbers as doubles, what is missing as null. After the
//! Apache Parquet format 2.10; its heads are Thrift's compact protocol.

use super::table::{Cell, Table};

const MAGIC: &[u8; 4] = b"PAR1";
// Types, repetition, encodings and converted types, as the format numbers them.
const DOUBLE: i64 = 5;
const BYTE_ARRAY: i64 = 6;
const OPTIONAL: i64 = 1;
const PLAIN: i64 = 0;
const RLE: i64 = 3;
const UTF8: i64 = 0;

/// The file.
pub(super) fn written(table: &Table) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    let rows = long(table.rows.len());
    let mut chunks = Vec::new();
    // Without rows there is no group: the schema alone says which columns there are.
    for at in 0..if table.rows.is_empty() { 0 } else { table.columns.len() } {
        let offset = long(out.len());
        let page = page(table, at);
        let mut head = Thrift::default();
        head.number(1, I32, 0);
        head.number(2, I32, long(page.len()));
        head.number(3, I32, long(page.len()));
        head.within(5, |head| {
            head.number(1, I32, rows);
            head.number(2, I32, PLAIN);
            head.number(3, I32, RLE);
            head.number(4, I32, RLE);
        });
        out.extend(head.end());
        out.extend(page);
        chunks.push((offset, long(out.len()) - offset));
    }
    let foot = foot(table, rows, &chunks);
    out.extend(&foot);
    out.extend(u32::try_from(foot.len()).unwrap_or(u32::MAX).to_le_bytes());
    out.extend(MAGIC);
    out
}

fn long(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn kind(is_number: bool) -> i64 {
    if is_number { DOUBLE } else { BYTE_ARRAY }
}

/// Which rows have a value, in runs; then the values.
fn page(table: &Table, at: usize) -> Vec<u8> {
    let cells: Vec<&Cell> = table.rows.iter().filter_map(|row| row.get(at)).collect();
    let mut levels = Vec::new();
    for run in cells.chunk_by(|one, other| (**one == Cell::Missing) == (**other == Cell::Missing)) {
        varint(&mut levels, u64::try_from(run.len()).unwrap_or(0) << 1);
        levels.push(u8::from(run.first().is_some_and(|cell| **cell != Cell::Missing)));
    }
    let mut page = u32::try_from(levels.len()).unwrap_or(u32::MAX).to_le_bytes().to_vec();
    page.extend(levels);
    for cell in cells {
        match cell {
            Cell::Missing => {}
            Cell::Number(number) => page.extend(number.to_le_bytes()),
            Cell::Words(words) => {
                page.extend(u32::try_from(words.len()).unwrap_or(u32::MAX).to_le_bytes());
                page.extend(words.as_bytes());
            }
        }
    }
    page
}

/// The schema and where each column lies.
fn foot(table: &Table, rows: i64, chunks: &[(i64, i64)]) -> Vec<u8> {
    let mut foot = Thrift::default();
    foot.number(1, I32, 1);
    foot.list(2, STRUCT, table.columns.len() + 1);
    foot.element(|root| {
        root.words(4, table.name);
        root.number(5, I32, long(table.columns.len()));
    });
    for column in &table.columns {
        foot.element(|element| {
            element.number(1, I32, kind(column.is_number));
            element.number(3, I32, OPTIONAL);
            element.words(4, column.name);
            if !column.is_number {
                element.number(6, I32, UTF8);
            }
        });
    }
    foot.number(3, I64, rows);
    foot.list(4, STRUCT, usize::from(!chunks.is_empty()));
    if !chunks.is_empty() {
        foot.element(|group| {
            group.list(1, STRUCT, chunks.len());
            for (column, (offset, size)) in table.columns.iter().zip(chunks) {
                group.element(|chunk| {
                    chunk.number(2, I64, *offset);
                    chunk.within(3, |told| {
                        told.number(1, I32, kind(column.is_number));
                        told.list(2, I32, 2);
                        told.bare(PLAIN);
                        told.bare(RLE);
                        told.list(3, BINARY, 1);
                        told.bare_words(column.name);
                        told.number(4, I32, 0);
                        told.number(5, I64, rows);
                        told.number(6, I64, *size);
                        told.number(7, I64, *size);
                        told.number(9, I64, *offset);
                    });
                });
            }
            group.number(2, I64, chunks.iter().map(|(_, size)| size).sum());
            group.number(3, I64, rows);
        });
    }
    foot.words(6, "Luwte");
    foot.end()
}

// Thrift's compact types.
const I32: u8 = 5;
const I64: u8 = 6;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const STRUCT: u8 = 12;

/// One struct in Thrift's compact protocol; fields come in rising order.
#[derive(Default)]
struct Thrift {
    out: Vec<u8>,
    last: u8,
}

impl Thrift {
    fn field(&mut self, number: u8, kind: u8) {
        self.out.push((number - self.last) << 4 | kind);
        self.last = number;
    }

    fn number(&mut self, field: u8, kind: u8, value: i64) {
        self.field(field, kind);
        self.bare(value);
    }

    fn words(&mut self, field: u8, words: &str) {
        self.field(field, BINARY);
        self.bare_words(words);
    }

    /// The head of a list; its elements follow.
    fn list(&mut self, field: u8, kind: u8, count: usize) {
        self.field(field, LIST);
        match u8::try_from(count) {
            Ok(few) if few < 15 => self.out.push(few << 4 | kind),
            _ => {
                self.out.push(0xf0 | kind);
                varint(&mut self.out, u64::try_from(count).unwrap_or(0));
            }
        }
    }

    /// A number without a field, zigzag.
    fn bare(&mut self, value: i64) {
        varint(&mut self.out, ((value << 1) ^ (value >> 63)).cast_unsigned());
    }

    fn bare_words(&mut self, words: &str) {
        varint(&mut self.out, u64::try_from(words.len()).unwrap_or(0));
        self.out.extend(words.as_bytes());
    }

    fn element(&mut self, fill: impl FnOnce(&mut Thrift)) {
        let mut inner = Thrift::default();
        fill(&mut inner);
        self.out.extend(inner.end());
    }

    fn within(&mut self, field: u8, fill: impl FnOnce(&mut Thrift)) {
        self.field(field, STRUCT);
        self.element(fill);
    }

    fn end(mut self) -> Vec<u8> {
        self.out.push(0);
        self.out
    }
}

fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}
