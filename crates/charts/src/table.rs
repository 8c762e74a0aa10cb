//! The table behind a chart: the same values for who reads rather than looks.

/// Rows and columns of words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// The head of every column, that of the rows' own heads first.
    pub columns: Vec<String>,
    /// The rows, each as long as `columns`; its first cell is its head.
    pub rows: Vec<Vec<String>>,
}
