//! What the worlds' sound promises: loudness, peaks, no clicks, the surf with the swash, the same from anywhere.

#![allow(clippy::unwrap_used)] // The loudness meter's only errors are wrong arguments, and a test may stop there.

use ebur128::{EbuR128, Mode};
use sound::swash::{run, swash};
use sound::{BLOCK, Channels, Setting, Soundscape, World};

const SAMPLE_RATE: f32 = 48_000.0;

/// Which channels a test listens to.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    All,
    /// Far sea, pacer and wind.
    Beds,
    Surf,
    /// The surf straight ahead, for which the swash is given.
    Ahead,
}

/// Pans to stereo with equal power by direction, as `examples/listen.rs` does.
fn render(seed: u64, from_s: f64, seconds: f64, part: Part, setting_at: impl Fn(f64) -> Setting) -> Vec<f32> {
    render_of(World::SunsetBeach, seed, from_s, seconds, part, setting_at)
}

fn render_of(
    world: World,
    seed: u64,
    from_s: f64,
    seconds: f64,
    part: Part,
    setting_at: impl Fn(f64) -> Setting,
) -> Vec<f32> {
    let mut scape = Soundscape::at(world, seed, SAMPLE_RATE, from_s, &setting_at(from_s));
    let mut channels = Channels::default();
    let mut stereo = Vec::new();
    for _ in 0..(seconds * f64::from(SAMPLE_RATE) / BLOCK as f64) as usize {
        scape.render(&setting_at(scape.time_s()), 1.0, &mut channels);
        let places = scape.positions_m();
        for i in 0..BLOCK {
            let bed = if matches!(part, Part::Surf | Part::Ahead) {
                [0.0; 2]
            } else {
                [channels.bed[0][i], channels.bed[1][i]]
            };
            let [mut left, mut right] = bed;
            for (n, place) in places.iter().enumerate() {
                let wanted = match part {
                    Part::All => true,
                    // Wind in the marram, in grass and spruces, in pines by the lake; on the reef all of it lies in the bed's own
                    // channels; in the forest the brook and the crowns.
                    Part::Beds => match world {
                        World::SunsetBeach => n == 3,
                        World::AlpineMeadow => n < 2,
                        World::CoralReef => false,
                        World::StarryLake => n == 1 || n == 2,
                        World::ForestStream => n != 3 && n != 4,
                    },
                    Part::Surf => n < 3,
                    Part::Ahead => n == 1,
                };
                if wanted {
                    let [x, _, z] = *place;
                    let angle = (1.0 + x / (x * x + z * z).sqrt().max(0.01)) * std::f32::consts::FRAC_PI_4;
                    left += angle.cos() * channels.sources[n][i];
                    right += angle.sin() * channels.sources[n][i];
                }
            }
            stereo.extend([left, right]);
        }
    }
    stereo
}

/// Integrated loudness in LUFS and true peak in dBTP (ITU-R BS.1770-4, by the `ebur128` crate).
fn loudness(stereo: &[f32]) -> (f64, f64) {
    let mut meter = EbuR128::new(2, SAMPLE_RATE as u32, Mode::I | Mode::TRUE_PEAK).unwrap();
    meter.add_frames_f32(stereo).unwrap();
    let peak = meter.true_peak(0).unwrap().max(meter.true_peak(1).unwrap());
    (meter.loudness_global().unwrap(), 20.0 * peak.log10())
}

/// The headset's pacer at six breaths a minute.
fn breathing(time_s: f64) -> Setting {
    let full = |time_s: f64| {
        let phase = (time_s / 10.0).rem_euclid(1.0);
        let turn = if phase < 0.4 { phase / 0.4 } else { 1.0 - (phase - 0.4) / 0.6 };
        0.5 - 0.5 * (std::f64::consts::PI * turn).cos()
    };
    Setting {
        pacer: 1.0,
        breath: full(time_s) as f32,
        breath_per_s: ((full(time_s + 0.005) - full(time_s - 0.005)) / 0.01) as f32,
        ..Setting::default()
    }
}

