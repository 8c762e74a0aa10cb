//! An institution's house style on paper, and the supporting products that are printed in it.

use serde::{Deserialize, Serialize};

/// How an institution looks on paper (`GET` and `PUT /api/v1/house-style`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HouseStyle {
    /// Its name, 1 to 80 characters.
    pub name: String,
    /// Its address and how to reach it: at most five lines of 80 characters; may be empty.
    #[serde(default)]
    pub address: String,
    /// Whom to ask for help with a headset, in one line of at most 120 characters; may be empty.
    #[serde(default)]
    pub help: String,
    /// The accent colour, `#rrggbb`; it must be readable.
    pub accent: String,
    /// Whether there is a logo; not heard in a change.
    #[serde(default)]
    pub logo: bool,
}

/// A supporting product of the implementation guide (`GET /api/v1/library`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LibraryProduct {
    /// Its id.
    pub id: String,
    /// Its name in the language that was asked for.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// In what form it comes.
    pub form: String,
    /// For whom, in words.
    pub audience: Vec<String>,
    /// Ids and names of the strategies that name it.
    pub strategies: Vec<(String, String)>,
    /// Whether it can be had as pages.
    pub made: bool,
}
