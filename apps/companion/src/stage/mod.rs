//! The world on the tablet: the same picture as in the headset, from pose, state and world time.

mod canvas;
mod glide;
mod view;

pub(crate) use canvas::{Canvas, CanvasError, Drawn};
pub(crate) use glide::minutes_at;
pub(crate) use view::Framing;
use view::eye_of;
