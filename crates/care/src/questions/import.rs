//! Sets as JSON files: written out, and read in with everything that is wrong, each with its line.

use super::{Fault, QuestionSet, check};

/// The largest file, in bytes.
const FILE_MAX_BYTES: usize = 256 * 1024;

/// One thing that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// It is larger than a set can be.
    #[error("the file is larger than 256 kB")]
    TooLarge,
    /// It is no JSON, or not the JSON of a set.
    #[error("line {line}: {what}")]
    Shape {
        /// The line, from 1.
        line: usize,
        /// What, in the words of the parser.
        what: String,
    },
    /// It is a set that cannot be asked.
    #[error("line {line}, {place}: {fault}")]
    Fault {
        /// The line, from 1.
        line: usize,
        /// Where, as a JSON pointer.
        place: String,
        /// What.
        fault: Fault,
    },
}

/// The set as a file that can be read in again.
pub fn export(set: &QuestionSet) -> String {
    let mut text = serde_json::to_string_pretty(set).unwrap_or_default();
    text.push('\n');
    text
}

/// The set in a file, or everything that is wrong with it.
pub fn import(file: &str) -> Result<QuestionSet, Vec<ImportError>> {
    if file.len() > FILE_MAX_BYTES {
        return Err(vec![ImportError::TooLarge]);
    }
    let shape = |error: serde_json::Error| {
        let text = error.to_string();
        let what = text.split(" at line ").next().unwrap_or_default().to_owned();
        vec![ImportError::Shape { line: error.line().max(1), what }]
    };
    let set: QuestionSet = serde_json::from_str(file).map_err(shape)?;
    let found = check(&set);
    if found.is_empty() {
        return Ok(set);
    }
    let at = |place: &str| line_of(file, place);
    Err(found
        .into_iter()
        .map(|finding| ImportError::Fault {
            line: at(&finding.place),
            place: finding.place,
            fault: finding.fault,
        })
        .collect())
}

/// The id of the item that a place in a file is about, as far as the file says it.
pub fn item_at(file: &str, place: &str) -> Option<String> {
    let mut parts = place.split('/').skip(1);
    let index: usize = match (parts.next(), parts.next()) {
        (Some("items"), Some(index)) => index.parse().ok()?,
        _ => return None,
    };
    let set: serde_json::Value = serde_json::from_str(file).ok()?;
    let id = set.get("items")?.get(index)?.get("id")?.as_str()?;
    (!id.is_empty()).then(|| id.to_owned())
}

/// The line on which the value at a JSON pointer begins; for what is not there, the line of what would hold it.
fn line_of(file: &str, pointer: &str) -> usize {
    let mut reader = Reader { bytes: file.as_bytes(), at: 0 };
    for part in pointer.split('/').skip(1) {
        let here = reader.at;
        if !reader.enter(part) {
            reader.at = here;
            break;
        }
    }
    reader.space();
    let before = reader.bytes.get(..reader.at).unwrap_or_default();
    before.iter().filter(|byte| **byte == b'\n').count() + 1
}

/// Walks through JSON that is known to be well-formed.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace() || byte == b',' || byte == b':') {
            self.at += 1;
        }
    }

    /// Goes to the member or element with this name.
    fn enter(&mut self, part: &str) -> bool {
        self.space();
        let open = self.peek();
        self.at += 1;
        let mut index = 0;
        loop {
            self.space();
            match (open, self.peek()) {
                (_, None | Some(b'}' | b']')) => return false,
                (Some(b'{'), _) => {
                    let from = self.at + 1;
                    self.skip();
                    let name = self.bytes.get(from..self.at.saturating_sub(1)).unwrap_or_default();
                    self.space();
                    if name == part.as_bytes() {
                        return true;
                    }
                }
                (Some(b'['), _) => {
                    if part == index.to_string() {
                        return true;
                    }
                    index += 1;
                }
                _ => return false,
            }
            self.skip();
        }
    }

    /// Past the value that begins here.
    fn skip(&mut self) {
        let mut depth = 0_usize;
        loop {
            match self.peek() {
                None => return,
                Some(b'"') => {
                    self.at += 1;
                    while let Some(byte) = self.peek() {
                        self.at += if byte == b'\\' { 2 } else { 1 };
                        if byte == b'"' {
                            break;
                        }
                    }
                }
                Some(b'{' | b'[') => {
                    depth += 1;
                    self.at += 1;
                }
                Some(b'}' | b']') => {
                    depth = depth.saturating_sub(1);
                    self.at += 1;
                }
                Some(_) => {
                    self.at += 1;
                    let ends = |byte: u8| byte.is_ascii_whitespace() || b",:{}[]\"".contains(&byte);
                    while self.peek().is_some_and(|byte| !ends(byte)) {
                        self.at += 1;
                    }
                }
            }
            if depth == 0 {
                return;
            }
            self.space();
        }
    }
}
