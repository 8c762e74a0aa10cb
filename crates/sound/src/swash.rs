//! The surf's timing in closed form: when each wave breaks, how far its swash runs up the beach and back.
//!
//! Picture and sound both read this file, so that the wave is heard where and when it is seen. Everything is a
//! function of world time and seed: any moment can be asked for directly.

/// Mean time between two breaking waves, in seconds.
pub const MEAN_PERIOD_S: f64 = 11.0;
/// How far a break may come before or after its even place, in seconds: periods lie between 8 and 14 s.
pub const JITTER_S: f64 = 1.5;
/// Time the bore needs from breaking to the lowest line of the swash, in seconds.
pub const BORE_S: f64 = 1.3;
/// Duration of one swash on the sand, up and back, in seconds: always over before the next bore arrives.
pub const SWASH_S: f64 = 6.7;
/// Share of [`SWASH_S`] in which the water runs up; friction and seepage make the way back slower.
pub const UPRUSH_SHARE: f64 = 0.36;
/// Where the water's edge rests between two runs, in metres up the beach from the mean water line.
pub const REST_M: f64 = -0.6;
/// Shortest and longest run-up, in metres from the resting edge.
pub const REACH_M: (f64, f64) = (1.9, 4.4);

/// A wave breaks this far off the resting edge, in metres, and nears at this speed before it does.
pub const BREAK_M: f32 = 5.3;
/// See [`BREAK_M`].
pub const NEARING_MPS: f32 = 3.4;
/// How unevenly a crest comes in along the beach: two waves, each with seconds and radians per metre.
pub const DELAYS: [(f32, f32); 2] = [(0.8, 0.11), (0.25, 0.31)];

/// The swash at one moment, on the line straight ahead of the client.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Swash {
    /// Water's edge, in metres up the beach from the mean water line (negative: towards the sea).
    pub front_m: f64,
    /// Speed of that edge in metres per second; positive while the water runs up.
    pub speed_mps: f64,
    /// Which wave this is, counted from the start of the session.
    pub run: u64,
    /// Seconds since this wave broke.
    pub since_break_s: f64,
}

/// One wave: all that is random about it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Run {
    /// Which wave, counted from the start of the session.
    pub index: u64,
    /// Moment of breaking, in seconds of world time (wave 0 broke before the session began).
    pub break_s: f64,
    /// How far its swash runs up from [`REST_M`], in metres.
    pub reach_m: f64,
    /// A number in 0..1 that gives this wave's edge its own outline along the beach.
    pub outline: f64,
}

/// The swash at `world_time_s` seconds after the session began (times before that count as its beginning).
pub fn swash(world_time_s: f64, seed: u64) -> Swash {
    let time_s = world_time_s.max(0.0);
    let run = current_run(time_s, seed);
    let since_break_s = time_s - run.break_s;
    let (share, share_per_s) = run_up(since_break_s);
    Swash {
        front_m: REST_M + run.reach_m * share,
        speed_mps: run.reach_m * share_per_s,
        run: run.index,
        since_break_s,
    }
}

/// The last wave that has broken at `world_time_s`.
pub fn current_run(world_time_s: f64, seed: u64) -> Run {
    let time_s = world_time_s.max(0.0);
    // The jitter is smaller than half a period, so the answer is this place, its neighbour, or the one before.
    let mut index = ((time_s + FIRST_BREAK_S) / MEAN_PERIOD_S) as u64 + 1;
    while index > 0 && run(index, seed).break_s > time_s {
        index -= 1;
    }
    run(index, seed)
}

/// Wave number `index`.
pub fn run(index: u64, seed: u64) -> Run {
    let place_s = index as f64 * MEAN_PERIOD_S - FIRST_BREAK_S;
    // Waves come in sets: a slow swell of the reach under the wave's own chance.
    let set = 0.5 + 0.5 * (index as f64 * 0.9 + 6.0 * chance(seed, 0, 3)).sin();
    let height = 0.45 * set + 0.55 * chance(seed, index, 1);
    Run {
        index,
        break_s: place_s + JITTER_S * (2.0 * chance(seed, index, 0) - 1.0),
        reach_m: REACH_M.0 + (REACH_M.1 - REACH_M.0) * height,
        outline: chance(seed, index, 2),
    }
}

