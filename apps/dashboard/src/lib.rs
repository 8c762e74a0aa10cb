//! The dashboard: clients, sessions, timelines and tension over time.
