//! The letters that are built in: outlines, advances and kerning, as `build/pack.rs` laid them down.

use glam::Vec2;
use std::ops::Range;

static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/letters.bin"));

/// A letter's place among those that can be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Glyph(u16);

/// A piece of an outline, in font units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Piece {
    /// A contour begins here, and ends here too.
    Start(Vec2),
    /// A straight line to this place.
    Line(Vec2),
    /// A parabola by way of the first place to the second.
    Curve(Vec2, Vec2),
}

/// How a point stands in its outline.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Start,
    On,
    /// A curve bends towards it; two of these have an unwritten point of the outline halfway.
    Off,
}

struct Letter {
    character: u32,
    advance: u16,
    left_class: u8,
    right_class: u8,
    points: Range<usize>,
}

/// All letters. Lengths are in font units.
pub(crate) struct Letters {
    pub cap_units: f32,
    /// In the order of their characters.
    letters: Vec<Letter>,
    points: Vec<(Kind, Vec2)>,
    right_classes: usize,
    kerning: Vec<i32>,
}

impl Letters {
    /// Reads what is built in; `None` when the build carries something else.
    pub fn ours() -> Option<Letters> {
        Letters::read(&mut Bytes(PACKED))
    }

    fn read(from: &mut Bytes) -> Option<Letters> {
        let cap_units = from.number()? as f32;
        let (count, right_classes) = (from.number()? as usize, from.number()? as usize);
        let mut letters = Vec::with_capacity(count);
        let mut character = 0;
        for _ in 0..count {
            character += from.number()?;
            letters.push(Letter { character, advance: 0, left_class: 0, right_class: 0, points: 0..0 });
        }
        for letter in &mut letters {
            letter.advance = from.number()? as u16;
        }
        for letter in &mut letters {
            letter.left_class = from.byte()?;
        }
        for letter in &mut letters {
            letter.right_class = from.byte()?;
        }
        let left_classes = letters.iter().map(|letter| usize::from(letter.left_class) + 1).max()?;
        let mut kerning = Vec::new();
        for _ in 0..left_classes * right_classes {
            kerning.push(from.signed()?);
        }
        let mut end = 0;
        for letter in &mut letters {
            let start = end;
            end += from.number()? as usize;
            letter.points = start..end;
        }
        let mut points = Vec::new();
        for _ in 0..end {
            let kind = match from.byte()? {
                0 => Kind::Start,
                1 => Kind::On,
                _ => Kind::Off,
            };
            points.push((kind, Vec2::ZERO));
        }
        for axis in 0..2 {
            for letter in &letters {
                let mut at = 0;
                for (_, point) in points.get_mut(letter.points.clone())? {
                    at += from.signed()?;
                    point[axis] = at as f32;
                }
            }
        }
        Some(Letters { cap_units, letters, points, right_classes, kerning })
    }

    /// The letter for a character, where there is one.
    pub fn glyph(&self, character: char) -> Option<Glyph> {
        let found = self.letters.binary_search_by_key(&u32::from(character), |letter| letter.character);
        found.ok().map(|place| Glyph(place as u16))
    }

    /// How far the next letter begins.
    pub fn advance(&self, glyph: Glyph) -> f32 {
        self.letter(glyph).map_or(0.0, |letter| f32::from(letter.advance))
    }

    /// How much closer (below 0) or further apart these two stand.
    pub fn kerning(&self, left: Glyph, right: Glyph) -> f32 {
        let (Some(left), Some(right)) = (self.letter(left), self.letter(right)) else { return 0.0 };
        let place = usize::from(left.left_class) * self.right_classes + usize::from(right.right_class);
        self.kerning.get(place).map_or(0.0, |units| *units as f32)
    }

    /// Goes along the outline; a letter without ink has none.
    pub fn outline(&self, glyph: Glyph, mut each: impl FnMut(Piece)) {
        let points = self.letter(glyph).and_then(|letter| self.points.get(letter.points.clone()));
        let mut points = points.unwrap_or_default().iter().copied().peekable();
        let mut start = Vec2::ZERO;
        while let Some((kind, at)) = points.next() {
            each(match kind {
                Kind::Start => {
                    start = at;
                    Piece::Start(at)
                }
                Kind::On => Piece::Line(at),
                Kind::Off => Piece::Curve(
                    at,
                    match points.peek().copied() {
                        Some((Kind::On, to)) => {
                            points.next();
                            to
                        }
                        Some((Kind::Off, next)) => (at + next) / 2.0,
                        Some((Kind::Start, _)) | None => start,
                    },
                ),
            });
        }
    }

    fn letter(&self, glyph: Glyph) -> Option<&Letter> {
        self.letters.get(usize::from(glyph.0))
    }
}

/// What is still to be read.
struct Bytes(&'static [u8]);

impl Bytes {
    fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*byte)
    }

    /// Seven bits a byte, the lowest first.
    fn number(&mut self) -> Option<u32> {
        let mut number = 0;
        for shift in [0, 7, 14, 21] {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// The sign in the lowest bit.
    fn signed(&mut self) -> Option<i32> {
        let number = self.number()? as i32;
        Some((number >> 1) ^ -(number & 1))
    }
}

#[cfg(test)]
#[path = "../build/font.rs"]
mod font;

#[cfg(test)]
mod tests {
    use super::{font::Font, *};

    static FILE: &[u8] = include_bytes!("../../../content/fonts/AtkinsonHyperlegibleNext-Medium.ttf");

    #[test]
    fn every_letter_is_as_wide_and_as_formed_as_the_font_file_says() {
        let (font, ours) = (Font::read(FILE).expect("a font"), Letters::ours().expect("letters"));
        assert_eq!(Some(ours.cap_units), font.cap_units().map(f32::from));
        let characters = font.characters();
        assert!(characters.len() > 200 && characters.len() == ours.letters.len());
        for (character, glyph) in characters {
            let own = ours.glyph(character).expect("a letter");
            assert_eq!(ours.advance(own), f32::from(font.advance(glyph)), "{character}");
            let mut outline = Vec::new();
            ours.outline(own, |piece| outline.push(piece));
            let mut start = [0.0; 2];
            let mut said: Vec<Piece> = Vec::new();
            for piece in font.outline(glyph) {
                said.push(match piece {
                    font::Piece::Start(at) => {
                        start = at;
                        Piece::Start(at.into())
                    }
                    // Back to the start is how every contour ends.
                    font::Piece::Line(to) if to == start => continue,
                    font::Piece::Line(to) => Piece::Line(to.into()),
                    font::Piece::Curve(over, to) => Piece::Curve(over.into(), to.into()),
                });
            }
            assert_eq!(outline, said, "{character}");
        }
    }

    #[test]
    fn every_pair_stands_as_close_as_the_font_file_says() {
        let (font, ours) = (Font::read(FILE).expect("a font"), Letters::ours().expect("letters"));
        let characters = font.characters();
        for (one, left) in &characters {
            for (other, right) in &characters {
                let own = ours.kerning(ours.glyph(*one).expect("left"), ours.glyph(*other).expect("right"));
                assert_eq!(own, f32::from(font.kerning(*left, *right)), "{one}{other}");
            }
        }
    }

    #[test]
    fn what_ends_too_early_is_refused() {
        for length in [0, 1, 40, 2_000, PACKED.len() - 1] {
            assert!(Letters::read(&mut Bytes(&PACKED[..length])).is_none(), "{length}");
        }
    }
}
