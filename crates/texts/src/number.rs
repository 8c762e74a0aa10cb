//! How each language writes a number: decimal sign, and a true minus.

use crate::Language;
use fluent_bundle::FluentValue;

pub(crate) fn dutch<M>(value: &FluentValue, _: &M) -> Option<String> {
    format(Language::Nl, value)
}

pub(crate) fn english<M>(value: &FluentValue, _: &M) -> Option<String> {
    format(Language::En, value)
}

/// A number with exactly this many decimals, rounded half away from zero.
pub(crate) fn decimal(language: Language, value: f64, decimals: usize) -> String {
    let power = 10f64.powi(i32::try_from(decimals).unwrap_or(6).min(6));
    let rounded = (value * power).round() / power;
    // What rounds to zero has no sign.
    let rounded = if rounded == 0.0 { 0.0 } else { rounded };
    localised(language, &format!("{rounded:.decimals$}"))
}

/// `NUMBER($x, minimumFractionDigits: 1, maximumFractionDigits: 1)`; without a maximum at most three decimals.
fn format(language: Language, value: &FluentValue) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let least = number.options.minimum_fraction_digits.unwrap_or(0);
    let most = number.options.maximum_fraction_digits.unwrap_or(3).max(least);
    let mut text = decimal(language, number.value, most);
    let sign = decimal_sign(language);
    if let Some(at) = text.find(sign) {
        let end = at + sign.len_utf8();
        let keep = text.get(end..)?.trim_end_matches('0').len().max(least);
        text.truncate(if keep == 0 { at } else { end + keep });
    }
    Some(text)
}

fn localised(language: Language, plain: &str) -> String {
    plain
        .chars()
        .map(|character| match character {
            '.' => decimal_sign(language),
            '-' => '−',
            other => other,
        })
        .collect()
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
    fn halves_round_away_from_zero_and_the_minus_is_a_minus() {
        assert_eq!(decimal(Language::Nl, -1.875, 1), "−1,9");
        assert_eq!(decimal(Language::Nl, 0.5, 0), "1");
        assert_eq!(decimal(Language::En, -0.04, 1), "0.0");
    }
}
