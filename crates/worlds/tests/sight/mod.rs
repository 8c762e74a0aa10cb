//! How a world is looked at without a headset: stages that catch up, heads, and one eye or two.
#![allow(dead_code, reason = "shared by the gallery and several tests, each of which uses a part")]

use catalogue::World;
use glam::{Mat4, Quat, Vec3};
use offscreen::Room;
use worlds::{Capabilities, EyeView, Frame, Quality, Recipe, Stage, StageError};

/// A sunset beach, as good as this room's context can make it.
pub fn beach(room: &Room, seed: u64, quality: Quality) -> Result<Stage, StageError> {
    stage(room, World::SunsetBeach, seed, quality)
}

/// A world, as good as this room's context can make it.
pub fn stage(room: &Room, world: World, seed: u64, quality: Quality) -> Result<Stage, StageError> {
    Stage::new(&room.gl, Recipe::of(world), seed, quality, Capabilities::detect(&room.gl))
}

/// Prepares until the picture is that of `frame`; returns how many slices that took.
pub fn catch_up(room: &Room, stage: &mut Stage, frame: &Frame) -> u32 {
    // A little earlier first: a change of the time of day needs some seconds to fade in.
    let before = Frame { world_time: frame.world_time - 5.0, ..*frame };
    let mut slices = 0;
    for moment in [&before, frame] {
        for _ in 0..4_000 {
            slices += 1;
            let progress = stage.prepare(&room.gl, moment);
            if progress.exact || (progress.share >= 1.0 && moment.world_time < frame.world_time) {
                break;
            }
        }
    }
    slices
}

/// The picture of `views`, RGBA, top row first.
pub fn draw(room: &Room, stage: &mut Stage, frame: &Frame, views: &[EyeView]) -> Vec<u8> {
    room.clear([0.0; 3]);
    stage.draw(&room.gl, frame, views);
    room.picture()
}

/// A head at `eye` metres above the floor and `across` to the right, turned right by `yaw` and up by `pitch` degrees.
pub fn head(across: f32, eye: f32, yaw: f32, pitch: f32) -> Mat4 {
    let turn = Quat::from_rotation_y(-yaw.to_radians()) * Quat::from_rotation_x(pitch.to_radians());
    Mat4::from_rotation_translation(turn, Vec3::new(across, eye, 0.0))
}

/// One view, or two side by side 63 mm apart; `fov` is horizontal, in degrees.
pub fn views(head: Mat4, fov: f32, size: [i32; 2], stereo: bool) -> Vec<EyeView> {
    let aspect = size[0] as f32 / size[1] as f32;
    let vertical = 2.0 * ((fov.to_radians() / 2.0).tan() / aspect).atan();
    let projection = glam::camera::rh::proj::opengl::perspective(vertical, aspect, 0.1, 20_000.0);
    let eyes = if stereo { vec![-0.0315, 0.0315] } else { vec![0.0] };
    eyes.into_iter()
        .enumerate()
        .map(|(i, shift)| EyeView {
            projection,
            world_from_view: head * Mat4::from_translation(Vec3::new(shift, 0.0, 0.0)),
            viewport: [size[0] * i as i32, 0, size[0], size[1]],
        })
        .collect()
}
