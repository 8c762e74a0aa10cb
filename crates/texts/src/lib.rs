//! Every string a person reads, Dutch and English, by id (Fluent).
