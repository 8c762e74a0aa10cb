//! The pictures on panels, drawn here as strokes: one round pen on a field of two by two.

use glam::Vec2;

/// A picture. Always stands with a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Icon {
    /// Breath that moves.
    Wind,
    /// Two sliders.
    Sliders,
    /// Away.
    Cross,
    /// Yes.
    Tick,
    /// Someone looks.
    Eye,
    /// A hand that steers.
    Wheel,
    /// The way back to calm.
    Leaf,
    /// The menu.
    Dots,
    /// Back.
    Arrow,
    /// On.
    Onward,
    /// The sea.
    Waves,
    /// A bird.
    Bird,
    /// The moon.
    Moon,
    /// Mountains.
    Peak,
    /// A fish.
    Fish,
    /// A star over water.
    Star,
    /// A tree.
    Tree,
    /// Speech, for the language.
    Speech,
    /// Something feels wrong.
    Heart,
    /// Round again.
    Again,
    /// The headset.
    Goggles,
    /// A flower.
    Flower,
    /// A body, for the scan.
    Body,
    /// A fist that opens.
    Fist,
    /// Bubbles.
    Bubbles,
    /// A butterfly.
    Butterfly,
    /// Rings in each other.
    Circles,
    /// A singing bowl.
    Bowl,
    /// A bed.
    Bed,
    /// A seat.
    Seat,
    /// The sun at a height: 0 rising, 1 high, 2 low, 3 setting, 4 gone.
    Sun(u8),
    /// Sound in so many bars, 0 to 4.
    Bars(u8),
    /// One of several.
    Dot,
}

/// Half the width of the pen.
pub(crate) const PEN: f32 = 0.085;

