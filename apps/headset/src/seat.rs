//! The seat: where the client's eyes are at rest becomes the world's own eye height, straight ahead the world's front.

use glam::{Mat4, Quat, Vec3};

/// A head: where its eyes' middle is and how it is turned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Head {
    /// Metres from the seated eyes.
    pub position_m: Vec3,
    pub orientation: Quat,
}

impl Default for Head {
    fn default() -> Self {
        Self { position_m: Vec3::ZERO, orientation: Quat::IDENTITY }
    }
}

impl Head {
    pub fn from_matrix(seat_from_head: Mat4) -> Self {
        let (_, orientation, position_m) = seat_from_head.to_scale_rotation_translation();
        Self { position_m, orientation: orientation.normalize() }
    }

    pub fn forward(&self) -> Vec3 {
        self.orientation * Vec3::NEG_Z
    }

    pub fn up(&self) -> Vec3 {
        self.orientation * Vec3::Y
    }

    /// Degrees to the right of straight ahead.
    pub fn heading_deg(&self) -> f32 {
        let forward = self.forward();
        forward.x.atan2(-forward.z).to_degrees()
    }
}

/// From the device's space to the seat, for a head that now sits at rest: level, its heading straight ahead.
pub(crate) fn seat_from_device(device_from_head: Mat4) -> Mat4 {
    let head = Head::from_matrix(device_from_head);
    // Who looks straight down while the headset settles has no heading to trust; the top of the head has.
    let forward = head.forward();
    let along = if forward.y.abs() > 0.9 { head.up() * -forward.y.signum() } else { forward };
    let heading = along.x.atan2(-along.z);
    Mat4::from_rotation_y(heading) * Mat4::from_translation(-head.position_m)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_sits_high_low_or_turned_looks_ahead_from_the_same_seat() {
        for (height, turn) in [(0.7, 0.0), (1.7, 2.0), (1.2, -3.0)] {
            let head = Mat4::from_rotation_translation(
                Quat::from_rotation_y(turn) * Quat::from_rotation_x(-0.3),
                Vec3::new(2.0, height, -1.0),
            );
            let seated = Head::from_matrix(seat_from_device(head) * head);
            assert!(seated.position_m.length() < 1e-5, "{seated:?}");
            assert!(seated.heading_deg().abs() < 1e-2, "{seated:?}");
            let down = seated.forward().y.asin();
            assert!((down + 0.3).abs() < 1e-4, "the head's own tilt stays: {down}");
        }
    }

    #[test]
    fn the_horizon_stays_level_for_a_tilted_head() {
        let head = Mat4::from_quat(Quat::from_rotation_z(0.4) * Quat::from_rotation_x(-1.5));
        let up = seat_from_device(head).transform_vector3(Vec3::Y);
        assert!((up - Vec3::Y).length() < 1e-5);
    }
}
