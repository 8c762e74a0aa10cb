//! Bringing relaxation in virtual reality into care, as rules: pure, without clock, file or network.

pub mod guide;
pub mod lending;
pub mod project;
pub mod value;
