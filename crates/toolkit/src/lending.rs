//! Headsets and rooms that people share: a calendar that never double-books, and the gate a headset passes before the next person.

mod calendar;
mod gate;

pub use calendar::{Calendar, Change, Done, Minute, Refusal, Reservation, ReservationId, Span, Thing};
pub use gate::{Gate, GateError, Happening, Held, Loan, Missing, READY_CHARGE_PCT, Use};
