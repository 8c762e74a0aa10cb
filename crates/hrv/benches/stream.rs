//! How long one streamed beat takes, with all live metrics, and how much is allocated meanwhile.
fn main() {}
