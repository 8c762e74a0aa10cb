//! The beach in closed form: where the water line lies, how the land rises, where the waves are.
//!
//! The figures of the water line and the waves are `sound`'s, so that surf is heard where it is seen; [`defines`] hands
//! them all to `shaders/beach.glsl`.

use glam::{Vec2, Vec4};
use sound::{shore, swash};

use super::fence::to_fence;
use super::grass;
use crate::gpu::figure;
use crate::noise::{fbm2, smoothstep};

/// Mean height of the sea below the client's floor, in metres.
pub(crate) const SEA_LEVEL: f32 = -0.5;
/// Rise of the foreshore per metre.
const SLOPE: f32 = 0.0694;

/// The figures for `shaders/beach.glsl`.
pub(crate) fn defines() -> String {
    let ((delay_a, a_per_m), (delay_b, b_per_m)) = (swash::DELAYS[0], swash::DELAYS[1]);
    [
        ("SEA_LEVEL", SEA_LEVEL),
        ("SLOPE", SLOPE),
        ("WATER_LINE", shore::WATER_LINE_M),
        ("SHORE_LEFT", shore::RECEDES.0),
        ("SHORE_RIGHT", shore::RECEDES.1),
        ("SHORE_OPENS", shore::OPENS_M),
        ("SHORE_WAVE", shore::CUSPS_PER_M),
        ("SHORE_PHASE", shore::CUSPS_PHASE),
        ("SHORE_SINE", shore::CUSPS_PHASE.sin()),
        ("REST", swash::REST_M as f32),
        ("BORE_SECONDS", swash::BORE_S as f32),
        ("SWASH_SECONDS", swash::SWASH_S as f32),
        ("UPRUSH", swash::UPRUSH_SHARE as f32),
        ("BREAK_M", swash::BREAK_M),
        ("NEARING", swash::NEARING_MPS),
        ("DELAY_A", delay_a),
        ("DELAY_A_PER_M", a_per_m),
        ("DELAY_B", delay_b),
        ("DELAY_B_PER_M", b_per_m),
    ]
    .iter()
    .map(|(name, value)| format!("#define {name} ({})\n", figure(*value, 7)))
    .collect()
}

/// Metres up the beach from the mean water line; negative offshore.
pub(crate) fn up_beach(p: Vec2) -> f32 {
    let k = shore::slope(p.x);
    (p.y - shore::z_m(p.x)) / (1.0 + k * k).sqrt()
}

/// Height of the ground in metres, floor of the client at 0.
pub(crate) fn ground(p: Vec2) -> f32 {
    let up = up_beach(p);
    let fore = SLOPE * up;
    // The berm: the slope ends where the floor begins, rounded off over a metre.
    let back = 0.5 + 0.004 * (up - 7.2);
    let h = (0.5 + 0.5 * (back - fore) / 0.10).clamp(0.0, 1.0);
    let beach = (back + (fore - back) * h - 0.10 * h * (1.0 - h)).max(-9.0);
    SEA_LEVEL + beach + dune(p, up)
}

/// Share of dune (0 on the beach, 1 on the ridge).
pub(crate) fn dune_share(p: Vec2) -> f32 {
    let up = up_beach(p);
    smoothstep(12.5, 24.0, up + 5.0 * (fbm2(p.x * 0.045 + 40.0, p.y * 0.045 + 40.0, 1 << 20, 3, 71) - 0.5))
}

fn dune(p: Vec2, up: f32) -> f32 {
    let n = |scale: f32, octaves: u32, seed: u32| {
        fbm2(p.x * scale + 400.0, p.y * scale + 400.0, 1 << 20, octaves, seed) - 0.5
    };
    let foot = 11.5 + 7.0 * n(0.05, 3, 71);
    let rise = smoothstep(foot, foot + 17.0, up);
    // A gap in the ridge, behind and to the right, where people come down to the beach.
    let path = (-((p.x - 5.5 - 0.10 * (p.y - 12.0)) / 3.2).powi(2)).exp() * smoothstep(6.0, 14.0, p.y);
    let ridge = rise * (2.9 + 4.2 * n(0.035, 3, 5)).max(0.8) * (1.0 - 0.62 * path);
    let hummocks = rise * 1.5 * n(0.16, 4, 9) * (1.0 - 0.7 * path);
    let behind = smoothstep(foot + 19.0, foot + 60.0, up) * 2.2 * (n(0.02, 3, 17) + 0.15);
    // Never a dead plane: the dry beach lies in soft waves.
    let dry = smoothstep(6.5, 9.5, up) * 0.10 * n(0.35, 3, 23);
    // Sand blows against the fence and stays there, higher in some places than in others.
    let near = to_fence(p);
    let bank = if near < 2.5 {
        (0.06 + 0.30 * (n(0.9, 2, 27) + 0.5).powi(2)) * (-(near / 0.75).powi(2)).exp()
    } else {
        0.0
    };
    // Marram catches sand: each drift stands on a low mound.
    let share = smoothstep(foot + 1.0, foot + 6.0, up);
    let mound =
        if share > 0.0 && p.length() < 60.0 { 0.26 * share * (1.0 - path) * grass::drift(p) } else { 0.0 };
    ridge + hummocks + behind + dry + bank + mound
}

