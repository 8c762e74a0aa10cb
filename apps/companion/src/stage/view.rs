//! Where the tablet's one eye stands, how much it sees, and where on the screen the client's gaze lies.

use crate::mirror::Head;
use glam::Mat4;

/// The wider side of what nothing covers shows this much, comparable to one eye of a headset.
const FIELD_OF_VIEW_DEG: f32 = 100.0;
const NEAR_M: f32 = 0.1;
const FAR_M: f32 = 20_000.0;

/// How the world is put on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Framing {
    /// The client's gaze lies in the middle of what the glass leaves free: left, top, right and bottom edge as shares
    /// of the canvas from its top left.
    Free([f32; 4]),
    /// The gaze in the middle and this vertical field of view in degrees: for comparing pictures.
    Plain(f32),
}

/// The tablet's eye, in the seat's terms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct View {
    /// Clip from eye.
    pub(crate) projection: Mat4,
    /// The head's pose, from the seated eyes.
    pub(crate) seat_from_eye: Mat4,
}

/// The eye in the middle of this head for a picture of this width and height.
pub(crate) fn eye_of(head: Head, width: f32, height: f32, framing: Framing) -> View {
    let (width, height) = (width.max(1.0), height.max(1.0));
    let (vertical, aside, up) = match framing {
        Framing::Plain(degrees) => (degrees.clamp(10.0, 150.0).to_radians(), 0.0, 0.0),
        Framing::Free([left, top, right, bottom]) => {
            let free = ((right - left).max(0.1) * width).max((bottom - top).max(0.1) * height);
            let focal = free / 2.0 / (FIELD_OF_VIEW_DEG / 2.0).to_radians().tan();
            (2.0 * (height / 2.0 / focal).atan(), left + right - 1.0, 1.0 - top - bottom)
        }
    };
    let mut projection = glam::camera::rh::proj::opengl::perspective(vertical, width / height, NEAR_M, FAR_M);
    // A shifted lens: what the client looks at stands where nothing covers it, and nothing is bent by it.
    projection.z_axis.x = -aside;
    projection.z_axis.y = -up;
    View { projection, seat_from_eye: Mat4::from_rotation_translation(head.orientation, head.position_m) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use glam::{Vec3, Vec4};

    fn on_screen(view: &View, point: Vec3) -> (f32, f32) {
        let clip = view.projection * Vec4::new(point.x, point.y, point.z, 1.0);
        (clip.x / clip.w, clip.y / clip.w)
    }

    #[test]
    fn what_nothing_covers_sees_100_degrees_whichever_way_the_tablet_is_held() {
        let lying = eye_of(Head::AHEAD, 1280.0, 800.0, Framing::Free([0.0, 0.0, 1.0, 1.0]));
        let side = 50_f32.to_radians().tan();
        let (edge, _) = on_screen(&lying, Vec3::new(side, 0.0, -1.0));
        assert!((edge - 1.0).abs() < 1e-4, "{edge}");
        let upright = eye_of(Head::AHEAD, 768.0, 1024.0, Framing::Free([0.0, 0.0, 1.0, 1.0]));
        let (_, edge) = on_screen(&upright, Vec3::new(0.0, side, -1.0));
        assert!((edge - 1.0).abs() < 1e-4, "{edge}");
    }

    #[test]
    fn the_gaze_lies_in_the_middle_of_what_the_glass_leaves_free() {
        let view = eye_of(Head::AHEAD, 1000.0, 800.0, Framing::Free([0.0, 0.0, 0.8, 0.7]));
        let (x, y) = on_screen(&view, Vec3::new(0.0, 0.0, -5.0));
        assert!((x + 0.2).abs() < 1e-5 && (y - 0.3).abs() < 1e-5, "{x} {y}");
    }

    #[test]
    fn a_plain_picture_has_the_asked_field_of_view_around_the_gaze() {
        let view = eye_of(Head::AHEAD, 1000.0, 500.0, Framing::Plain(60.0));
        let (x, y) = on_screen(&view, Vec3::new(0.0, 30_f32.to_radians().tan(), -1.0));
        assert!(x.abs() < 1e-6 && (y - 1.0).abs() < 1e-5, "{x} {y}");
    }

    #[test]
    fn a_picture_without_a_size_is_no_trouble() {
        assert!(eye_of(Head::AHEAD, 0.0, 0.0, Framing::Free([0.0; 4])).projection.is_finite());
    }
}
