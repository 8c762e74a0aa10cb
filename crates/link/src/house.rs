//! An institution's house style on paper, and the supporting products that are printed in it.

use serde::{Deserialize, Serialize};

/// How an institution looks on paper (`GET /api/v1/house-style`).
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
    /// Whether there is a logo.
    #[serde(default)]
    pub logo: bool,
    /// Which state this is: a change says which one it starts from. 0 while nobody has said how it looks.
    #[serde(default)]
    pub version: i64,
}

/// A change of some of it (`PATCH /api/v1/house-style`); what is left out stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeHouse {
    /// The [`HouseStyle::version`] that it starts from; refused where somebody changed it since.
    pub version: i64,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Whom to ask for help with a headset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The accent colour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accent: Option<String>,
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
