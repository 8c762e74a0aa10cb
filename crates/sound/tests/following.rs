//! What the engine promises while it follows a clock and people: gentle changes, the right moment, silence on demand.

use sound::{Click, Engine, Frame, SOURCES, World};

const SAMPLE_RATE: f32 = 48_000.0;
const CHANNELS: usize = SOURCES + 2;

/// An engine and everything it has played: all channels summed, and the bed's left side alone.
struct Listener {
    engine: Engine,
    heard: Vec<f32>,
    bed: Vec<f32>,
}

impl Listener {
    fn new(seed: u64) -> Self {
        Self {
            engine: Engine::new(World::SunsetBeach, seed, SAMPLE_RATE),
            heard: Vec::new(),
            bed: Vec::new(),
        }
    }

    fn listen(&mut self, seconds: f64) {
        for _ in 0..(seconds * f64::from(SAMPLE_RATE) / 128.0).round() as usize {
            let mut samples = [[0.0_f32; 128]; CHANNELS];
            self.engine.render(&mut samples.each_mut().map(|channel| &mut channel[..]));
            self.bed.extend(samples[SOURCES]);
            self.heard.extend((0..128).map(|i| samples.iter().map(|channel| channel[i]).sum::<f32>()));
        }
    }

    /// Root mean square of a stretch.
    fn level(&self, from_s: f64, to_s: f64) -> f32 {
        let part = &self.heard[(from_s * 48_000.0) as usize..(to_s * 48_000.0) as usize];
        (part.iter().map(|s| s * s).sum::<f32>() / part.len() as f32).sqrt()
    }

    fn seconds(&self) -> f64 {
        self.heard.len() as f64 / 48_000.0
    }
}

fn frame(world_time_s: f64) -> Frame {
    Frame { world_time_s, minutes: 1_200.0, calm: 0.3, volume: 1.0, breath: None }
}

#[test]
fn it_is_silent_until_the_first_frame_and_then_comes_in_over_four_seconds() {
    let mut ear = Listener::new(1);
    ear.listen(1.0);
    assert!(ear.heard.iter().all(|&sample| sample == 0.0));
    ear.engine.set(&frame(50.0));
    ear.listen(9.0);
    let (early, halfway, full) = (ear.level(1.1, 1.5), ear.level(2.5, 3.5), ear.level(5.5, 9.0));
    assert!(early < 0.06 * full && halfway < 0.9 * full, "{early}, {halfway}, {full}");
    let first = ear.heard.iter().position(|&s| s != 0.0).unwrap() as f64 / 48_000.0;
    assert!((1.0..1.2).contains(&first), "begins at {first} s");
}

#[test]
fn it_plays_the_moment_it_is_told() {
    let mut ear = Listener::new(1);
    ear.engine.set(&frame(80.0));
    ear.listen(5.0);
    assert!((ear.engine.time_s().unwrap() - 85.0).abs() < 0.021, "{:?}", ear.engine.time_s());
}

#[test]
fn a_clock_slightly_off_is_caught_up_with_and_one_far_off_is_crossed_over_to() {
    let mut ear = Listener::new(1);
    ear.engine.set(&frame(10.0));
    ear.listen(5.0);
    ear.engine.set(&frame(15.2));
    ear.listen(1.0);
    let off = 16.2 - ear.engine.time_s().unwrap();
    // Never more than 1 % faster, from a start that may lie 20 ms beside the clock.
    assert!(off > 0.2 - 0.01 - 0.021, "{off} s left after a second");
    ear.listen(120.0);
    let off = 136.2 - ear.engine.time_s().unwrap();
    assert!(off.abs() < 0.03, "{off} s left after two minutes");

    ear.engine.set(&frame(900.0));
    ear.listen(5.0);
    assert!((ear.engine.time_s().unwrap() - 905.0).abs() < 0.021, "{:?}", ear.engine.time_s());
}

#[test]
fn a_jump_has_no_click_and_no_hole() {
    let mut ear = Listener::new(2);
    ear.engine.set(&frame(10.0));
    ear.listen(8.0);
    ear.engine.set(&frame(400.0));
    ear.listen(8.0);
    let at_s = 8.0;
    for n in 0..60 {
        let from_s = at_s - 1.0 + f64::from(n) * 0.1;
        assert!(ear.level(from_s, from_s + 0.2) > 0.004, "a hole at {from_s} s");
    }
    let most = |from_s: f64, to_s: f64| {
        let part = &ear.heard[(from_s * 48_000.0) as usize..(to_s * 48_000.0) as usize];
        part.windows(2).map(|w| (w[1] - w[0]).abs()).fold(0.0, f32::max)
    };
    assert!(most(at_s, at_s + 0.5) < 2.0 * most(5.0, at_s).max(0.02));
}

#[test]
fn volume_changes_gently_and_zero_is_silence() {
    let mut ear = Listener::new(3);
    ear.engine.set(&frame(0.0));
    ear.listen(10.0);
    ear.engine.set(&Frame { volume: 0.0, ..frame(10.0) });
    ear.listen(12.0);
    assert!(ear.level(10.0, 10.1) > 0.3 * ear.level(9.0, 10.0), "a drop at once");
    let end = ear.seconds();
    assert_eq!(ear.level(end - 1.0, end), 0.0);
    ear.engine.set(&Frame { volume: 0.0, ..frame(22.0) });
    ear.engine.click(Click::Choose);
    ear.listen(1.0);
    assert_eq!(ear.level(end, end + 1.0), 0.0, "clicks are silent too");
}