#[test]
fn the_mix_lies_at_minus_23_lufs_at_every_hour_and_its_peaks_below_minus_6() {
    for world in World::ALL {
        for (seed, minutes, calm) in [
            (1, 480.0, 0.0),
            (2, 780.0, 0.0),
            (3, 1_140.0, 0.5),
            (4, 1_200.0, 0.0),
            (5, 1_260.0, 1.0),
            (6, 1_320.0, 0.0),
        ] {
            let setting = Setting { minutes, calm, ..Setting::default() };
            let (lufs, dbtp) = loudness(&render_of(world, seed, 40.0, 60.0, Part::All, |_| setting));
            let at = format!("{world:?}, seed {seed}, minute {minutes}, calm {calm}");
            assert!((lufs + 23.0).abs() <= 2.0, "{at}: {lufs:.1} LUFS");
            assert!(dbtp <= -6.0, "{at}: {dbtp:.1} dBTP");
        }
    }
}

#[test]
fn a_long_stay_keeps_its_peaks_below_minus_6_dbtp() {
    for world in World::ALL {
        let (lufs, dbtp) = loudness(&render_of(world, 77, 600.0, 300.0, Part::All, breathing));
        assert!((lufs + 23.0).abs() <= 2.0, "{world:?}: {lufs:.1} LUFS with the pacer");
        assert!(dbtp <= -6.0, "{world:?}: {dbtp:.1} dBTP");
    }
}

#[test]
fn the_beds_lie_at_minus_26_lufs() {
    for (world, seed) in World::ALL.into_iter().flat_map(|world| [(world, 1), (world, 8)]) {
        let (lufs, _) = loudness(&render_of(world, seed, 0.0, 60.0, Part::Beds, |_| Setting::default()));
        assert!((lufs + 26.0).abs() <= 1.5, "{world:?}, seed {seed}: {lufs:.1} LUFS");
    }
}

#[test]
fn volume_zero_is_silent_and_half_is_twelve_decibels_softer() {
    let at = |volume| render(1, 30.0, 10.0, Part::All, |_| Setting { volume, ..Setting::default() });
    assert!(at(0.0).iter().all(|&sample| sample == 0.0));
    let (full, half) = (loudness(&at(1.0)).0, loudness(&at(0.5)).0);
    assert!((full - half - 12.04).abs() < 0.1, "{full} and {half} LUFS");
}

#[test]
fn any_moment_sounds_the_same_whether_run_to_or_sought() {
    let moments = [(1, 0.0, 31.0), (9, 100.0, 118.5), (3, 0.0, 62.25)];
    for (world, (seed, from_s, at_s)) in World::ALL.into_iter().flat_map(|w| moments.map(|m| (w, m))) {
        let setting = Setting { minutes: 1_270.0, ..breathing(2.0) };
        let mut ran = Soundscape::at(world, seed, SAMPLE_RATE, from_s, &setting);
        let mut there = Channels::default();
        let mut sought = Soundscape::at(world, seed, SAMPLE_RATE, at_s, &setting);
        while ran.time_s() < sought.time_s() - 1e-9 {
            ran.render(&setting, 1.0, &mut there);
        }
        assert_eq!(ran.time_s(), sought.time_s());
        let mut here = Channels::default();
        let mut furthest = 0.0_f32;
        for _ in 0..2_000 {
            ran.render(&setting, 1.0, &mut there);
            sought.render(&setting, 1.0, &mut here);
            let pairs = there.sources.iter().chain(&there.bed).zip(here.sources.iter().chain(&here.bed));
            for (a, b) in pairs {
                furthest = a.iter().zip(b).fold(furthest, |most, (a, b)| most.max((a - b).abs()));
            }
        }
        // −80 dB of full scale, 57 dB under the mix; the mean difference is far smaller.
        assert!(furthest < 1e-4, "seed {seed} at {at_s} s: {furthest}");
    }
}

