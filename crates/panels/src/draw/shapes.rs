//! From a scene to shapes: boxes, glows, rings and marks, each with its place in metres and its colour.

use super::{
    atlas::{Atlas, Mark},
    shown::{Shown, Sight},
};
use crate::{
    palette::Palette,
    scene::{Panel, Role, Target, TargetId, Weight},
    typeface::Typeface,
};
use glam::{Vec2, Vec3, vec2};

/// Floats in a shape as the shader reads it.
pub(crate) const FLOATS: usize = 25;

/// What kind of shape the shader draws.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Box = 0,
    Glow = 1,
    Ring = 2,
    Mark = 3,
}

/// A shape.
struct Shape {
    kind: Kind,
    at: Vec2,
    half: Vec2,
    corner: f32,
    /// Width of the glow or thickness of the ring, degrees.
    soft: f32,
    /// Share of the ring, or lightness of the box's edge.
    more: f32,
    colour: [f32; 4],
    /// The colour at the foot of a box; the place in the atlas of a mark.
    second: [f32; 4],
}

/// A surface that shapes lie on.
struct Ground {
    middle: Vec3,
    right: Vec3,
    up: Vec3,
    alpha: f32,
}

/// Collects shapes, those in front last.
pub(crate) struct Shapes<'a> {
    pub typeface: &'a Typeface,
    pub atlas: &'a mut Atlas,
    pub palette: Palette,
    pub floats: Vec<f32>,
}