/// The waves that matter at `time_s`, oldest first, as the shaders want them.
pub(crate) fn runs(time_s: f64, seed: u64) -> [Vec4; 5] {
    let current = swash::current_run(time_s, seed).index as i64;
    std::array::from_fn(|i| {
        let index = current + i as i64 - 2;
        // Before the session's first wave there is one like it, long gone.
        let run = swash::run(index.max(0) as u64, seed);
        let extra = (-index).max(0) as f64 * swash::MEAN_PERIOD_S;
        let since = (time_s.max(0.0) - run.break_s + extra) as f32;
        let span = (swash::REACH_M.1 - swash::REACH_M.0) as f32;
        let size = 0.62 + 0.38 * (run.reach_m as f32 - swash::REACH_M.0 as f32) / span;
        Vec4::new(since, run.reach_m as f32, run.outline as f32, size)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_floor_of_the_client_is_level_and_dry() {
        for i in 0..64 {
            let a = i as f32 * 0.1;
            let p = Vec2::new(a.cos(), a.sin()) * 0.8;
            assert!(ground(p).abs() < 0.09, "{p}: {}", ground(p));
            assert!(up_beach(p) as f64 > swash::REST_M + swash::REACH_M.1 * 1.2);
        }
    }

    #[test]
    fn the_sea_is_ahead_and_the_dune_behind_is_no_wall() {
        assert!(ground(Vec2::new(0.0, -30.0)) < SEA_LEVEL);
        let highest = (0..400)
            .map(|i| {
                let p = Vec2::new((i % 20) as f32 - 10.0, 5.0 + (i / 20) as f32 * 2.0);
                ((ground(p) - 1.2) / p.length()).atan().to_degrees()
            })
            .fold(f32::MIN, f32::max);
        assert!((3.0..16.0).contains(&highest), "{highest} degrees above the eye");
    }

    #[test]
    fn surf_is_heard_where_the_swash_runs() {
        // While water runs up the sand ahead, the sound's place is on the line where the picture draws its edge.
        let setting = sound::Setting::default();
        let mut ran = 0;
        for i in 0..4_000 {
            let time_s = i as f64 * 0.05;
            let swash = swash::swash(time_s, 7);
            let running = swash.speed_mps > 0.0 && swash.front_m - swash::REST_M > 0.5;
            if !running {
                continue;
            }
            ran += 1;
            let heard = sound::beach::score(time_s, 7, &setting).positions_m;
            for ([x, y, z], across_m) in heard.into_iter().zip([-10.0, 0.0, 10.0]) {
                assert_eq!((x, y), (across_m, -sound::EARS_M));
                if across_m == 0.0 {
                    let seen = shore::z_m(x) + swash.front_m as f32;
                    assert!((z - seen).abs() < 1.2, "at {time_s} s: heard at {z}, seen at {seen}");
                }
                let line = shore::z_m(x) + swash::REST_M as f32;
                assert!((line - 32.0..=line + 5.0).contains(&z), "at {time_s} s, {x} across: {z}");
            }
        }
        assert!(ran > 300, "{ran}");
    }

    #[test]
    fn waves_hand_over_without_a_jump() {
        // When a new wave becomes the current one, every wave moves one place down and keeps its own clock.
        let mut before = runs(0.0, 5);
        for i in 1..4_000 {
            let now = runs(i as f64 * 0.02, 5);
            let same = if now[2].x >= before[2].x { 0 } else { 1 };
            for j in 0..4 {
                assert!((now[j].x - before[j + same].x - 0.02).abs() < 1e-3 || i < 2_000 && j < 2);
            }
            before = now;
        }
    }
}