/// How far up its reach a wave's edge is (0..1) `since_break_s` seconds after breaking, and its rate per second.
///
/// Up: thrown and slowed by gravity (a parabola). Back: gathering speed, then dying into the next trough.
pub fn run_up(since_break_s: f64) -> (f64, f64) {
    let u = (since_break_s - BORE_S) / SWASH_S;
    if u <= 0.0 || u >= 1.0 {
        return (0.0, 0.0);
    }
    if u < UPRUSH_SHARE {
        let left = 1.0 - u / UPRUSH_SHARE;
        (1.0 - left * left, 2.0 * left / (UPRUSH_SHARE * SWASH_S))
    } else {
        let back = 1.0 - UPRUSH_SHARE;
        let angle = std::f64::consts::PI * (u - UPRUSH_SHARE) / back;
        (0.5 + 0.5 * angle.cos(), -0.5 * angle.sin() * std::f64::consts::PI / (back * SWASH_S))
    }
}

/// How long before the session the place of wave 0 lies: the client arrives while water is running up.
const FIRST_BREAK_S: f64 = 2.5;

/// A number in 0..1 that depends on nothing but its arguments (SplitMix64's finaliser, Steele et al. 2014).
fn chance(seed: u64, index: u64, which: u64) -> f64 {
    let mut z = seed ^ index.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ which.wrapping_mul(0xD1B5_4A32_D192_ED03);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_lie_between_8_and_14_seconds_and_do_not_repeat() {
        for seed in [0, 1, 99, u64::MAX] {
            let periods: Vec<f64> =
                (0..200).map(|i| run(i + 1, seed).break_s - run(i, seed).break_s).collect();
            assert!(periods.iter().all(|p| (8.0..=14.0).contains(p)), "seed {seed}");
            let alike = periods.windows(2).filter(|w| (w[0] - w[1]).abs() < 0.05).count();
            assert!(alike < 20, "seed {seed}: {alike} of 199 neighbours alike");
        }
    }

    #[test]
    fn the_edge_never_jumps_and_stays_on_its_strip() {
        let step = 0.01;
        let mut before = swash(0.0, 7);
        for i in 1..60_000 {
            let now = swash(i as f64 * step, 7);
            assert!((now.front_m - before.front_m).abs() < 4.0 * step, "at {}", i as f64 * step);
            assert!(now.front_m >= REST_M && now.front_m <= REST_M + REACH_M.1);
            assert!(now.run == before.run || now.run == before.run + 1);
            before = now;
        }
    }

    #[test]
    fn the_speed_is_the_slope_of_the_edge() {
        let h = 1e-5;
        for i in 0..3_000 {
            let t = i as f64 * 0.037;
            let (a, b) = (swash(t, 3), swash(t + h, 3));
            if a.run == b.run && (a.since_break_s - BORE_S).abs() > 0.001 {
                assert!(((b.front_m - a.front_m) / h - a.speed_mps).abs() < 0.01, "at {t}");
            }
        }
    }

    #[test]
    fn a_session_opens_with_a_wave_that_has_just_broken() {
        for seed in 0..100 {
            let first = swash(0.0, seed);
            assert_eq!(first.run, 0);
            assert!((0.0..=4.0).contains(&first.since_break_s));
            assert_eq!(swash(-5.0, seed), first);
        }
    }

    #[test]
    fn the_edge_rests_before_the_next_bore_reaches_it() {
        for i in 0..500 {
            let end = run(i, 11).break_s + BORE_S + SWASH_S;
            assert!(end < run(i + 1, 11).break_s + BORE_S);
        }
    }
}
