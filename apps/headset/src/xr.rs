//! The little of WebXR that the frame loop reads; web-sys has it only behind an unstable flag.

use glam::Mat4;
use js_sys::{Array, Float32Array, Object};
use wasm_bindgen::prelude::*;
use web_sys::WebGlFramebuffer;

#[wasm_bindgen]
extern "C" {
    pub type XrSession;
    #[wasm_bindgen(method, getter, js_name = inputSources)]
    pub fn input_sources(this: &XrSession) -> Object;

    pub type XrSpace;

    pub type XrFrame;
    #[wasm_bindgen(method, getter)]
    pub fn session(this: &XrFrame) -> XrSession;
    #[wasm_bindgen(method, catch, js_name = getViewerPose)]
    pub fn get_viewer_pose(this: &XrFrame, space: &XrSpace) -> Result<Option<XrPose>, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getPose)]
    pub fn get_pose(this: &XrFrame, of: &XrSpace, space: &XrSpace) -> Result<Option<XrPose>, JsValue>;

    pub type XrPose;
    #[wasm_bindgen(method, getter)]
    pub fn views(this: &XrPose) -> Array;
    #[wasm_bindgen(method, getter)]
    pub fn transform(this: &XrPose) -> XrTransform;

    pub type XrView;
    #[wasm_bindgen(method, getter, js_name = projectionMatrix)]
    pub fn projection_matrix(this: &XrView) -> Float32Array;
    #[wasm_bindgen(method, getter)]
    pub fn transform(this: &XrView) -> XrTransform;

    pub type XrTransform;
    #[wasm_bindgen(method, getter)]
    pub fn matrix(this: &XrTransform) -> Float32Array;

    pub type XrLayer;
    #[wasm_bindgen(method, getter)]
    pub fn framebuffer(this: &XrLayer) -> Option<WebGlFramebuffer>;
    #[wasm_bindgen(method, js_name = getViewport)]
    pub fn get_viewport(this: &XrLayer, view: &XrView) -> Option<XrViewport>;

    pub type XrViewport;
    #[wasm_bindgen(method, getter)]
    pub fn x(this: &XrViewport) -> i32;
    #[wasm_bindgen(method, getter)]
    pub fn y(this: &XrViewport) -> i32;
    #[wasm_bindgen(method, getter)]
    pub fn width(this: &XrViewport) -> i32;
    #[wasm_bindgen(method, getter)]
    pub fn height(this: &XrViewport) -> i32;

    pub type XrInputSource;
    #[wasm_bindgen(method, getter, js_name = targetRaySpace)]
    pub fn target_ray_space(this: &XrInputSource) -> XrSpace;
    #[wasm_bindgen(method, getter, js_name = targetRayMode)]
    pub fn target_ray_mode(this: &XrInputSource) -> String;
    #[wasm_bindgen(method, getter)]
    pub fn handedness(this: &XrInputSource) -> String;
    #[wasm_bindgen(method, getter)]
    pub fn gamepad(this: &XrInputSource) -> Option<Gamepad>;

    pub type Gamepad;
    #[wasm_bindgen(method, getter)]
    pub fn buttons(this: &Gamepad) -> Array;

    pub type GamepadButton;
    #[wasm_bindgen(method, getter)]
    pub fn pressed(this: &GamepadButton) -> bool;
}

/// A matrix as WebXR gives it, column by column.
pub(crate) fn matrix(of: &Float32Array) -> Mat4 {
    let mut columns = [0.0; 16];
    if of.length() == 16 {
        of.copy_to(&mut columns);
    }
    Mat4::from_cols_array(&columns)
}
