//! Chunks: minutes of packets or poses as columns, each compressed for what it holds.
//!
//! After its layout byte a chunk has a CRC-32 of what follows, how many rows it holds (a varint), and its columns one
//! after the other, each a chunk of `pco`. The layouts are those of [`beats`] and [`poses`].

pub(super) mod beats;
pub(super) mod close;
mod column;
pub(super) mod poses;

use column::{Reader, Writer};

/// The most rows in a chunk: what says more is damaged.
const ROWS_MAX: usize = 1 << 18;

/// A chunk of this layout: a checksum before its content.
fn sealed(layout: u8, content: Writer) -> Vec<u8> {
    let content = content.into_bytes();
    let mut bytes = vec![layout];
    bytes.extend(crc32fast::hash(&content).to_le_bytes());
    bytes.extend(content);
    bytes
}

/// What a chunk holds behind its layout byte, if it is whole.
fn opened(rest: &[u8]) -> Option<Reader<'_>> {
    let (told, content) = rest.split_first_chunk::<4>()?;
    (crc32fast::hash(content) == u32::from_le_bytes(*told)).then(|| Reader::new(content))
}
