//! Renders one minute of a soundscape to a WAV file and prints its loudness, peak and spectrum beside their targets.

use sound::{BLOCK, Channels, Setting, Soundscape, World};
use std::error::Error;
use std::f64::consts::{PI, TAU};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

const SAMPLE_RATE: u32 = 48_000;

/// Which channels are written.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    All,
    Bed,
    Surf,
    Source(usize),
}

struct Wish {
    world: World,
    path: String,
    seconds: u32,
    from_s: f64,
    seed: u64,
    pace_per_min: f64,
    part: Part,
    setting: Setting,
}

const HELP: &str = "listen [FILE.wav] [--world 0|1] [--seconds N] [--from S] [--seed N] [--minutes M] [--calm C] [--volume V] [--pace BREATHS_PER_MIN] [--only bed|surf|0..5]";

fn main() -> Result<(), Box<dyn Error>> {
    let wish = wish(std::env::args().skip(1))?;
    let started = std::time::Instant::now();
    let stereo = render(&wish);
    let took = started.elapsed().as_secs_f64();
    write_wav(Path::new(&wish.path), &stereo)?;

    let mut meter = ebur128::EbuR128::new(
        2,
        SAMPLE_RATE,
        ebur128::Mode::I | ebur128::Mode::TRUE_PEAK | ebur128::Mode::LRA,
    )?;
    meter.add_frames_f32(&stereo)?;
    let peak = meter.true_peak(0)?.max(meter.true_peak(1)?);
    println!(
        "{}: {} s, rendered at {:.0} x real time",
        wish.path,
        wish.seconds,
        f64::from(wish.seconds) / took
    );
    println!(
        "integrated loudness {:>7.1} LUFS   target -23 +/- 2 (whole mix), -26 (bed alone)",
        meter.loudness_global()?
    );
    println!("loudness range      {:>7.1} LU     target 3 to 10", meter.loudness_range()?);
    println!("true peak           {:>7.1} dBTP   target <= -6", 20.0 * peak.log10());
    let levels = octaves(&stereo);
    println!("octave Hz   level dB      aim");
    for ((hz, level), aim) in levels.iter().zip(AIM_DB) {
        let below = level - levels.iter().map(|l| l.1).fold(f64::MIN, f64::max);
        println!(
            "{hz:>9}   {below:>8.1}   {aim:>6.1}   {}",
            "#".repeat(((below + 48.0) / 1.5).max(0.0) as usize)
        );
    }
    Ok(())
}

/// Where the long-term octave levels should lie, relative to the loudest, to within 5 dB: the two broad maxima of surf
/// near the shore, 100 to 500 Hz and 1 to 7 kHz (Melville et al., 131st meeting of the Acoustical Society of America,
/// 1996, 1pAO10), the upper one tilted down for ease on the ear over a long stay.
const AIM_DB: [f64; 9] = [-6.0, -1.0, 0.0, -2.0, -4.0, -5.0, -7.0, -12.0, -24.0];

fn render(wish: &Wish) -> Vec<f32> {
    let setting_at = |time_s: f64| {
        let mut setting = wish.setting;
        if wish.pace_per_min > 0.0 {
            let phase = (time_s * wish.pace_per_min / 60.0).fract();
            let full = |phase: f64| {
                let turn = if phase < 0.4 { phase / 0.4 } else { 1.0 - (phase - 0.4) / 0.6 };
                0.5 - 0.5 * (PI * turn).cos()
            };
            setting.pacer = 1.0;
            setting.breath = full(phase) as f32;
            let step = 1e-4;
            setting.breath_per_s =
                ((full((phase + step).fract()) - full(phase)) / step * wish.pace_per_min / 60.0) as f32;
        }
        setting
    };
    let mut scape =
        Soundscape::at(wish.world, wish.seed, SAMPLE_RATE as f32, wish.from_s, &setting_at(wish.from_s));
    let mut channels = Channels::default();
    let frames = (wish.seconds * SAMPLE_RATE) as usize;
    let mut stereo = Vec::with_capacity(2 * frames);
    while stereo.len() < 2 * frames {
        scape.render(&setting_at(scape.time_s()), 1.0, &mut channels);
        let places = scape.positions_m();
        for i in 0..BLOCK {
            let (mut left, mut right) = (0.0, 0.0);
            if matches!(wish.part, Part::All | Part::Bed) {
                left += channels.bed[0][i];
                right += channels.bed[1][i];
            }
            for (n, (source, place)) in channels.sources.iter().zip(places).enumerate() {
                let wanted = match wish.part {
                    Part::All => true,
                    Part::Bed => false,
                    Part::Surf => n < 3,
                    Part::Source(only) => n == only,
                };
                if wanted {
                    let [x, _, z] = place;
                    let across = x / (x * x + z * z).sqrt().max(0.01);
                    let angle = (1.0 + across) * std::f32::consts::FRAC_PI_4;
                    left += angle.cos() * source[i];
                    right += angle.sin() * source[i];
                }
            }
            stereo.extend([left, right]);
        }
    }
    stereo.truncate(2 * frames);
    stereo
}

