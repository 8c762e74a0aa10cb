//! The alpine meadow: its score, and the voices that play it.

pub mod cows;
