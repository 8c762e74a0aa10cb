//! How a world is looked at without a headset: stages that catch up, heads, and one eye or two.
#![allow(dead_code, reason = "shared by the gallery and several tests, each of which uses a part")]

use catalogue::{Exercise, Things, World};
use glam::{Mat4, Quat, Vec3};
use offscreen::{NO_ROOM, Room};
use session::{EventKind, State, WorldTime};
use worlds::{Capabilities, EyeView, Frame, PlayRecipe, Quality, Recipe, Stage, StageError};

/// Pictures for tests are this large.
pub const SIZE: [i32; 2] = [256, 160];

/// A room to draw in, or a loud skip: CI installs EGL, a laptop may lack it.
pub fn room(size: [i32; 2]) -> Option<Room> {
    let room = Room::open(size[0], size[1], 4);
    if room.is_none() {
        eprintln!("SKIPPED, no picture was checked: {NO_ROOM}");
    }
    room
}

/// A sunset beach, as good as this room's context can make it.
pub fn beach(room: &Room, seed: u64, quality: Quality) -> Result<Stage, StageError> {
    stage(room, World::SunsetBeach, seed, quality)
}

/// A world, as good as this room's context can make it.
pub fn stage(room: &Room, world: World, seed: u64, quality: Quality) -> Result<Stage, StageError> {
    let mut stage = Stage::new(&room.gl, Recipe::of(world), seed, quality, Capabilities::detect(&room.gl))?;
    stage.furnish(&room.gl, PlayRecipe::compiled_in())?;
    Ok(stage)
}

/// The things of an exercise that began at the session's beginning, the first of them touched so many seconds ago (below 0:
/// not touched).
pub fn things(exercise: Exercise, seed: u64, time_s: f64, touched_s: &[f64]) -> Things {
    let at = WorldTime((time_s * 1e6) as u64);
    let mut state = State { seed, ..State::default() };
    let pace_milli_bpm = catalogue::PACE_DEFAULT_MILLI_BPM;
    state.apply(WorldTime::START, &EventKind::ExerciseStarted { exercise, pace_milli_bpm });
    for (number, ago_s) in (0..).zip(touched_s).filter(|(_, ago_s)| **ago_s >= 0.0) {
        state.apply(at - WorldTime((ago_s * 1e6) as u64), &EventKind::Touched(number));
    }
    session::things(&state, at)
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

/// What a client sees who looks that way, once everything has caught up.
pub fn picture(room: &Room, stage: &mut Stage, frame: &Frame, yaw: f32, pitch: f32) -> Vec<u8> {
    catch_up(room, stage, frame);
    draw(room, stage, frame, &views(head(0.0, 1.2, yaw, pitch), 80.0, SIZE, false))
}

/// Relative luminance of a pixel (WCAG's weights, a gamma of 2.2).
pub fn luminance(pixel: &[u8]) -> f64 {
    let linear = |c: u8| (f64::from(c) / 255.0).powf(2.2);
    0.2126 * linear(pixel[0]) + 0.7152 * linear(pixel[1]) + 0.0722 * linear(pixel[2])
}

/// Of all pixels.
pub fn mean_luminance(pixels: &[u8]) -> f64 {
    pixels.chunks(4).map(luminance).sum::<f64>() / (pixels.len() / 4) as f64
}

/// The share of pixels of which a channel differs by more than so many levels.
pub fn differing(one: &[u8], other: &[u8], levels: u8) -> f64 {
    let far = |(p, q): &(&[u8], &[u8])| (0..3).any(|c| p[c].abs_diff(q[c]) > levels);
    one.chunks(4).zip(other.chunks(4)).filter(far).count() as f64 / (one.len() / 4) as f64
}

/// Pairs of opposing changes of at least a tenth of full luminance whose darker state lies below 0.8, as WCAG 2.3.1
/// counts flashes.
pub fn flashes(luminances: &[f64]) -> usize {
    let (mut turns, mut low, mut high, mut rising) = (0, luminances[0], luminances[0], None);
    for l in luminances {
        (low, high) = (low.min(*l), high.max(*l));
        if rising != Some(true) && *l - low >= 0.1 && low < 0.8 {
            (turns, rising, high) = (turns + 1, Some(true), *l);
        } else if rising != Some(false) && high - *l >= 0.1 && *l < 0.8 {
            (turns, rising, low) = (turns + 1, Some(false), *l);
        }
    }
    turns / 2
}

/// The most flashes in the second after `start`, of all blocks of about 3 degrees: one block is judged, not a quarter of
/// the view, so the small-area exemption is not used.
pub fn worst_flashes(room: &Room, stage: &mut Stage, start: &Frame) -> usize {
    let side = 10;
    let (blocks_x, blocks_y) = (SIZE[0] as usize / side, SIZE[1] as usize / side);
    let mut series = vec![Vec::new(); blocks_x * blocks_y];
    catch_up(room, stage, start);
    for i in 0..12 {
        let moment = Frame { world_time: start.world_time + f64::from(i) / 12.0, ..*start };
        stage.prepare(&room.gl, &moment);
        let pixels = draw(room, stage, &moment, &views(head(0.0, 1.2, 5.0, -8.0), 75.0, SIZE, false));
        for (block, means) in series.iter_mut().enumerate() {
            let (x0, y0) = (block % blocks_x * side, block / blocks_x * side);
            let sum: f64 = (0..side * side)
                .map(|k| luminance(&pixels[((y0 + k / side) * SIZE[0] as usize + x0 + k % side) * 4..]))
                .sum();
            means.push(sum / (side * side) as f64);
        }
    }
    series.iter().map(|means| flashes(means)).max().unwrap_or(0)
}
