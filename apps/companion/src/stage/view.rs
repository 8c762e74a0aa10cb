//! Where the tablet's one eye stands, and how much it sees.

use crate::mirror::Head;
use glam::{Mat4, Vec3};

/// The middle of the seated eyes in every world, metres: the same as in the headset.
pub(crate) const SEAT: Vec3 = Vec3::new(0.0, 1.2, 0.0);

/// The wider side of the picture shows this much, comparable to one eye of a headset.
const FIELD_OF_VIEW_DEG: f32 = 84.0;
const NEAR_M: f32 = 0.1;
const FAR_M: f32 = 20_000.0;

/// The tablet's eye, in the seat's terms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct View {
    /// Clip from eye.
    pub(crate) projection: Mat4,
    /// The head's pose, from the seated eyes.
    pub(crate) seat_from_eye: Mat4,
}

/// The eye in the middle of this head for a picture of this width and height.
pub(crate) fn eye_of(head: Head, width: f32, height: f32) -> View {
    let (width, height) = (width.max(1.0), height.max(1.0));
    let half = (FIELD_OF_VIEW_DEG / 2.0).to_radians().tan();
    let vertical = 2.0 * (half * height / width.max(height)).atan();
    View {
        projection: glam::camera::rh::proj::opengl::perspective(vertical, width / height, NEAR_M, FAR_M),
        seat_from_eye: Mat4::from_rotation_translation(head.orientation, head.position_m),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn half_width_deg(view: &View) -> f32 {
        (1.0 / view.projection.x_axis.x).atan().to_degrees()
    }

    #[test]
    fn the_wider_side_sees_84_degrees_whichever_way_the_tablet_is_held() {
        let lying = eye_of(Head::AHEAD, 1280.0, 800.0);
        assert!((half_width_deg(&lying) - 42.0).abs() < 1e-3);
        let upright = eye_of(Head::AHEAD, 768.0, 1024.0);
        let half_height = (1.0 / upright.projection.y_axis.y).atan().to_degrees();
        assert!((half_height - 42.0).abs() < 1e-3);
    }

    #[test]
    fn a_picture_without_a_size_is_no_trouble() {
        assert!(eye_of(Head::AHEAD, 0.0, 0.0).projection.is_finite());
    }
}
