//! What stands before the client: panels with words and targets, what gaze and hand do to them, and their drawing.
//!
//! Pure up to the drawing: [`Panels::lay_out`] makes a [`Scene`] of a session's state; a [`Gaze`] ray hits its targets;
//! a [`Dwell`] turns resting the gaze into a choice. Headset and Companion fold the same, so both show the same.
//! [`Painter`] draws a scene with glow, in one draw, and [`Veil`] the quiet sky before and after a world.

mod anchor;
mod draw;
mod dwell;
mod glide;
mod icon;
mod layout;
mod letters;
mod palette;
mod retry;
mod scene;
mod seat;
mod sheet;
mod spoken;
mod typeface;

pub use anchor::Anchor;
pub use draw::{Cover, Eye, Painter, PainterError, Sight, VEIL_COLOURS, VEIL_S, Veil, openness};
pub use dwell::{DWELL_DEFAULT_S, DWELL_MAX_S, DWELL_MIN_S, Dwell};
pub use glide::{glided, needs_another_sky};
pub use icon::Icon;
pub use layout::{Extras, Keeping, Panels, Said, hushed, said};
pub use letters::Glyph;
pub use palette::{Light, Palette, contrast};
pub use retry::Retry;
pub use scene::{
    Deed, Gaze, Hit, Key, Local, Panel, Picture, Place, Role, Scene, Target, TargetId, Weight, Words,
};
pub use seat::{SEAT, SEAT_EYE_M};
pub use spoken::Spoken;
pub use typeface::{Typeface, TypefaceError};
