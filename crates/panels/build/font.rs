//! What the panels need of a font file: characters, advances, outlines and kerning.

use ttf_parser::{
    Face, FaceParsingError, GlyphId, OutlineBuilder, Tag,
    gpos::{PairAdjustment, PositioningSubtable},
};

/// A font file.
pub struct Font<'a> {
    face: Face<'a>,
}

/// A piece of an outline, in font units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Piece {
    /// A contour begins here.
    Start([f32; 2]),
    /// A straight line to this place.
    Line([f32; 2]),
    /// A parabola by way of the first place to the second.
    Curve([f32; 2], [f32; 2]),
}

impl<'a> Font<'a> {
    pub fn read(file: &'a [u8]) -> Result<Font<'a>, FaceParsingError> {
        Ok(Font { face: Face::parse(file, 0)? })
    }

    /// Font units in the height of a capital.
    pub fn cap_units(&self) -> Option<u16> {
        self.face.capital_height().and_then(|height| u16::try_from(height).ok()).filter(|height| *height > 0)
    }

    /// Every character that it can draw, in their order.
    pub fn characters(&self) -> Vec<(char, GlyphId)> {
        ('\u{20}'..='\u{ffff}').filter_map(|one| Some((one, self.face.glyph_index(one)?))).collect()
    }

    /// How far the next glyph begins, font units.
    pub fn advance(&self, glyph: GlyphId) -> u16 {
        self.face.glyph_hor_advance(glyph).unwrap_or(0)
    }

    /// The outline; a glyph without ink has none.
    pub fn outline(&self, glyph: GlyphId) -> Vec<Piece> {
        let mut outline = Outline::default();
        self.face.outline_glyph(glyph, &mut outline);
        outline.pieces
    }

    /// How much closer or further apart these two stand, font units (OpenType `GPOS`, pair adjustment).
    pub fn kerning(&self, left: GlyphId, right: GlyphId) -> i16 {
        let Some(positions) = self.face.tables().gpos else { return 0 };
        let Some(feature) = positions.features.find(Tag::from_bytes(b"kern")) else { return 0 };
        for lookup in feature.lookup_indices.into_iter().filter_map(|index| positions.lookups.get(index)) {
            for table in lookup.subtables.into_iter::<PositioningSubtable>() {
                let PositioningSubtable::Pair(pairs) = table else { continue };
                let Some(covered) = pairs.coverage().get(left) else { continue };
                let values = match pairs {
                    PairAdjustment::Format1 { sets, .. } => sets.get(covered).and_then(|set| set.get(right)),
                    PairAdjustment::Format2 { classes, matrix, .. } => {
                        matrix.get((classes.0.get(left), classes.1.get(right)))
                    }
                };
                if let Some((first, _)) = values {
                    return first.x_advance;
                }
            }
        }
        0
    }
}

#[derive(Default)]
struct Outline {
    pieces: Vec<Piece>,
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.pieces.push(Piece::Start([x, y]));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.pieces.push(Piece::Line([x, y]));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.pieces.push(Piece::Curve([x1, y1], [x, y]));
    }

    /// Cubic curves stand in PostScript outlines only; a TrueType file has none.
    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, x: f32, y: f32) {
        self.line_to(x, y);
    }

    fn close(&mut self) {}
}
