//! The colours of paper: the light values of the screens' tokens, on white.

use charts::Ink;

/// The colour of a role as `#rrggbb`.
pub(crate) const fn colour(ink: Ink) -> &'static str {
    match ink {
        Ink::Ink => "#15272f",
        Ink::Soft => "#465960",
        Ink::Line => "#ddd9d0",
        Ink::Surface => "#ffffff",
        Ink::Accent => "#004d61",
        Ink::OnAccent => "#fcfaf6",
        Ink::Heart => "#004f6d",
        Ink::Index => "#994fa5",
        Ink::Band => "#efe3f1",
        Ink::Sea => "#b7d8dd",
        Ink::Wood => "#b6cda8",
        Ink::Sand => "#eddcbe",
        Ink::Rest => "#64757b",
        Ink::Wait => "#794815",
        Ink::Danger => "#9e2320",
    }
}

/// Behind words that ask for attention.
pub(crate) const WAIT_SOFT: &str = "#fbe9c7";

#[cfg(test)]
mod tests {
    use super::*;

    /// The light value of a token, from OKLCH to sRGB by the published matrices (Ottosson 2020).
    fn token(name: &str) -> Option<[f64; 3]> {
        let css = include_str!("../../../apps/static/tokens.css");
        let line = css.lines().find(|line| line.trim_start().starts_with(&format!("--{name}:")))?;
        let inside = line.split_once("oklch(")?.1.split_once(')')?.0;
        let numbers: Vec<f64> =
            inside.split_whitespace().filter_map(|word| word.trim_end_matches('%').parse().ok()).collect();
        let &[lightness, chroma, hue] = numbers.as_slice() else { return None };
        let (lightness, hue) = (lightness / 100.0, hue.to_radians());
        let (a, b) = (chroma * hue.cos(), chroma * hue.sin());
        let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
        let linear = [
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s,
        ];
        let shown = |value: f64| {
            let value = value.clamp(0.0, 1.0);
            255.0 * if value <= 0.003_130_8 { 12.92 * value } else { 1.055 * value.powf(1.0 / 2.4) - 0.055 }
        };
        Some(linear.map(shown))
    }

    fn check(name: &str, hex: &str) {
        let wanted = token(name).unwrap_or_else(|| panic!("no token --{name}"));
        for (index, wanted) in wanted.into_iter().enumerate() {
            let is = u8::from_str_radix(&hex[1 + 2 * index..3 + 2 * index], 16).unwrap();
            assert!((f64::from(is) - wanted).abs() <= 1.0, "--{name} is {wanted} where {hex} has {is}");
        }
    }

    #[test]
    fn paper_has_the_colours_of_the_screens() {
        let inks = [
            Ink::Ink,
            Ink::Soft,
            Ink::Line,
            Ink::Accent,
            Ink::OnAccent,
            Ink::Heart,
            Ink::Index,
            Ink::Sea,
            Ink::Wood,
            Ink::Sand,
            Ink::Rest,
            Ink::Wait,
            Ink::Danger,
        ];
        for ink in inks {
            check(ink.token(), colour(ink));
        }
        check("wait-soft", WAIT_SOFT);
    }
}
