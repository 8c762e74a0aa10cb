//! What points at the panels: the mouse or finger on a plain screen, hands and controllers in the headset.

use crate::{
    picture::View,
    pointing::{Hand, Ray},
    xr::{GamepadButton, XrFrame, XrInputSource, XrSpace, matrix},
};
use glam::{Mat4, Vec2, Vec3, vec3};
use js_sys::Array;
use panels::Gaze;
use wasm_bindgen::JsCast;

/// The ray through a point of a plain screen.
pub(super) fn through(view: &View, at: Vec2) -> Gaze {
    let seat_from_clip = view.clip_from_seat().inverse();
    let near = seat_from_clip.project_point3(vec3(at.x, at.y, -1.0));
    let far = seat_from_clip.project_point3(vec3(at.x, at.y, 0.999));
    Gaze { from: near, towards: far - near }
}

/// The rays of hands and controllers.
pub(super) fn rays(frame: &XrFrame, space: &XrSpace, seat: Mat4) -> Vec<Ray> {
    let sources = Array::from(&frame.session().input_sources());
    sources
        .iter()
        .filter_map(|source| {
            let source: XrInputSource = source.unchecked_into();
            // A gaze that selects is the head's own ray, which is there already.
            if source.target_ray_mode() == "gaze" {
                return None;
            }
            let pose = frame.get_pose(&source.target_ray_space(), space).ok()??;
            let seat_from_ray = seat * matrix(&pose.transform().matrix());
            let gaze = Gaze {
                from: seat_from_ray.transform_point3(Vec3::ZERO),
                towards: seat_from_ray.transform_vector3(Vec3::NEG_Z),
            };
            Some(Ray {
                hand: Hand::from_handedness(&source.handedness()),
                gaze,
                calm_held: calm_held(&source),
            })
        })
        .collect()
}

/// Squeeze, or the upper button (B or Y), of the standard mapping.
fn calm_held(source: &XrInputSource) -> bool {
    let Some(gamepad) = source.gamepad() else { return false };
    let buttons = gamepad.buttons();
    [1, 5].into_iter().any(|n| {
        let button = buttons.get(n);
        button.is_object() && button.unchecked_into::<GamepadButton>().pressed()
    })
}
