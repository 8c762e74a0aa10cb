//! How each language writes a number: decimal sign, and a true minus.

use crate::Language;

/// More decimals than this nobody reads.
const MOST_DECIMALS: usize = 6;

/// A number with exactly this many decimals, rounded half away from zero.
pub(crate) fn decimal(language: Language, value: f64, decimals: usize) -> String {
    // By whole numbers: the standard library's own way costs an app 8 kB, and writes `-` and `.`.
    let decimals = decimals.min(MOST_DECIMALS);
    let power = 10_u64.pow(decimals as u32);
    let scaled = (value.abs() * power as f64).round() as u64;
    let mut text = String::new();
    // What rounds to zero has no sign.
    if value < 0.0 && scaled > 0 {
        text.push('−');
    }
    text.push_str(&(scaled / power).to_string());
    if decimals > 0 {
        text.push(decimal_sign(language));
        let behind = (scaled % power).to_string();
        text.extend(std::iter::repeat_n('0', decimals.saturating_sub(behind.len())));
        text.push_str(&behind);
    }
    text
}

/// A number with at least and at most so many decimals: no zeros at its end beyond the least.
pub(crate) fn between(language: Language, value: f64, least: usize, most: usize) -> String {
    let mut text = decimal(language, value, most);
    let sign = decimal_sign(language);
    if let Some(at) = text.find(sign) {
        let end = at + sign.len_utf8();
        let kept = text.get(end..).map_or(0, |behind| behind.trim_end_matches('0').len()).max(least);
        text.truncate(if kept == 0 { at } else { end + kept });
    }
    text
}

/// A number without needless decimals, two at most.
pub(crate) fn plain(language: Language, value: f64) -> String {
    let hundredths = (value * 100.0).round();
    if hundredths % 100.0 == 0.0 {
        grouped(language, value)
    } else {
        decimal(language, value, if hundredths % 10.0 == 0.0 { 1 } else { 2 })
    }
}

/// A whole number with its thousands apart: `1.830.000`, `1,830,000`. Below ten thousand it stands as it is.
pub(crate) fn grouped(language: Language, value: f64) -> String {
    let text = decimal(language, value, 0);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if digits < 5 {
        return text;
    }
    let mut apart = String::with_capacity(text.len() + digits / 3);
    let mut left = digits;
    for sign in text.chars() {
        apart.push(sign);
        if sign.is_ascii_digit() {
            left -= 1;
            if left > 0 && left.is_multiple_of(3) {
                apart.push(thousands_sign(language));
            }
        }
    }
    apart
}

const fn thousands_sign(language: Language) -> char {
    match language {
        Language::Nl => '.',
        Language::En => ',',
    }
}

const fn decimal_sign(language: Language) -> char {
    match language {
        Language::Nl => ',',
        Language::En => '.',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dutch_writes_a_comma_and_english_a_point() {
        assert_eq!(decimal(Language::Nl, 0.2, 1), "0,2");
        assert_eq!(decimal(Language::En, 0.2, 1), "0.2");
        assert_eq!(decimal(Language::Nl, 68.0, 0), "68");
    }

    #[test]
    fn thousands_stand_apart_as_each_language_writes_them() {
        assert_eq!(grouped(Language::Nl, 1_830_000.0), "1.830.000");
        assert_eq!(grouped(Language::En, 1_830_000.0), "1,830,000");
        assert_eq!(grouped(Language::En, -12_345.4), "−12,345");
        assert_eq!(grouped(Language::Nl, 7_320.0), "7320");
        assert_eq!(grouped(Language::Nl, 0.0), "0");
    }

    #[test]
    fn a_plain_number_has_no_needless_decimals() {
        assert_eq!(plain(Language::Nl, 46.0), "46");
        assert_eq!(plain(Language::Nl, 0.25), "0,25");
        assert_eq!(plain(Language::Nl, 6.1), "6,1");
        assert_eq!(plain(Language::Nl, 17.296), "17,3");
        assert_eq!(plain(Language::En, 12_500.0), "12,500");
    }

    #[test]
    fn halves_round_away_from_zero_and_the_minus_is_a_minus() {
        assert_eq!(decimal(Language::Nl, -1.875, 1), "−1,9");
        assert_eq!(decimal(Language::Nl, 0.5, 0), "1");
        assert_eq!(decimal(Language::En, -0.04, 1), "0.0");
    }
}
