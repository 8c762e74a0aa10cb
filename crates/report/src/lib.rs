//! Reports for people: a recording's heart, a session, a treatment, as accessible PDF pages in an institution's house style.

#![deny(missing_docs, unsafe_code)]

mod font;
mod heart;
mod house;
pub mod library;
mod moment;
mod of_project;
mod of_session;
mod of_treatment;
mod palette;
mod pdf;
mod picture;
mod said;
mod sheet;

pub use charts::{Band, Point};
pub use heart::{Group, HeartReport, Row, Source};
pub use house::{Accent, CONTRAST_MIN, House, HouseError, LOGO_MAX_BYTES, Logo, LogoKind};
pub use of_project::{Agreements, Evaluation};
pub use of_session::{HeartFacts, QualitySeconds, SessionFacts, SessionReport};
pub use of_treatment::{SessionOfTreatment, TreatmentFacts, TreatmentReport};
pub use said::{Made, Reviewed};

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