/// Mean level per octave of both sides, in decibels, by a pair of second-order band-passes (RBJ's cookbook).
fn octaves(stereo: &[f32]) -> Vec<(u32, f64)> {
    [63, 125, 250, 500, 1_000, 2_000, 4_000, 8_000, 16_000]
        .map(|hz| (hz, octave(stereo, f64::from(hz))))
        .into()
}

fn octave(stereo: &[f32], hz: f64) -> f64 {
    let angle = TAU * hz / f64::from(SAMPLE_RATE);
    let alpha = angle.sin() / (2.0 * 1.414);
    let a0 = 1.0 + alpha;
    let (b, a1, a2) = (alpha / a0, -2.0 * angle.cos() / a0, (1.0 - alpha) / a0);
    let mut power = 0.0;
    for side in 0..2 {
        let mut input = stereo.iter().skip(side).step_by(2).map(|&x| f64::from(x)).collect::<Vec<_>>();
        for _ in 0..2 {
            let (mut x1, mut x2, mut y1, mut y2) = (0.0, 0.0, 0.0, 0.0);
            for x in &mut input {
                let y = b * (*x - x2) - a1 * y1 - a2 * y2;
                (x2, x1, y2, y1) = (x1, *x, y1, y);
                *x = y;
            }
        }
        power += input.iter().map(|y| y * y).sum::<f64>() / input.len() as f64;
    }
    10.0 * power.log10()
}

fn write_wav(path: &Path, stereo: &[f32]) -> std::io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    let bytes = (stereo.len() * 2) as u32;
    file.write_all(b"RIFF")?;
    file.write_all(&(36 + bytes).to_le_bytes())?;
    file.write_all(b"WAVEfmt ")?;
    file.write_all(&16_u32.to_le_bytes())?;
    file.write_all(&[1, 0, 2, 0])?;
    file.write_all(&SAMPLE_RATE.to_le_bytes())?;
    file.write_all(&(SAMPLE_RATE * 4).to_le_bytes())?;
    file.write_all(&[4, 0, 16, 0])?;
    file.write_all(b"data")?;
    file.write_all(&bytes.to_le_bytes())?;
    for sample in stereo {
        file.write_all(&((sample.clamp(-1.0, 1.0) * 32_767.0).round() as i16).to_le_bytes())?;
    }
    file.flush()
}

fn wish(mut args: impl Iterator<Item = String>) -> Result<Wish, Box<dyn Error>> {
    let mut wish = Wish {
        world: World::SunsetBeach,
        path: "listen.wav".into(),
        seconds: 60,
        from_s: 0.0,
        seed: 1,
        pace_per_min: 0.0,
        part: Part::All,
        setting: Setting::default(),
    };
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or(format!("{arg} needs a value\n{HELP}"));
        match arg.as_str() {
            "--world" => {
                wish.world = World::from_code(value()?.parse()?).ok_or("no such world")?;
            }
            "--seconds" => wish.seconds = value()?.parse()?,
            "--from" => wish.from_s = value()?.parse()?,
            "--seed" => wish.seed = value()?.parse()?,
            "--minutes" => wish.setting.minutes = value()?.parse()?,
            "--calm" => wish.setting.calm = value()?.parse()?,
            "--volume" => wish.setting.volume = value()?.parse()?,
            "--pace" => wish.pace_per_min = value()?.parse()?,
            "--only" => {
                wish.part = match value()?.as_str() {
                    "bed" => Part::Bed,
                    "surf" => Part::Surf,
                    number => Part::Source(number.parse()?),
                }
            }
            other if other.starts_with('-') => return Err(format!("unknown option {other}\n{HELP}").into()),
            file => wish.path = file.to_string(),
        }
    }
    Ok(wish)
}