impl Shapes<'_> {
    /// A panel as it is shown now.
    pub fn panel(&mut self, shown: &Shown, heading_deg: f32, sight: &Sight) {
        let panel = &shown.panel;
        let [right, up, _] = panel.place.axes(heading_deg);
        let metres = panel.place.metres_per_deg();
        let alpha = shown.alpha * quietness(panel, heading_deg, sight);
        let ground =
            Ground { middle: panel.place.middle(heading_deg), right: right * metres, up: up * metres, alpha };
        match panel.role {
            Role::Card => self.body(&ground, Vec2::ZERO, panel.size, 2.6, true),
            Role::Badge | Role::Caption => {
                self.body(&ground, Vec2::ZERO, panel.size, panel.size.y / 2.0, false);
            }
            Role::Marks => {
                for target in &panel.targets {
                    self.body(&ground, target.at, target.size, target.size.y / 2.0, false);
                }
            }
            Role::Thing => {}
        }
        for target in &panel.targets {
            let warmth = shown.warmth(target.id);
            let progress = sight.lit.filter(|(id, _)| *id == target.id).map_or(0.0, |(_, share)| share);
            self.target(&ground, panel.role, target, warmth, progress);
        }
        let accented =
            |of: Option<TargetId>| panel.targets.iter().any(|target| Some(target.id) == of && target.current);
        for picture in &panel.pictures {
            let colour = if accented(picture.of) { self.palette.on_accent } else { self.palette.ink };
            self.mark(&ground, Mark::Icon(picture.icon), picture.at, picture.size_deg / 2.0, colour);
        }
        for words in &panel.words {
            let width = self.typeface.width(&words.text) * words.cap_deg;
            let left = if words.from_left { words.at.x } else { words.at.x - width / 2.0 };
            let colour = match words.weight {
                Weight::Full => self.palette.ink,
                Weight::Soft => self.palette.soft_ink,
            };
            let glyphs: Vec<_> = self.typeface.glyphs(&words.text).collect();
            for (glyph, along) in glyphs {
                let origin = vec2(left + along * words.cap_deg, words.at.y - words.cap_deg / 2.0);
                self.mark(&ground, Mark::Glyph(glyph), origin, words.cap_deg, colour);
            }
        }
    }

    /// The small light where the gaze meets a panel.
    pub fn dot(&mut self, at: Vec3, right: Vec3, up: Vec3, alpha: f32) {
        let metres = at.length() * 1.0_f32.to_radians().tan();
        let ground = Ground { middle: at, right: right * metres, up: up * metres, alpha };
        let ink = self.palette.ink;
        let dark = Shape {
            soft: 0.25,
            ..filled(Vec2::ZERO, Vec2::splat(0.42), 0.42, [ink[0], ink[1], ink[2], 0.45])
        };
        self.push(&ground, &Shape { kind: Kind::Glow, ..dark });
        let [r, g, b] = self.palette.edge;
        self.push(&ground, &filled(Vec2::ZERO, Vec2::splat(0.3), 0.3, [r, g, b, 1.0]));
    }

    fn body(&mut self, ground: &Ground, at: Vec2, size: Vec2, corner: f32, large: bool) {
        let (soft, dark) = if large { (3.0, 0.30) } else { (1.0, 0.22) };
        let below = at - vec2(0.0, soft * 0.22);
        let shade = filled(below, size / 2.0, corner, [0.09, 0.06, 0.05, dark]);
        self.push(ground, &Shape { kind: Kind::Glow, soft, ..shade });
        let solid = self.palette.solid;
        let [r, g, b] = self.palette.panel_top;
        let [fr, fg, fb] = self.palette.panel_foot;
        let paper = filled(at, size / 2.0, corner, [r, g, b, solid]);
        self.push(ground, &Shape { second: [fr, fg, fb, solid], more: 1.0, ..paper });
    }

    fn target(&mut self, ground: &Ground, role: Role, target: &Target, warmth: f32, progress: f32) {
        let (ring_at, radius) = target.ring;
        let palette = self.palette;
        let with = |colour: [f32; 3], alpha: f32| [colour[0], colour[1], colour[2], alpha];
        if role == Role::Thing {
            // The thing itself is the world's; a thin ring of light says that it is looked at.
            let around = filled(ring_at, Vec2::splat(radius), radius, with([1.0, 0.95, 0.84], 0.35 * warmth));
            self.push(ground, &Shape { kind: Kind::Ring, soft: 0.16, more: 1.0, ..around });
            let full = filled(ring_at, Vec2::splat(radius), radius, with([1.0, 0.95, 0.84], 0.9));
            if progress > 0.0 {
                self.push(ground, &Shape { kind: Kind::Ring, soft: 0.2, more: progress, ..full });
            }
            return;
        }
        if warmth > 0.01 {
            let corner = if role == Role::Marks { target.size.y / 2.0 } else { 1.7 };
            let half = target.size / 2.0;
            let glow = filled(target.at, half, corner, with([1.0, 0.9, 0.66], 0.55 * warmth));
            self.push(ground, &Shape { kind: Kind::Glow, soft: 1.1, ..glow });
            self.push(ground, &filled(target.at, half, corner, with(palette.lit, warmth)));
        }
        if radius == 0.0 {
            return self.bar(ground, target, warmth, progress);
        }
        let disc = if target.current { palette.accent } else { palette.disc };
        self.push(ground, &filled(ring_at, Vec2::splat(radius), radius, with(disc, 1.0)));
        if progress > 0.0 {
            let thick = if role == Role::Marks { 0.3 } else { 0.38 };
            let around = if target.current { palette.disc } else { palette.accent };
            let ring = filled(ring_at, Vec2::splat(radius), radius, with(around, 1.0));
            self.push(ground, &Shape { kind: Kind::Ring, soft: thick, more: progress, ..ring });
        }
    }

    /// A narrow cell has a bar under its number, which fills.
    fn bar(&mut self, ground: &Ground, target: &Target, warmth: f32, progress: f32) {
        let half = vec2(target.size.x / 2.0 - 0.45, 0.22);
        let [r, g, b] = self.palette.disc;
        self.push(ground, &filled(target.ring.0, half, half.y, [r, g, b, 1.0]));
        if progress > 0.0 {
            let filled_half = vec2((half.x * progress).max(half.y), half.y);
            let at = target.ring.0 - vec2(half.x - filled_half.x, 0.0);
            let [r, g, b] = self.palette.accent;
            self.push(ground, &filled(at, filled_half, half.y, [r, g, b, warmth.max(0.2)]));
        }
    }

    fn mark(&mut self, ground: &Ground, mark: Mark, at: Vec2, unit_deg: f32, colour: [f32; 3]) {
        let Some(cell) = self.atlas.cell(self.typeface, mark) else { return };
        let [r, g, b] = colour;
        let shape = Shape {
            kind: Kind::Mark,
            at: at + cell.middle * unit_deg,
            half: cell.half * unit_deg,
            corner: 0.0,
            soft: 0.0,
            more: 0.0,
            colour: [r, g, b, 1.0],
            second: cell.uv,
        };
        self.push(ground, &shape);
    }

    fn push(&mut self, ground: &Ground, shape: &Shape) {
        // Soft shapes need room around them; sharp ones a little for their smooth edge.
        let margin = match shape.kind {
            Kind::Glow => shape.soft,
            Kind::Box => 0.15,
            Kind::Ring => shape.soft,
            Kind::Mark => 0.0,
        };
        let middle = ground.middle + ground.right * shape.at.x + ground.up * shape.at.y;
        let half = shape.half + margin;
        let [r, g, b, a] = shape.colour;
        self.floats.extend(middle.to_array());
        self.floats.extend((ground.right * half.x).to_array());
        self.floats.extend((ground.up * half.y).to_array());
        self.floats.extend([shape.half.x, shape.half.y, shape.corner, shape.kind as u8 as f32]);
        self.floats.extend([r, g, b, a * ground.alpha]);
        let [s0, s1, s2, s3] = shape.second;
        let fades = matches!(shape.kind, Kind::Box | Kind::Glow | Kind::Ring);
        self.floats.extend([s0, s1, s2, if fades { s3 * ground.alpha } else { s3 }]);
        self.floats.extend([margin, shape.soft, shape.more, 0.0]);
    }
}

fn filled(at: Vec2, half: Vec2, corner: f32, colour: [f32; 4]) -> Shape {
    Shape { kind: Kind::Box, at, half, corner, soft: 0.0, more: 0.0, colour, second: colour }
}

/// Marks keep quiet until the gaze comes near them.
fn quietness(panel: &Panel, heading_deg: f32, sight: &Sight) -> f32 {
    if panel.role != Role::Marks {
        return 1.0;
    }
    let there = (panel.place.middle(heading_deg) - sight.gaze.from).normalize_or_zero();
    let away_deg = there.dot(sight.gaze.towards.normalize_or_zero()).clamp(-1.0, 1.0).acos().to_degrees();
    let near = ((26.0 - away_deg) / 12.0).clamp(0.0, 1.0);
    sight.quiet_floor + (1.0 - sight.quiet_floor) * near * near * (3.0 - 2.0 * near)
}
