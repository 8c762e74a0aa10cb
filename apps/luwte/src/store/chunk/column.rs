//! One column of numbers after the other.

use pco::{
    ChunkConfig,
    data_types::Number,
    wrapped::{FileCompressor, FileDecompressor},
};

/// Writes columns.
pub(super) struct Writer {
    file: FileCompressor,
    bytes: Vec<u8>,
}

impl Writer {
    /// Begins with the version of `pco`; `None` where it refuses.
    pub(super) fn new() -> Option<Self> {
        let file = FileCompressor::default();
        let bytes = file.write_header(Vec::new()).ok()?;
        Some(Self { file, bytes })
    }

    /// A number, seven bits a byte.
    pub(super) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    /// Bytes as they are, their length before them.
    pub(super) fn raw(&mut self, raw: &[u8]) {
        self.number(raw.len() as u64);
        self.bytes.extend(raw);
    }

    /// A column; its length is for the reader to know.
    pub(super) fn column<T: Number>(&mut self, column: &[T]) -> Option<()> {
        if column.is_empty() {
            return Some(());
        }
        let config = ChunkConfig::default();
        let mut chunk = self.file.chunk_compressor(column, &config).ok()?;
        chunk.write_meta(&mut self.bytes).ok()?;
        for page in 0..chunk.n_per_page().len() {
            chunk.write_page(page, &mut self.bytes).ok()?;
        }
        Some(())
    }

    /// How many bytes it is so far.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// Reads what a [`Writer`] wrote; `None` from the first thing on that cannot be.
pub(super) struct Reader<'a> {
    file: Option<FileDecompressor>,
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        match FileDecompressor::new(bytes) {
            Ok((file, rest)) => Self { file: Some(file), rest },
            Err(_) => Self { file: None, rest: &[] },
        }
    }

    pub(super) fn number(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            number |= u64::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    pub(super) fn raw(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        let (raw, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(raw)
    }

    pub(super) fn column<T: Number>(&mut self, length: usize) -> Option<Vec<T>> {
        let mut column = vec![T::default(); length];
        let mut from = 0;
        while from < length {
            // Columns this long have one page; longer ones are refused by whoever asks.
            let (mut chunk, rest) = self.file.as_ref()?.chunk_decompressor::<T, _>(self.rest).ok()?;
            let mut page = chunk.page_decompressor(rest, length).ok()?;
            let progress = page.read(column.get_mut(from..)?).ok()?;
            self.rest = page.into_src();
            from += progress.n_processed;
            if !progress.finished || from != length {
                return None;
            }
        }
        Some(column)
    }

    /// Whether all of it was read.
    pub(super) fn is_done(&self) -> bool {
        self.rest.is_empty()
    }
}
