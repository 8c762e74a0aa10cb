//! Reports for people: one page as a picture (SVG, PNG) or as an accessible PDF.

#![deny(missing_docs, unsafe_code)]

mod font;
mod heart;
mod palette;
mod pdf;
mod picture;

pub use heart::{Group, HeartReport, Row, Source};

/// Why a report could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The page could not be drawn.
    #[error("the page could not be drawn as a picture")]
    Picture(#[source] resvg::usvg::Error),
    /// The picture could not be written.
    #[error("the picture could not be written: {0}")]
    Png(String),
    /// The page could not be set, or is not accessible.
    #[error("the page could not be set: {0}")]
    Page(String),
}
