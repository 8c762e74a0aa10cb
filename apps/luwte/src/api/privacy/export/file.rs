//! The zip that a client takes along, while it is written: an index in words, JSON for programs, CSV for spreadsheets.

use crate::api::Failure;
use serde::Serialize;
use serde_json::{Map, Value};
use session::WorldTime;
use std::{
    fmt::Write as _,
    io::{Cursor, Write},
};
use texts::Language;
use time::{OffsetDateTime, macros::format_description};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// The zip while it is written.
pub(super) struct File {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    language: Language,
    index: String,
}

impl File {
    /// Nothing but the index so far.
    pub(super) fn begin(language: Language) -> Result<Self, Failure> {
        let index = match language {
            Language::Nl => include_str!("../../../../../../content/privacy/export.nl.txt"),
            Language::En => include_str!("../../../../../../content/privacy/export.en.txt"),
        };
        Ok(Self { zip: ZipWriter::new(Cursor::new(Vec::new())), language, index: index.to_owned() })
    }

    /// Names a folder of a session in the index.
    pub(super) fn names_session(&mut self, opened: &str, folder: &str) {
        let _ = write!(self.index, "\r\n{opened}  {folder}");
    }

    /// A file as it is.
    pub(super) fn bytes(&mut self, name: &str, content: &[u8]) -> Result<(), Failure> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        let failed = || Failure::Internal("export");
        self.zip.start_file(name, options).map_err(|_| failed())?;
        self.zip.write_all(content).map_err(|_| failed())
    }

    /// A file for programs.
    pub(super) fn json(&mut self, name: &str, content: &impl Serialize) -> Result<(), Failure> {
        let text = serde_json::to_vec_pretty(content).map_err(|_| Failure::Internal("export"))?;
        self.bytes(name, &text)
    }

    /// A file for spreadsheets.
    pub(super) fn csv<const N: usize>(
        &mut self,
        name: &str,
        heads: [&str; N],
        lines: impl IntoIterator<Item = [String; N]>,
    ) -> Result<(), Failure> {
        let mut text = line(&heads);
        for cells in lines {
            text += &line(&cells.each_ref().map(String::as_str));
        }
        // With the mark spreadsheets read accents right.
        self.bytes(name, format!("\u{feff}{text}").as_bytes())
    }

    /// The same lines for spreadsheets and for programs.
    pub(super) fn both<const N: usize>(
        &mut self,
        name: &str,
        heads: [&str; N],
        lines: Vec<[String; N]>,
    ) -> Result<(), Failure> {
        let object = |cells: &[String; N]| -> Map<String, Value> {
            let pairs = heads.iter().zip(cells);
            pairs.map(|(head, cell)| ((*head).to_owned(), Value::String(cell.clone()))).collect()
        };
        self.json(&format!("{name}.json"), &lines.iter().map(object).collect::<Vec<_>>())?;
        self.csv(&format!("{name}.csv"), heads, lines)
    }

    /// The whole file, with the index.
    pub(super) fn end(mut self) -> Result<Vec<u8>, Failure> {
        let index = std::mem::take(&mut self.index);
        let name = match self.language {
            Language::Nl => "LEES MIJ.txt",
            Language::En => "README.txt",
        };
        self.bytes(name, format!("\u{feff}{}\r\n", index.trim_end()).as_bytes())?;
        let done = self.zip.finish().map_err(|_| Failure::Internal("export"))?;
        Ok(done.into_inner())
    }
}

/// One line of CSV (RFC 4180); what a spreadsheet would take for a formula it takes for text.
pub(in crate::api) fn line(cells: &[&str]) -> String {
    let cell = |cell: &&str| {
        let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
        let cell = if formula { format!("'{cell}") } else { (*cell).to_owned() };
        if cell.contains(['"', ',', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell
        }
    };
    let mut line = cells.iter().map(cell).collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}

/// A moment as everybody reads it (ISO 8601, UTC).
pub(super) fn moment(at_us: i64) -> String {
    let form = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
    let at = OffsetDateTime::from_unix_timestamp(at_us.div_euclid(1_000_000));
    at.ok().and_then(|at| at.format(&form).ok()).unwrap_or_else(|| at_us.to_string())
}

/// Seconds since a session began.
pub(super) fn seconds(at: WorldTime) -> String {
    format!("{:.3}", at.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_stays_one_cell_and_is_never_a_formula() {
        assert_eq!(line(&["a", "b,c", "say \"hi\""]), "a,\"b,c\",\"say \"\"hi\"\"\"\r\n");
        assert_eq!(line(&["=1+1", "-0.5", "@x"]), "'=1+1,-0.5,'@x\r\n");
        assert_eq!(moment(1_795_305_600_000_000), "2026-11-22T00:00:00Z");
    }
}