#[test]
fn the_same_seed_gives_the_same_samples_and_another_seed_others() {
    let take = |seed| render(seed, 12.0, 3.0, Part::All, |_| Setting::default());
    assert_eq!(take(5), take(5));
    let (a, b) = (take(5), take(6));
    let dot = |x: &[f32], y: &[f32]| x.iter().zip(y).map(|(a, b)| f64::from(a * b)).sum::<f64>();
    assert!((dot(&a, &b) / (dot(&a, &a) * dot(&b, &b)).sqrt()).abs() < 0.1);
}

#[test]
fn nothing_clicks() {
    for (world, minutes) in [
        (World::SunsetBeach, 1_260.0),
        (World::AlpineMeadow, 1_100.0),
        (World::AlpineMeadow, 1_260.0),
        (World::CoralReef, 1_200.0),
        (World::StarryLake, 1_380.0),
        (World::ForestStream, 380.0),
        (World::ForestStream, 1_300.0),
    ] {
        let stereo =
            render_of(world, 2, 0.0, 60.0, Part::All, |time_s| Setting { minutes, ..breathing(time_s) });
        no_click_in(&stereo);
    }
}

fn no_click_in(stereo: &[f32]) {
    // A click stands out of the sound around it: compare each step with the steps of the 20 ms it lies in.
    let left: Vec<f32> = stereo.iter().step_by(2).copied().collect();
    let steps: Vec<f32> = left.windows(3).map(|w| (w[2] - 2.0 * w[1] + w[0]).abs()).collect();
    for (n, around) in steps.chunks(960).enumerate() {
        let typical = (around.iter().map(|s| s * s).sum::<f32>() / around.len() as f32).sqrt();
        let most = around.iter().copied().fold(0.0, f32::max);
        assert!(most < 8.0 * typical + 0.004, "at {:.2} s: step {most} among {typical}", n as f32 * 0.02);
    }
    let steepest = left.windows(2).map(|w| (w[1] - w[0]).abs()).fold(0.0, f32::max);
    assert!(steepest < 0.25, "{steepest} from one sample to the next");
}

#[test]
fn the_surf_is_loud_when_the_wave_breaks_and_soft_when_the_water_rests() {
    let seed = 4;
    let stereo = render(seed, 0.0, 180.0, Part::Ahead, |_| Setting::default());
    let sound: Vec<f32> = stereo
        .chunks_exact(9_600)
        .map(|part| (part.iter().map(|s| s * s).sum::<f32>() / part.len() as f32).sqrt())
        .collect();
    // What the eye sees: a wave nears, falls, and white water runs up; calm sand after that.
    let seen_at = |time_s: f64| {
        let now = swash(time_s, seed);
        let until_s = run(now.run + 1, seed).break_s - time_s.max(0.0);
        let nearing = 0.5 * (1.0 - until_s / 3.0).clamp(0.0, 1.0).powi(2);
        let falling = 0.5 + 0.5 * (now.since_break_s / 0.75).clamp(0.0, 1.0);
        (falling * (1.0 - now.since_break_s / 4.5).clamp(0.0, 1.0)).max(nearing) as f32
    };
    let correlation = |late_s: f64| {
        let seen: Vec<f32> = (0..sound.len()).map(|n| seen_at((n as f64 + 0.5) * 0.1 - late_s)).collect();
        let mean = |x: &[f32]| x.iter().sum::<f32>() / x.len() as f32;
        let (mean_sound, mean_seen) = (mean(&sound), mean(&seen));
        let dot = |x: &[f32], mx: f32, y: &[f32], my: f32| -> f32 {
            x.iter().zip(y).map(|(a, b)| (a - mx) * (b - my)).sum()
        };
        let power = dot(&sound, mean_sound, &sound, mean_sound) * dot(&seen, mean_seen, &seen, mean_seen);
        dot(&sound, mean_sound, &seen, mean_seen) / power.sqrt()
    };
    let lags: Vec<f64> = (-40..=40).map(|n| f64::from(n) * 0.1).collect();
    let best = lags.iter().copied().max_by(|a, b| correlation(*a).total_cmp(&correlation(*b))).unwrap();
    assert!(best.abs() <= 0.5, "sound lies {best} s beside the picture");
    assert!(correlation(0.0) > 0.8, "{}", correlation(0.0));
    assert!(correlation(4.0) < 0.4 && correlation(-4.0) < 0.4, "the test can tell a wrong moment");
}

