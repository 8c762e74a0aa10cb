//! The shared words of a session: ids, commands, events, who steers, clocks, questions, consent.
