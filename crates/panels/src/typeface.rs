//! The typeface's measures: how wide words are, where lines break.

use crate::letters::{Glyph, Letters, Piece};

/// Why there is no typeface.
#[derive(Debug, thiserror::Error)]
pub enum TypefaceError {
    /// What was built in are no letters.
    #[error("the letters that were built in cannot be read")]
    Unreadable,
}

/// The typeface of the panels: Atkinson Hyperlegible Next Medium, by the Braille Institute (OFL). Lengths are in heights
/// of a capital.
pub struct Typeface {
    letters: Letters,
}

impl Typeface {
    /// Reads the letters that are built in.
    ///
    /// # Errors
    /// When the build carries something else.
    pub fn ours() -> Result<Self, TypefaceError> {
        Letters::ours().map(|letters| Self { letters }).ok_or(TypefaceError::Unreadable)
    }

    /// Whether the character can be drawn.
    pub fn has(&self, character: char) -> bool {
        self.letters.glyph(character).is_some()
    }

    /// How wide the words are.
    pub fn width(&self, text: &str) -> f32 {
        self.glyphs(text).last().map_or(0.0, |(glyph, left)| left + self.advance(glyph))
    }

    /// The glyphs of a line and where each begins; what cannot be drawn is left out.
    pub fn glyphs(&self, text: &str) -> impl Iterator<Item = (Glyph, f32)> {
        let mut left = 0.0;
        let mut before: Option<Glyph> = None;
        text.chars().filter_map(|character| self.letters.glyph(character)).map(move |glyph| {
            if let Some(before) = before {
                left += self.advance(before) + self.kerning(before, glyph);
            }
            before = Some(glyph);
            (glyph, left)
        })
    }

    /// Breaks words into lines no wider than `width`, all about as long; a word that is wider is broken too.
    pub fn lines(&self, text: &str, width: f32) -> Vec<String> {
        let fewest = self.greedy(text, width);
        // The narrowest measure that needs no more lines leaves no widow.
        let (mut low, mut high) = (width / (fewest.len().max(1) as f32 + 1.0), width);
        for _ in 0..8 {
            let middle = (low + high) / 2.0;
            let whole = self.widest_word(text) <= middle;
            if whole && self.greedy(text, middle).len() <= fewest.len() {
                high = middle
            } else {
                low = middle
            }
        }
        if fewest.len() > 1 { self.greedy(text, high) } else { fewest }
    }

    /// The words cut to this width, with an ellipsis where they are longer.
    pub fn cut(&self, text: &str, width: f32) -> String {
        if self.width(text) <= width {
            return text.to_owned();
        }
        let mut kept = text.trim_end().to_owned();
        while kept.pop().is_some() {
            let shorter = format!("{}…", kept.trim_end());
            if self.width(&shorter) <= width {
                return shorter;
            }
        }
        String::new()
    }

    pub(crate) fn outline(&self, glyph: Glyph, each: impl FnMut(Piece)) {
        self.letters.outline(glyph, each);
    }

    /// Font units in the height of a capital.
    pub(crate) fn cap_units(&self) -> f32 {
        self.letters.cap_units
    }

    fn widest_word(&self, text: &str) -> f32 {
        text.split_whitespace().map(|word| self.width(word)).fold(0.0, f32::max)
    }

    fn greedy(&self, text: &str, width: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            if let Some(line) = lines.last_mut() {
                let longer = format!("{line} {word}");
                if self.width(&longer) <= width {
                    *line = longer;
                    continue;
                }
            }
            lines.extend(self.pieces(word, width));
        }
        lines
    }

    /// A word in pieces that fit.
    fn pieces(&self, word: &str, width: f32) -> Vec<String> {
        let mut pieces = vec![String::new()];
        for character in word.chars() {
            let mut longer = pieces.last().cloned().unwrap_or_default();
            longer.push(character);
            if self.width(&longer) > width && longer.chars().count() > 1 {
                pieces.push(character.to_string());
            } else if let Some(last) = pieces.last_mut() {
                *last = longer;
            }
        }
        pieces
    }

    fn advance(&self, glyph: Glyph) -> f32 {
        self.letters.advance(glyph) / self.letters.cap_units
    }

    /// How much closer or further apart these two stand.
    fn kerning(&self, left: Glyph, right: Glyph) -> f32 {
        self.letters.kerning(left, right) / self.letters.cap_units
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typeface() -> Typeface {
        Typeface::ours().expect("the font that is built in can be read")
    }

    #[test]
    fn lines_are_within_their_measure_and_about_as_long() {
        let typeface = typeface();
        let text = "Had je het laatste jaar een toeval?";
        let lines = typeface.lines(text, 20.0);
        assert!(lines.len() == 2 && lines.join(" ") == text, "{lines:?}");
        let widths: Vec<f32> = lines.iter().map(|line| typeface.width(line)).collect();
        assert!(widths.iter().all(|width| *width <= 20.0), "{widths:?}");
        assert!((widths[0] - widths[1]).abs() < 6.0, "{widths:?}");
    }

    #[test]
    fn a_word_wider_than_the_measure_is_broken_and_nothing_of_it_lost() {
        let typeface = typeface();
        let lines = typeface.lines("Zonsondergangsbeleving", 8.0);
        assert!(lines.len() > 1 && lines.concat() == "Zonsondergangsbeleving");
        assert!(lines.iter().all(|line| typeface.width(line) <= 8.0));
    }

    #[test]
    fn a_long_name_ends_in_an_ellipsis() {
        let typeface = typeface();
        assert_eq!(typeface.cut("Noor", 10.0), "Noor");
        let cut = typeface.cut("Wilhelmina van Oranje-Nassau", 10.0);
        assert!(cut.ends_with('…') && typeface.width(&cut) <= 10.0, "{cut}");
    }

    #[test]
    fn pairs_stand_closer_where_the_font_says_so() {
        let typeface = typeface();
        assert!(typeface.width("To") < typeface.width("T") + typeface.width("o"));
    }
}