/// The strokes of a picture, each a chain of points within −1..1, y up.
pub(crate) fn strokes(icon: Icon) -> Vec<Vec<Vec2>> {
    match icon {
        Icon::Wind => vec![
            joined(&[line(&[(-0.85, 0.28), (0.2, 0.28)]), arc((0.2, 0.53), 0.25, -90.0, 160.0)]),
            joined(&[line(&[(-0.85, -0.02), (0.62, -0.02)]), arc((0.62, 0.22), 0.24, -90.0, 150.0)]),
            joined(&[line(&[(-0.85, -0.32), (0.32, -0.32)]), arc((0.32, -0.55), 0.23, 90.0, -160.0)]),
        ],
        Icon::Sliders => vec![
            line(&[(-0.8, 0.4), (-0.12, 0.4)]),
            line(&[(0.42, 0.4), (0.8, 0.4)]),
            circle((0.15, 0.4), 0.27),
            line(&[(-0.8, -0.4), (-0.42, -0.4)]),
            line(&[(0.12, -0.4), (0.8, -0.4)]),
            circle((-0.15, -0.4), 0.27),
        ],
        Icon::Cross => vec![line(&[(-0.6, -0.6), (0.6, 0.6)]), line(&[(-0.6, 0.6), (0.6, -0.6)])],
        Icon::Tick => vec![line(&[(-0.72, -0.02), (-0.22, -0.52), (0.74, 0.5)])],
        Icon::Eye => vec![
            joined(&[arc((0.0, -0.62), 1.1, 146.0, 34.0), arc((0.0, 0.62), 1.1, -34.0, -146.0)]),
            circle((0.0, 0.0), 0.27),
        ],
        Icon::Wheel => vec![
            circle((0.0, 0.0), 0.8),
            circle((0.0, 0.0), 0.2),
            line(&[(-0.79, 0.1), (-0.2, 0.03)]),
            line(&[(0.79, 0.1), (0.2, 0.03)]),
            line(&[(0.0, -0.2), (0.0, -0.78)]),
        ],
        Icon::Leaf => vec![
            joined(&[
                arc((-0.05, -0.05), 0.72, 250.0, 90.0),
                curve((-0.05, 0.67), (0.45, 0.67), (0.78, 0.85)),
                curve((0.78, 0.85), (0.85, -0.75), (-0.3, -0.73)),
            ]),
            joined(&[
                line(&[(-0.85, -0.85), (-0.55, -0.55)]),
                curve((-0.55, -0.55), (-0.1, 0.0), (0.35, 0.15)),
            ]),
        ],
        Icon::Dots => vec![circle((-0.6, 0.0), 0.06), circle((0.0, 0.0), 0.06), circle((0.6, 0.0), 0.06)],
        Icon::Arrow => {
            vec![line(&[(0.75, 0.0), (-0.75, 0.0)]), line(&[(-0.2, 0.55), (-0.75, 0.0), (-0.2, -0.55)])]
        }
        Icon::Onward => {
            vec![line(&[(-0.75, 0.0), (0.75, 0.0)]), line(&[(0.2, 0.55), (0.75, 0.0), (0.2, -0.55)])]
        }
        Icon::Waves => [0.42, 0.0, -0.42].map(wave).to_vec(),
        Icon::Bird => vec![joined(&[
            curve((-0.9, 0.15), (-0.45, 0.65), (0.0, -0.15)),
            curve((0.0, -0.15), (0.45, 0.65), (0.9, 0.15)),
        ])],
        Icon::Moon => {
            vec![joined(&[arc((0.0, 0.0), 0.78, 75.0, 375.0), arc((0.3, 0.33), 0.6, -12.0, -200.0)])]
        }
        Icon::Peak => {
            vec![line(&[(-0.9, -0.6), (-0.25, 0.55), (0.15, -0.1), (0.4, 0.25), (0.9, -0.6), (-0.9, -0.6)])]
        }
        Icon::Fish => vec![
            joined(&[
                curve((-0.9, 0.0), (-0.25, 0.8), (0.42, 0.0)),
                line(&[(0.42, 0.0), (0.9, 0.42), (0.9, -0.42), (0.42, 0.0)]),
                curve((0.42, 0.0), (-0.25, -0.8), (-0.9, 0.0)),
            ]),
            circle((-0.48, 0.08), 0.05),
        ],
        // Over its image in water.
        Icon::Star => vec![
            line(&[
                (0.0, 0.92),
                (0.14, 0.34),
                (0.72, 0.2),
                (0.14, 0.06),
                (0.0, -0.52),
                (-0.14, 0.06),
                (-0.72, 0.2),
                (-0.14, 0.34),
                (0.0, 0.92),
            ]),
            line(&[(-0.85, -0.6), (-0.2, -0.6)]),
            line(&[(0.2, -0.6), (0.85, -0.6)]),
            line(&[(-0.45, -0.88), (0.45, -0.88)]),
        ],
        Icon::Tree => vec![
            joined(&[
                arc((0.0, 0.42), 0.42, -20.0, 200.0),
                arc((-0.36, 0.10), 0.36, 130.0, 280.0),
                line(&[(-0.30, -0.25), (0.30, -0.25)]),
                arc((0.36, 0.10), 0.36, -100.0, 50.0),
                line(&[(0.59, 0.376), (0.395, 0.276)]),
            ]),
            line(&[(0.0, -0.9), (0.0, 0.15)]),
            line(&[(0.0, -0.12), (0.24, 0.12)]),
        ],
        Icon::Speech => vec![joined(&[
            arc((0.0, 0.1), 0.78, 236.0, -70.0),
            line(&[(0.27, -0.63), (-0.62, -0.85), (-0.43, -0.55)]),
        ])],
        Icon::Heart => vec![joined(&[
            line(&[(0.0, -0.75), (-0.68, -0.02)]),
            arc((-0.38, 0.27), 0.42, 225.0, 25.0),
            arc((0.38, 0.27), 0.42, 155.0, -45.0),
            line(&[(0.68, -0.02), (0.0, -0.75)]),
        ])],
        Icon::Again => {
            vec![arc((0.0, 0.0), 0.72, 60.0, 380.0), line(&[(0.78, 0.72), (0.72, 0.22), (0.24, 0.28)])]
        }
        Icon::Goggles => vec![joined(&[
            line(&[(-0.85, 0.3), (-0.7, 0.45), (0.7, 0.45), (0.85, 0.3), (0.85, -0.3), (0.7, -0.45)]),
            line(&[(0.35, -0.45), (0.12, -0.15), (-0.12, -0.15), (-0.35, -0.45)]),
            line(&[(-0.7, -0.45), (-0.85, -0.3), (-0.85, 0.3)]),
        ])],
        Icon::Flower => (0..5)
            .map(|n| {
                let way = Vec2::from_angle((90.0 + 72.0 * n as f32).to_radians()) * 0.5;
                circle((way.x, way.y), 0.32)
            })
            .chain([circle((0.0, 0.0), 0.12)])
            .collect(),
        Icon::Body => vec![
            circle((0.0, 0.62), 0.2),
            joined(&[
                line(&[(-0.5, -0.1), (-0.36, 0.26)]),
                arc((-0.16, 0.1), 0.2, 130.0, 90.0),
                arc((0.16, 0.1), 0.2, 90.0, 50.0),
                line(&[(0.36, 0.26), (0.5, -0.1)]),
            ]),
            line(&[(-0.2, -0.85), (-0.2, 0.05)]),
            line(&[(0.2, -0.85), (0.2, 0.05)]),
        ],
        Icon::Fist => vec![
            joined(&[
                line(&[(-0.6, 0.3), (-0.6, -0.2)]),
                curve((-0.6, -0.2), (-0.55, -0.7), (0.0, -0.7)),
                curve((0.0, -0.7), (0.6, -0.7), (0.6, -0.1)),
                line(&[(0.6, -0.1), (0.6, 0.3)]),
                arc((0.45, 0.3), 0.15, 0.0, 180.0),
                arc((0.15, 0.36), 0.15, 0.0, 180.0),
                arc((-0.15, 0.36), 0.15, 0.0, 180.0),
                arc((-0.45, 0.3), 0.15, 0.0, 180.0),
            ]),
            joined(&[line(&[(-0.6, -0.05), (0.05, -0.05)]), arc((0.05, -0.2), 0.15, 90.0, -90.0)]),
        ],
        Icon::Bubbles => {
            vec![circle((-0.25, -0.25), 0.5), circle((0.5, 0.35), 0.28), circle((-0.05, 0.68), 0.16)]
        }
        Icon::Butterfly => vec![
            line(&[(0.0, 0.45), (0.0, -0.55)]),
            joined(&[
                curve((0.0, 0.1), (0.5, 0.95), (0.85, 0.55)),
                curve((0.85, 0.55), (0.85, 0.0), (0.0, 0.0)),
                curve((0.0, 0.0), (0.75, -0.2), (0.55, -0.6)),
                curve((0.55, -0.6), (0.25, -0.75), (0.0, -0.2)),
            ]),
            joined(&[
                curve((0.0, 0.1), (-0.5, 0.95), (-0.85, 0.55)),
                curve((-0.85, 0.55), (-0.85, 0.0), (0.0, 0.0)),
                curve((0.0, 0.0), (-0.75, -0.2), (-0.55, -0.6)),
                curve((-0.55, -0.6), (-0.25, -0.75), (0.0, -0.2)),
            ]),
        ],
        Icon::Circles => vec![circle((0.0, 0.0), 0.25), circle((0.0, 0.0), 0.55), circle((0.0, 0.0), 0.84)],
        Icon::Bowl => vec![
            joined(&[
                line(&[(-0.75, 0.2), (0.75, 0.2)]),
                curve((0.75, 0.2), (0.7, -0.6), (0.0, -0.6)),
                curve((0.0, -0.6), (-0.7, -0.6), (-0.75, 0.2)),
            ]),
            arc((0.0, 0.2), 0.55, 50.0, 130.0),
        ],
        Icon::Bed => vec![
            line(&[(-0.85, 0.45), (-0.85, -0.55)]),
            line(&[(-0.85, -0.3), (0.85, -0.3)]),
            joined(&[line(&[(0.85, -0.55), (0.85, -0.05)]), line(&[(0.85, -0.05), (-0.3, -0.05)])]),
            circle((-0.57, 0.08), 0.17),
        ],
        Icon::Seat => vec![
            line(&[(-0.5, 0.8), (-0.5, -0.05), (0.5, -0.05)]),
            line(&[(-0.5, -0.05), (-0.5, -0.75)]),
            line(&[(0.5, -0.05), (0.5, -0.75)]),
        ],
        Icon::Sun(height) => sun(height),
        Icon::Bars(count) => bars(count),
        Icon::Dot => vec![circle((0.0, 0.0), 0.16)],
    }
}

