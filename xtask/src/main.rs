//! The project's own commands: demo, test, web, tidy, bench, gallery.
fn main() {}
