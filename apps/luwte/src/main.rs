//! The binary: serves the apps and the API, stores the record, and is the command line.
fn main() {}