#[test]
fn no_break_rises_so_fast_that_it_startles() {
    let stereo = render(6, 0.0, 180.0, Part::All, |_| Setting::default());
    let levels: Vec<f32> = stereo
        .chunks(9_600)
        .map(|part| 10.0 * (part.iter().map(|s| s * s).sum::<f32>() / part.len() as f32).log10())
        .collect();
    // Startle needs a rise of tens of decibels within a tenth of a second; ours stays under 9 dB in 0.3 s.
    for (n, pair) in levels.windows(4).enumerate() {
        assert!(pair[3] - pair[0] < 9.0, "{} dB at {} s", pair[3] - pair[0], n as f32 * 0.1);
    }
}

#[test]
fn the_surf_does_not_repeat_within_two_minutes() {
    let envelope: Vec<f32> = render(3, 0.0, 120.0, Part::Surf, |_| Setting::default())
        .chunks(9_600)
        .map(|part| (part.iter().map(|s| s * s).sum::<f32>() / part.len() as f32).sqrt())
        .collect();
    let mean = envelope.iter().sum::<f32>() / envelope.len() as f32;
    let at = |lag: usize| -> f32 {
        let pairs = envelope.iter().zip(&envelope[lag..]);
        pairs.map(|(a, b)| (a - mean) * (b - mean)).sum::<f32>() / (envelope.len() - lag) as f32
    };
    for lag in 20..600 {
        assert!(at(lag) / at(0) < 0.9, "alike after {:.1} s", lag as f32 * 0.1);
    }
}

/// Level of one tone in a mono signal, in decibels (Goertzel).
fn tone_db(samples: &[f32], hz: f32) -> f32 {
    let (mut re, mut im) = (0.0_f64, 0.0_f64);
    for (i, &sample) in samples.iter().enumerate() {
        let u = i as f64 / samples.len() as f64;
        let hann = 0.5 - 0.5 * (std::f64::consts::TAU * u).cos();
        let angle = std::f64::consts::TAU * f64::from(hz) * i as f64 / f64::from(SAMPLE_RATE);
        re += hann * f64::from(sample) * angle.cos();
        im += hann * f64::from(sample) * angle.sin();
    }
    (20.0 * ((re * re + im * im).sqrt() * 4.0 / samples.len() as f64).log10()) as f32
}

#[test]
fn the_pacer_is_heard_above_the_sea_and_climbs_with_the_in_breath() {
    let stereo = render(1, 0.0, 40.0, Part::All, breathing);
    let left: Vec<f32> = stereo.iter().step_by(2).copied().collect();
    let second = |at_s: f64| &left[(at_s * 48_000.0) as usize..][..48_000];
    // Full at 4, 14, 24 s: the upper tones stand out of the noise just beside them, and the lowest are gone.
    for full_s in [3.5, 13.5, 23.5] {
        let (tone, beside) = (tone_db(second(full_s), 557.0), tone_db(second(full_s), 600.0));
        assert!(tone > beside + 6.0, "at {full_s} s: {tone} dB against {beside} dB beside it");
        let (high, low) = (tone_db(second(full_s), 664.5), tone_db(second(full_s - 3.0), 664.5));
        assert!(high > low + 6.0, "at {full_s} s: {high} dB when full, {low} dB before");
    }
}

