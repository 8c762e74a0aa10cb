//! The seat: where the middle of the client's eyes is at rest, in every world and on every screen that shows it.

use glam::Vec3;

/// The seated eyes in every world, metres above its floor.
pub const SEAT_EYE_M: f32 = 1.2;

/// The middle of the seated eyes, in the world.
pub const SEAT: Vec3 = Vec3::new(0.0, SEAT_EYE_M, 0.0);
