//! The night sky's catalogue: from the Hipparcos stars to the four bytes a star that the worlds carry.
use std::{f64::consts::TAU, fs, path::PathBuf};

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::workspace;

#[derive(Args)]
pub struct Arguments {
    /// The file hip2.dat of the Hipparcos catalogue's new reduction (van Leeuwen 2007, CDS I/311; public domain)
    catalogue: PathBuf,
}

/// The faintest magnitude (Hp) that is kept, and the lowest declination in degrees: what rises at 66° north.
const FAINTEST: f64 = 5.5;
const LOWEST_DEG: f64 = -24.0;

/// A star as the catalogue has it: radians, radians, magnitude, B−V.
struct Star {
    right_ascension: f64,
    declination: f64,
    magnitude: f64,
    colour: f64,
}

/// Writes `stars.bin`; `kit/night.rs` in the crate `worlds` reads it and says what its bits mean.
pub fn run(arguments: &Arguments) -> Result<()> {
    let text = fs::read_to_string(&arguments.catalogue)
        .with_context(|| format!("{} cannot be read", arguments.catalogue.display()))?;
    let mut stars: Vec<Star> = text.lines().filter_map(star).collect();
    ensure!(stars.len() > 100_000, "only {} lines are stars: is this hip2.dat?", stars.len());
    stars.retain(|star| star.magnitude <= FAINTEST && star.declination > LOWEST_DEG.to_radians());
    stars.sort_by(|a, b| a.right_ascension.total_cmp(&b.right_ascension));
    let packed = pack(&stars)?;
    let path = workspace::root().join("crates/worlds/src/kit/stars.bin");
    fs::write(&path, &packed)?;
    println!("{} stars in {} bytes: {}", stars.len(), packed.len(), path.display());
    Ok(())
}

/// One line of the catalogue (fixed columns, as its ReadMe gives them).
fn star(line: &str) -> Option<Star> {
    let field = |from: usize, to: usize| line.get(from..to)?.trim().parse::<f64>().ok();
    Some(Star {
        right_ascension: field(15, 28)?,
        declination: field(29, 42)?,
        magnitude: field(129, 136)?,
        colour: field(152, 158)?,
    })
}

/// Right ascension as a difference from the star before (8 bits), declination (13), magnitude (6), colour (5).
fn pack(stars: &[Star]) -> Result<Vec<u8>> {
    let share = |value: f64, low: f64, span: f64, most: f64| {
        ((value - low) / span * most).round_ties_even().clamp(0.0, most) as u32
    };
    let mut packed = Vec::with_capacity(4 * stars.len());
    let mut before = 0;
    for star in stars {
        let turn = (star.right_ascension / TAU * 16_384.0).round_ties_even() as u32;
        let on = turn.checked_sub(before).filter(|on| *on < 256);
        let on = on.context("two stars lie further apart than eight bits can say, or are not in order")?;
        before = turn;
        let word = on
            | share(star.declination.to_degrees(), -25.0, 115.0, 8_191.0) << 8
            | share(star.magnitude, -1.5, 7.0, 63.0) << 21
            | share(star.colour, -0.4, 2.4, 31.0) << 27;
        packed.extend_from_slice(&word.to_le_bytes());
    }
    Ok(packed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_catalogue_becomes_its_four_bytes() {
        // Vega (HIP 91262), cut to the columns that count.
        let mut line = vec![b' '; 171];
        for (at, text) in [(15, "4.8735545728 "), (29, "0.6768909262 "), (129, " 0.0868"), (152, "-0.001")] {
            line[at..at + text.len()].copy_from_slice(text.as_bytes());
        }
        let vega = || star(std::str::from_utf8(&line).unwrap()).unwrap();
        assert_eq!((vega().magnitude, vega().colour), (0.0868, -0.001));
        assert!(pack(&[vega()]).is_err(), "from 0 to Vega is more than eight bits can say");
        let packed = pack(&[Star { right_ascension: TAU * 200.0 / 16_384.0, ..vega() }]).unwrap();
        // 38.784 degrees, magnitude 0.09, B−V 0: 4543 of 8191, 14 of 63, 5 of 31.
        assert_eq!(u32::from_le_bytes(packed.try_into().unwrap()), 200 | 4_543 << 8 | 14 << 21 | 5 << 27);
        assert!(star("no star").is_none());
    }
}