#[test]
fn the_pacer_has_no_sudden_onset() {
    let bed = |setting_at: fn(f64) -> Setting| {
        let mut scape = Soundscape::at(World::SunsetBeach, 1, SAMPLE_RATE, 0.0, &setting_at(0.0));
        let mut channels = Channels::default();
        let mut samples = Vec::new();
        for _ in 0..(20.0 * f64::from(SAMPLE_RATE) / BLOCK as f64) as usize {
            scape.render(&setting_at(scape.time_s()), 1.0, &mut channels);
            samples.extend(channels.bed[0]);
        }
        samples
    };
    let (with, without) = (bed(breathing), bed(|_| Setting::default()));
    let alone: Vec<f32> = with.iter().zip(&without).map(|(a, b)| a - b).collect();
    let levels: Vec<f32> = alone
        .chunks_exact(4_800)
        .map(|part| (part.iter().map(|s| s * s).sum::<f32>() / 4_800.0).sqrt())
        .collect();
    let most = levels.iter().copied().fold(0.0, f32::max);
    for (n, pair) in levels.windows(2).enumerate() {
        assert!(
            (pair[1] - pair[0]).abs() < 0.35 * most,
            "at {} s: {} to {}",
            n as f32 * 0.1,
            pair[0],
            pair[1]
        );
    }
    assert!(most > 0.01, "{most}");
}

#[test]
fn crickets_sing_late_and_not_by_day() {
    let crickets = |minutes: f32| {
        let setting = Setting { minutes, ..Setting::default() };
        let mut scape = Soundscape::at(World::SunsetBeach, 1, SAMPLE_RATE, 0.0, &setting);
        let mut channels = Channels::default();
        let mut energy = 0.0;
        for _ in 0..30_000 {
            scape.render(&setting, 1.0, &mut channels);
            energy += channels.sources[5].iter().map(|s| s * s).sum::<f32>();
        }
        energy
    };
    assert_eq!(crickets(1_000.0), 0.0);
    assert!(crickets(1_300.0) > 0.1);
}

#[test]
fn no_parameter_makes_a_sample_that_is_not_a_small_number() {
    let odd = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, -1e30, 1e30, 0.0, 1.0];
    let mut channels = Channels::default();
    for (n, &a) in odd.iter().enumerate() {
        for &b in &odd {
            let setting = Setting { minutes: a, calm: b, volume: 1.0, pacer: a, breath: b, breath_per_s: a };
            for time_s in [0.0, -3.0, 1e7, f64::NAN, f64::INFINITY, f64::MIN] {
                let seed = u64::MAX - n as u64;
                for world in World::ALL {
                    let mut scape = Soundscape::at(world, seed, [48_000.0, a][n % 2], time_s, &setting);
                    for _ in 0..8 {
                        scape.render(&setting, 1.0, &mut channels);
                        let samples = channels.sources.iter().chain(&channels.bed).flatten();
                        assert!(samples.into_iter().all(|s| s.abs() < 1.0), "{setting:?} at {time_s} s");
                    }
                }
            }
        }
    }
}

#[test]
fn cowbells_ring_where_their_cows_are_seen_and_more_when_they_move() {
    let setting = Setting::default();
    let (mut channels, mut loud, mut calm) = (Channels::default(), (0.0f64, 0), (0.0f64, 0));
    let mut scape = Soundscape::at(World::AlpineMeadow, 7, SAMPLE_RATE, 0.0, &setting);
    for _ in 0..150_000 {
        scape.render(&setting, 1.0, &mut channels);
        let pose = sound::meadow::cows::pose(0, scape.time_s(), 7);
        let [x, _, z] = scape.positions_m()[2];
        let off = (x - pose.place_m[0]).hypot(z - pose.place_m[1]);
        assert!((0.9..1.3).contains(&off), "the bell hangs {off} m from its cow");
        let power = f64::from(channels.sources[2].iter().map(|s| s * s).sum::<f32>());
        let heap = if pose.nod > 0.6 { &mut loud } else { &mut calm };
        *heap = (heap.0 + power, heap.1 + 1);
    }
    assert!(loud.1 > 1_000 && calm.1 > 1_000);
    let (moving, still) = (loud.0 / f64::from(loud.1), calm.0 / f64::from(calm.1));
    assert!(moving > 3.0 * still && moving > 0.0, "{moving} moving, {still} still");
}
