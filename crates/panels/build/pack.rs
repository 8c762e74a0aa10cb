//! Packs a font for `src/letters.rs`, which says how it is read; what stands alike stands together, for brotli.

use crate::font::{Font, Piece};

/// Kinds of points, as `src/letters.rs` knows them.
const START: u8 = 0;
const ON: u8 = 1;
const OFF: u8 = 2;

/// The packed font.
///
/// # Errors
/// When the font has more than the form can hold: no height of capitals, more than 255 classes, halves of units.
pub fn packed(font: &Font) -> Result<Vec<u8>, &'static str> {
    let glyphs = font.characters();
    let all = || glyphs.iter().map(|(_, glyph)| *glyph);
    let rows: Vec<Vec<i16>> =
        all().map(|left| all().map(|right| font.kerning(left, right)).collect()).collect();
    let columns: Vec<Vec<i16>> =
        (0..rows.len()).map(|right| rows.iter().map(|row| row[right]).collect()).collect();
    let ((lefts, left_of), (rights, right_of)) = (classes(&rows)?, classes(&columns)?);

    let mut out = Vec::new();
    let numbers = [
        u32::from(font.cap_units().ok_or("the font does not say how high its capitals are")?),
        u32::try_from(glyphs.len()).map_err(|_| "too many characters")?,
        u32::try_from(rights.len()).map_err(|_| "too many classes")?,
    ];
    numbers.into_iter().for_each(|number| unsigned(&mut out, number));
    let mut before = 0;
    for (character, _) in &glyphs {
        unsigned(&mut out, u32::from(*character) - before);
        before = u32::from(*character);
    }
    all().for_each(|glyph| unsigned(&mut out, u32::from(font.advance(glyph))));
    out.extend(left_of);
    out.extend(right_of);
    for left in &lefts {
        rights.iter().for_each(|right| signed(&mut out, i32::from(rows[*left][*right])));
    }

    let outlines = all().map(|glyph| points(&font.outline(glyph))).collect::<Result<Vec<_>, _>>()?;
    for outline in &outlines {
        unsigned(&mut out, u32::try_from(outline.len()).map_err(|_| "too many points")?);
    }
    out.extend(outlines.iter().flatten().map(|(kind, _)| *kind));
    for axis in 0..2 {
        for outline in &outlines {
            let mut before = 0;
            for (_, place) in outline {
                signed(&mut out, place[axis] - before);
                before = place[axis];
            }
        }
    }
    Ok(out)
}

/// Those that differ, by the index of their first, and for each which of those it is like.
fn classes(lines: &[Vec<i16>]) -> Result<(Vec<usize>, Vec<u8>), &'static str> {
    let mut firsts: Vec<usize> = Vec::new();
    let mut class_of = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let class = firsts.iter().position(|first| lines[*first] == *line).unwrap_or_else(|| {
            firsts.push(index);
            firsts.len() - 1
        });
        class_of.push(u8::try_from(class).map_err(|_| "too many classes of kerning")?);
    }
    Ok((firsts, class_of))
}

/// An outline as points; where a curve ends halfway to the next one's control point, that point is left out.
fn points(outline: &[Piece]) -> Result<Vec<(u8, [i32; 2])>, &'static str> {
    let mut points = Vec::new();
    let mut start = [0.0; 2];
    for (index, piece) in outline.iter().enumerate() {
        let next = outline.get(index + 1);
        let last = matches!(next, None | Some(Piece::Start(_)));
        match *piece {
            Piece::Start(at) => {
                start = at;
                points.push((START, whole(at)?));
            }
            // A contour closes by itself.
            Piece::Line(to) if last && to == start => {}
            Piece::Line(to) => points.push((ON, whole(to)?)),
            Piece::Curve(over, to) => {
                points.push((OFF, whole(over)?));
                let known = match next {
                    _ if last => to == start,
                    Some(Piece::Curve(after, _)) => {
                        to == [(over[0] + after[0]) / 2.0, (over[1] + after[1]) / 2.0]
                    }
                    _ => false,
                };
                if !known {
                    points.push((ON, whole(to)?));
                }
            }
        }
    }
    Ok(points)
}

fn whole(at: [f32; 2]) -> Result<[i32; 2], &'static str> {
    if at.iter().any(|unit| unit.fract() != 0.0 || unit.abs() > 16_000.0) {
        return Err("a point of an outline lies between font units");
    }
    Ok(at.map(|unit| unit as i32))
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
fn unsigned(out: &mut Vec<u8>, mut number: u32) {
    while number > 0x7f {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// The sign in the lowest bit.
fn signed(out: &mut Vec<u8>, number: i32) {
    unsigned(out, ((number << 1) ^ (number >> 31)) as u32);
}