/// The sun above, on or under the horizon.
fn sun(height: u8) -> Vec<Vec<Vec2>> {
    let middle = match height {
        0 => -0.35,
        1 => 0.12,
        2 => -0.12,
        3 => -0.45,
        _ => return strokes(Icon::Moon),
    };
    let horizon = -0.62;
    let mut all = Vec::new();
    if height == 1 {
        for n in 0..8 {
            let way = Vec2::from_angle(n as f32 * core::f32::consts::FRAC_PI_4);
            all.push(vec![way * 0.62, way * 0.86]);
        }
        all.push(circle((0.0, 0.0), 0.36));
        return all;
    }
    all.push(line(&[(-0.85, horizon), (0.85, horizon)]));
    let radius: f32 = 0.42;
    let cut = ((horizon - middle) / radius).clamp(-1.0, 1.0).asin().to_degrees();
    all.push(arc((0.0, middle), radius, 180.0 - cut, cut));
    if height == 0 {
        all.push(line(&[(0.0, 0.4), (0.0, 0.85)]));
        all.push(line(&[(-0.22, 0.64), (0.0, 0.85), (0.22, 0.64)]));
    } else if height == 3 {
        all.push(line(&[(0.0, 0.4), (0.0, 0.85)]));
        all.push(line(&[(-0.22, 0.61), (0.0, 0.4), (0.22, 0.61)]));
    }
    all
}

