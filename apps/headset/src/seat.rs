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

/// From the device's space to the seat, for a head that is at rest now. Of who sits it is level, their heading straight
/// ahead; of who lies the world's forward is where they look, and its horizon lies before their eyes.
pub(crate) fn seat_from_device(device_from_head: Mat4, lies: bool) -> Mat4 {
    let level = level_seat(device_from_head);
    if !lies {
        return level;
    }
    let up = Head::from_matrix(level * device_from_head).forward().y.clamp(-1.0, 1.0).asin();
    // Never tilted forwards: who lies and looks at their feet lies all the same.
    Mat4::from_rotation_x(-up.max(0.0)) * level
}

fn level_seat(device_from_head: Mat4) -> Mat4 {
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
            let seated = Head::from_matrix(seat_from_device(head, false) * head);
            assert!(seated.position_m.length() < 1e-5, "{seated:?}");
            assert!(seated.heading_deg().abs() < 1e-2, "{seated:?}");
            let down = seated.forward().y.asin();
            assert!((down + 0.3).abs() < 1e-4, "the head's own tilt stays: {down}");
        }
    }

    #[test]
    fn the_horizon_stays_level_for_a_tilted_head() {
        let head = Mat4::from_quat(Quat::from_rotation_z(0.4) * Quat::from_rotation_x(-1.5));
        let up = seat_from_device(head, false).transform_vector3(Vec3::Y);
        assert!((up - Vec3::Y).length() < 1e-5);
    }

    #[test]
    fn who_lies_has_the_horizon_before_their_eyes_whichever_way_the_bed_stands() {
        for (turn, up_deg) in [(0.0, 90.0_f32), (2.0, 75.0), (-2.6, 45.0)] {
            let head = Mat4::from_rotation_translation(
                Quat::from_rotation_y(turn) * Quat::from_rotation_x(up_deg.to_radians()),
                Vec3::new(0.4, 0.6, 1.0),
            );
            let lying = Head::from_matrix(seat_from_device(head, true) * head);
            assert!(lying.position_m.length() < 1e-5, "{lying:?}");
            assert!(lying.forward().dot(Vec3::NEG_Z) > 0.999_9, "{lying:?}");
            assert!(lying.up().dot(Vec3::Y) > 0.999_9, "the head is upright in the world: {lying:?}");
        }
    }

    #[test]
    fn the_veil_is_closed_before_the_world_is_turned_for_someone_who_lies_down() {
        assert!(session::SETTLES.as_secs_f64() > f64::from(panels::VEIL_S));
    }
}