#[test]
fn a_change_of_time_of_day_is_not_heard_as_a_cut() {
    let mut ear = Listener::new(3);
    ear.engine.set(&frame(0.0));
    ear.listen(10.0);
    ear.engine.set(&Frame { minutes: 1_320.0, ..frame(10.0) });
    ear.listen(6.0);
    let steps: Vec<f32> = ear.heard.windows(2).map(|w| (w[1] - w[0]).abs()).collect();
    let most = |from_s: f64, to_s: f64| {
        steps[(from_s * 48_000.0) as usize..(to_s * 48_000.0) as usize].iter().copied().fold(0.0, f32::max)
    };
    assert!(most(10.0, 10.5) < 2.0 * most(8.0, 10.0));
}

#[test]
fn it_goes_out_over_four_seconds_and_says_when_it_is_silent() {
    let mut ear = Listener::new(4);
    ear.engine.set(&frame(0.0));
    ear.listen(8.0);
    ear.engine.play(false);
    ear.listen(3.8);
    assert!(!ear.engine.silent());
    ear.listen(0.4);
    assert!(ear.engine.silent());
    ear.listen(0.5);
    let end = ear.seconds();
    assert_eq!(ear.level(end - 0.5, end), 0.0);
    ear.engine.play(true);
    ear.listen(5.0);
    assert!(ear.level(end + 4.0, end + 5.0) > 0.005, "and comes back");
}

#[test]
fn the_pacer_follows_a_breath_told_thirty_times_a_second_without_steps() {
    let mut ear = Listener::new(5);
    let mut quiet = Listener::new(5);
    for n in 0..360 {
        let time_s = f64::from(n) / 30.0;
        let breath = (0.5 - 0.5 * (time_s * std::f64::consts::TAU / 10.0).cos()) as f32;
        ear.engine.set(&Frame { breath: Some(breath), volume: 1.0, ..frame(time_s) });
        quiet.engine.set(&frame(time_s));
        ear.listen(1.0 / 30.0);
        quiet.listen(1.0 / 30.0);
    }
    let pacer: Vec<f32> = ear.bed.iter().zip(&quiet.bed).map(|(a, b)| a - b).collect();
    let level = |part: &[f32]| (part.iter().map(|s| s * s).sum::<f32>() / part.len() as f32).sqrt();
    assert!(level(&pacer[200_000..300_000]) > 0.005);
    let steepest = pacer.windows(2).map(|w| (w[1] - w[0]).abs()).fold(0.0, f32::max);
    // Seven tones up to 885 Hz at these gains cannot move faster than 0.01 a sample.
    assert!(steepest < 0.012, "{steepest}");
}

#[test]
fn clicks_are_short_soft_and_all_different() {
    let mut takes = Vec::new();
    for click in [Click::Touch, Click::Choose, Click::Back] {
        let mut ear = Listener::new(6);
        ear.engine.click(click);
        ear.listen(2.0);
        let most = ear.heard.iter().fold(0.0_f32, |most, s| most.max(s.abs()));
        // Both sides of the bed are summed here: −26 dBFS each at most.
        assert!((0.01..0.1).contains(&most), "{click:?}: {most}");
        assert!(ear.level(1.9, 2.0) < 1e-5, "{click:?} rings on");
        assert!(ear.heard[..48].iter().all(|s| s.abs() < 0.2 * most), "{click:?} starts with a tick");
        takes.push(ear.heard);
    }
    assert!(takes[0] != takes[1] && takes[1] != takes[2]);
}

#[test]
fn a_frame_of_nonsense_leaves_the_sound_alone() {
    let mut ear = Listener::new(7);
    ear.engine.set(&frame(20.0));
    ear.listen(5.0);
    let odd = f32::NAN;
    ear.engine.set(&Frame {
        world_time_s: f64::NAN,
        minutes: odd,
        calm: odd,
        volume: 1.0,
        breath: Some(odd),
    });
    ear.listen(2.0);
    assert!((ear.engine.time_s().unwrap() - 27.0).abs() < 0.03);
    assert!(ear.heard.iter().all(|s| s.is_finite() && s.abs() < 1.0));
    for world_time_s in [f64::MAX, f64::MIN, 0.0] {
        ear.engine.set(&frame(world_time_s));
        ear.listen(6.0);
    }
    assert!(ear.heard.iter().all(|s| s.is_finite() && s.abs() < 1.0));
}

#[test]
fn another_world_comes_in_as_the_first_one_goes_out() {
    let mut listener = Listener::new(3);
    let frame =
        |time_s: f64| Frame { world_time_s: time_s, minutes: 1_140.0, calm: 0.0, volume: 1.0, breath: None };
    listener.engine.set(&frame(20.0));
    listener.listen(6.0);
    let before = listener.engine.positions_m();
    listener.engine.enter(World::AlpineMeadow);
    let from = listener.heard.len();
    listener.listen(6.0);
    assert_ne!(before, listener.engine.positions_m(), "the places are those of the other world");
    // Never silent and never a jump on the way.
    let level = |part: &[f32]| (part.iter().map(|s| s * s).sum::<f32>() / part.len() as f32).sqrt();
    let around = level(&listener.heard[from - 48_000..from]);
    for part in listener.heard[from..].chunks(9_600) {
        assert!((0.2 * around..5.0 * around).contains(&level(part)), "{} beside {around}", level(part));
    }
}
