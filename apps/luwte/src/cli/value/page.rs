//! Tables and sentences that stay within the width of a terminal.

use texts::Texts;
use toolkit::{guide::Unit, value::Euros};

/// The width that every terminal has.
pub(super) const WIDTH: usize = 80;

/// Sentences over as many lines as they need.
pub(super) fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last().map_or(0, |line| line.chars().count());
        match lines.last_mut() {
            Some(last) if line == 0 => last.push_str(word),
            Some(last) if line + 1 + word.chars().count() <= WIDTH => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A name to the left and something to the right of it.
pub(super) fn row(name: &str, amount: &str) -> String {
    const NAME: usize = 46;
    format!("  {name:<NAME$}{amount:>14}")
}

/// Whole euros, with the sign of the currency.
pub(super) fn euros(amount: Euros, texts: &Texts) -> String {
    let plain = texts.with("value-eur", &[("eur", texts.grouped(amount.eur().abs()).into())]);
    // What rounds to nothing has no sign.
    if amount.eur().round() < 0.0 { format!("−{plain}") } else { plain }
}

/// The value of an assumption, with its unit.
pub(super) fn with_unit(value: f64, unit: Unit, texts: &Texts) -> String {
    texts.with(&format!("value-unit-{}", unit.id()), &[("value", texts.number(value).into())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use texts::Language;

    #[test]
    fn lines_end_before_the_width_and_lose_no_word() {
        let text = "aan ".repeat(60) + &"w".repeat(100) + " uit";
        let lines = wrapped(&text);
        assert!(lines.iter().filter(|line| !line.starts_with('w')).all(|line| line.len() <= WIDTH));
        assert_eq!(lines.join(" ").split_whitespace().count(), 62);
        assert_eq!(wrapped(""), [""]);
    }

    #[test]
    fn amounts_have_their_sign_and_no_needless_decimals() {
        let texts = Texts::new(Language::Nl);
        assert_eq!(with_unit(12.0, Unit::Months, &texts), "12 mnd");
        assert_eq!(euros(Euros::rounded(-34_606.5), &texts), "−€ 34.607");
        assert_eq!(euros(Euros::rounded(-0.4), &texts), "€ 0");
        assert_eq!(euros(Euros::rounded(-6_990.0), &Texts::new(Language::En)), "−€6990");
    }
}