fn bars(count: u8) -> Vec<Vec<Vec2>> {
    if count == 0 {
        return vec![line(&[(-0.7, -0.5), (0.7, -0.5)])];
    }
    (0..count.min(4))
        .map(|n| {
            let x = -0.6 + 0.4 * f32::from(n);
            line(&[(x, -0.5), (x, -0.25 + 0.25 * f32::from(n))])
        })
        .collect()
}

fn wave(height: f32) -> Vec<Vec2> {
    (0..=24)
        .map(|n| {
            let x = n as f32 / 12.0 - 1.0;
            Vec2::new(x * 0.85, height + 0.13 * (x * 2.5 * core::f32::consts::PI).sin())
        })
        .collect()
}

fn line(points: &[(f32, f32)]) -> Vec<Vec2> {
    points.iter().map(|&(x, y)| Vec2::new(x, y)).collect()
}

fn circle(middle: (f32, f32), radius: f32) -> Vec<Vec2> {
    arc(middle, radius, 0.0, 360.0)
}

/// An arc from one angle to another, degrees, anticlockwise when the second is larger.
fn arc(middle: (f32, f32), radius: f32, from_deg: f32, to_deg: f32) -> Vec<Vec2> {
    let steps = ((to_deg - from_deg).abs() / 12.0).ceil().max(2.0) as u32;
    (0..=steps)
        .map(|n| {
            let angle = from_deg + (to_deg - from_deg) * n as f32 / steps as f32;
            Vec2::from(middle) + Vec2::from_angle(angle.to_radians()) * radius
        })
        .collect()
}

/// A quadratic Bézier.
fn curve(from: (f32, f32), over: (f32, f32), to: (f32, f32)) -> Vec<Vec2> {
    let (from, over, to) = (Vec2::from(from), Vec2::from(over), Vec2::from(to));
    (0..=12)
        .map(|n| {
            let t = n as f32 / 12.0;
            from.lerp(over, t).lerp(over.lerp(to, t), t)
        })
        .collect()
}

fn joined(parts: &[Vec<Vec2>]) -> Vec<Vec2> {
    parts.concat()
}
