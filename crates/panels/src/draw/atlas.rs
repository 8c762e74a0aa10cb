//! Glyphs and pictures as distance fields: sharp at every size and still while the head moves.

use crate::{
    icon,
    icon::Icon,
    letters::{Glyph, Piece},
    typeface::Typeface,
};
use glam::{Vec2, vec2};
use std::collections::HashMap;

/// Width and height of the atlas, pixels.
pub(crate) const SIDE: u32 = 1024;
/// Height of a capital in the atlas, pixels: at 2° and 25 pixels a degree about one to one.
const CAP_PX: f32 = 44.0;
/// Half the width of a picture, pixels.
const ICON_PX: f32 = 44.0;
/// The field reaches this far from an outline, pixels.
pub(crate) const SPREAD_PX: f32 = 7.0;

/// What is in the atlas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Mark {
    Glyph(Glyph),
    Icon(Icon),
}

/// Where a mark lies in the atlas and around its origin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cell {
    /// Corners in the atlas, 0 to 1: left, lower, right, upper edge of the mark.
    pub uv: [f32; 4],
    /// The cell's middle from the mark's origin, in capitals (glyphs) or half pictures.
    pub middle: Vec2,
    /// Half its width and height, in the same.
    pub half: Vec2,
}

/// A field to upload.
pub(crate) struct Field {
    pub left: u32,
    pub top: u32,
    pub width: u32,
    pub height: u32,
    pub texels: Vec<u8>,
}

/// Fills shelf by shelf as marks are first needed.
#[derive(Default)]
pub(crate) struct Atlas {
    cells: HashMap<Mark, Option<Cell>>,
    fresh: Vec<Field>,
    left: u32,
    top: u32,
    shelf: u32,
}

impl Atlas {
    /// The cell of a mark; `None` for one without ink (a space) or when the atlas is full.
    pub fn cell(&mut self, typeface: &Typeface, mark: Mark) -> Option<Cell> {
        if let Some(known) = self.cells.get(&mark) {
            return *known;
        }
        let made = self.make(typeface, mark);
        self.cells.insert(mark, made);
        made
    }

    /// The fields made since the last call.
    pub fn take_fresh(&mut self) -> Vec<Field> {
        std::mem::take(&mut self.fresh)
    }

    fn make(&mut self, typeface: &Typeface, mark: Mark) -> Option<Cell> {
        let (shape, unit) = match mark {
            Mark::Glyph(glyph) => (Shape::of_glyph(typeface, glyph), CAP_PX),
            Mark::Icon(icon) => (Shape::of_icon(icon), ICON_PX),
        };
        let (low, high) = shape.bounds()?;
        let (low, high) = ((low - SPREAD_PX - 1.0).floor(), (high + SPREAD_PX + 1.0).ceil());
        let size = high - low;
        let (width, height) = (size.x as u32, size.y as u32);
        let (left, top) = self.place(width, height)?;
        let mut texels = Vec::with_capacity((width * height) as usize);
        // The atlas runs downwards, as textures do; marks run upwards.
        for row in 0..height {
            for column in 0..width {
                let at = vec2(low.x + column as f32 + 0.5, high.y - row as f32 - 0.5);
                let share = 0.5 + shape.inside(at) / (2.0 * SPREAD_PX);
                texels.push((share.clamp(0.0, 1.0) * 255.0 + 0.5) as u8);
            }
        }
        self.fresh.push(Field { left, top, width, height, texels });
        let side = SIDE as f32;
        let uv = [left as f32, (top + height) as f32, (left + width) as f32, top as f32].map(|px| px / side);
        Some(Cell { uv, middle: (low + high) / 2.0 / unit, half: size / 2.0 / unit })
    }

    fn place(&mut self, width: u32, height: u32) -> Option<(u32, u32)> {
        if self.left + width > SIDE {
            (self.left, self.top) = (0, self.top + self.shelf + 1);
            self.shelf = 0;
        }
        if self.top + height > SIDE || width > SIDE {
            return None;
        }
        let at = (self.left, self.top);
        self.left += width + 1;
        self.shelf = self.shelf.max(height);
        Some(at)
    }
}

/// Straight pieces of an outline or of strokes, in pixels.
struct Shape {
    pieces: Vec<[Vec2; 2]>,
    /// Half the width of the pen for strokes; an outline has none and is filled.
    pen: Option<f32>,
}

impl Shape {
    fn of_glyph(typeface: &Typeface, glyph: Glyph) -> Shape {
        let mut outline = Outline {
            scale: CAP_PX / typeface.cap_units(),
            pieces: vec![],
            at: Vec2::ZERO,
            start: Vec2::ZERO,
        };
        typeface.outline(glyph, |piece| outline.take(piece));
        outline.close();
        let all = outline.pieces;
        // Where contours overlap, edges run inside the ink; they are no edges of what one sees.
        let seen = |piece: &&[Vec2; 2]| {
            let [a, b] = **piece;
            let middle = (a + b) / 2.0;
            let aside = (b - a).perp().normalize_or_zero() * 0.05;
            (winding(&all, middle + aside) != 0) != (winding(&all, middle - aside) != 0)
        };
        let pieces = all.iter().filter(seen).copied().collect();
        Shape { pieces, pen: None }
    }

