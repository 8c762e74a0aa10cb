//! How wide words are, near enough to place labels without a font at hand; and large numbers.

/// The width of a text in Atkinson Hyperlegible Next at this size, in pixels, to within a few per cent.
///
/// Advances were taken from the font's own table (1000 units an em, weight 400) and grouped.
pub fn text_width_px(text: &str, size_px: f64) -> f64 {
    let em: f64 = text.chars().map(advance_em).sum();
    em * size_px
}

fn advance_em(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '’' | ' ' | '·' => 0.25,
        'f' | 'r' | 't' | '(' | ')' | '-' => 0.33,
        'I' | '1' | 'c' | 's' | 'v' | 'y' | 'z' | 'x' | 'k' => 0.46,
        'm' | 'w' | 'M' | 'W' => 0.80,
        'A'..='Z' => 0.63,
        '0'..='9' => 0.60,
        _ => 0.55,
    }
}

/// A whole number from ten thousand on with its thousands apart: `80 000`, as every language reads it.
pub fn grouped(value: f64) -> String {
    if value.abs() < 10_000.0 || value.fract() != 0.0 {
        return format!("{value}");
    }
    let digits = format!("{value}");
    let mut out = String::with_capacity(digits.len() + 4);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) && !out.ends_with('-') {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_as_wide_as_the_browser_draws_them() {
        // Measured in Chromium at 14 px with the embedded font.
        for (text, measured_px) in MEASURED {
            let guess = text_width_px(text, 14.0);
            assert!(
                (guess - measured_px).abs() <= 0.06 * measured_px,
                "{text}: {guess} against {measured_px}"
            );
        }
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(grouped(80_000.0), "80\u{a0}000");
        assert_eq!(grouped(1_250_000.0), "1\u{a0}250\u{a0}000");
        assert_eq!(grouped(-20_000.0), "-20\u{a0}000");
        assert_eq!((grouped(2_000.0), grouped(0.5)), ("2000".to_owned(), "0.5".to_owned()));
    }

    const MEASURED: [(&str, f64); 5] = [
        ("Strand bij zonsondergang", 157.1),
        ("Ademen, 5,5 per minuut", 148.3),
        ("Stressindicator", 91.6),
        ("niet gevalideerd", 99.0),
        ("te weinig hartslagen", 125.1),
    ];
}