    fn of_icon(icon: Icon) -> Shape {
        let pieces = icon::strokes(icon)
            .iter()
            .flat_map(|chain| chain.windows(2).filter_map(|ends| <[Vec2; 2]>::try_from(ends).ok()))
            .map(|ends| ends.map(|end| end * ICON_PX))
            .collect();
        Shape { pieces, pen: Some(icon::PEN * ICON_PX) }
    }

    fn bounds(&self) -> Option<(Vec2, Vec2)> {
        let (low, high) =
            self.pieces.iter().flatten().fold((Vec2::INFINITY, Vec2::NEG_INFINITY), |(low, high), point| {
                (low.min(*point), high.max(*point))
            });
        let pen = self.pen.unwrap_or(0.0);
        (!self.pieces.is_empty()).then_some((low - pen, high + pen))
    }

    /// How far inside the ink a point is, pixels; negative outside.
    fn inside(&self, at: Vec2) -> f32 {
        let nearest = self
            .pieces
            .iter()
            .map(|[a, b]| {
                let along = *b - *a;
                let share = ((at - *a).dot(along) / along.length_squared().max(1e-9)).clamp(0.0, 1.0);
                at.distance_squared(*a + along * share)
            })
            .fold(f32::INFINITY, f32::min)
            .sqrt();
        match self.pen {
            Some(pen) => pen - nearest,
            None if winding(&self.pieces, at) != 0 => nearest,
            None => -nearest,
        }
    }
}

/// How often the outline runs round a point (non-zero: ink).
fn winding(pieces: &[[Vec2; 2]], at: Vec2) -> i32 {
    pieces
        .iter()
        .map(|[a, b]| {
            let crosses_up = a.y <= at.y && b.y > at.y;
            let crosses_down = b.y <= at.y && a.y > at.y;
            let side = (*b - *a).perp_dot(at - *a);
            i32::from(crosses_up && side > 0.0) - i32::from(crosses_down && side < 0.0)
        })
        .sum()
}

/// Takes an outline in, curves in straight pieces.
struct Outline {
    scale: f32,
    pieces: Vec<[Vec2; 2]>,
    at: Vec2,
    start: Vec2,
}

impl Outline {
    fn to(&mut self, to: Vec2) {
        // Long pieces are split, so that each is either wholly an edge one sees or not at all.
        let parts = (self.at.distance(to) / 8.0).ceil().max(1.0) as u32;
        let from = self.at;
        for part in 1..=parts {
            let next = from.lerp(to, part as f32 / parts as f32);
            if self.at != next {
                self.pieces.push([self.at, next]);
            }
            self.at = next;
        }
    }

    fn take(&mut self, piece: Piece) {
        match piece {
            Piece::Start(at) => {
                self.close();
                self.at = at * self.scale;
                self.start = self.at;
            }
            Piece::Line(to) => self.to(to * self.scale),
            Piece::Curve(over, to) => {
                let (from, over, to) = (self.at, over * self.scale, to * self.scale);
                for n in 1..=6 {
                    let t = n as f32 / 6.0;
                    self.to(from.lerp(over, t).lerp(over.lerp(to, t), t));
                }
            }
        }
    }

    fn close(&mut self) {
        self.to(self.start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typeface() -> Typeface {
        Typeface::ours().expect("the font that is built in can be read")
    }

    #[test]
    fn a_letter_has_ink_in_its_stem_and_none_in_its_counter() {
        let typeface = typeface();
        let (glyph, _) = typeface.glyphs("o").next().expect("an o");
        let shape = Shape::of_glyph(&typeface, glyph);
        let (low, high) = shape.bounds().expect("ink");
        let middle = (low + high) / 2.0;
        assert!(shape.inside(middle) < -3.0, "the counter is open");
        assert!(shape.inside(vec2(low.x + 3.0, middle.y)) > 1.0, "the stem is ink");
    }

    #[test]
    fn every_letter_of_the_texts_fits_the_atlas_together_with_every_picture() {
        let typeface = typeface();
        let mut atlas = Atlas::default();
        let latin = (' '..='~').chain('\u{a1}'..='\u{17f}').filter(|c| typeface.has(*c)).collect::<String>();
        let mut full = 0;
        for (glyph, _) in typeface.glyphs(&latin) {
            let inked = Shape::of_glyph(&typeface, glyph).bounds().is_some();
            full += u32::from(inked && atlas.cell(&typeface, Mark::Glyph(glyph)).is_none());
        }
        for icon in [Icon::Wind, Icon::Leaf, Icon::Eye, Icon::Moon, Icon::Sun(1), Icon::Bars(4)] {
            full += u32::from(atlas.cell(&typeface, Mark::Icon(icon)).is_none());
        }
        assert_eq!(full, 0);
        let fresh = atlas.take_fresh();
        assert!(fresh.iter().all(|field| field.texels.iter().any(|texel| *texel > 150)));
        assert!(atlas.take_fresh().is_empty());
    }

    #[test]
    fn no_edge_runs_inside_the_ink() {
        // Letters whose contours may overlap in the font: a seam would show as a light line.
        let typeface = typeface();
        for (glyph, _) in typeface.glyphs("AKRXkxtQ&@") {
            let shape = Shape::of_glyph(&typeface, glyph);
            for [a, b] in &shape.pieces {
                let aside = (*b - *a).perp().normalize_or_zero() * 0.5;
                let middle = (*a + *b) / 2.0;
                let (one, other) = (shape.inside(middle + aside), shape.inside(middle - aside));
                assert!(one <= 0.0 || other <= 0.0, "{glyph:?} has a seam at {middle}");
            }
        }
    }
}
