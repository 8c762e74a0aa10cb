//! The colours of the panels: warm paper by day, deep sea by night, both touched by the light of the world.

use glam::Vec3;

/// The light around the panels, as plain numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Light {
    /// Its colour; only the proportions count.
    pub colour: [f32; 3],
    /// How bright the world looks, 0 (night) to 1 (noon).
    pub brightness: f32,
}

impl Default for Light {
    /// A warm, light room.
    fn default() -> Self {
        Self { colour: [1.0, 0.96, 0.9], brightness: 0.7 }
    }
}

impl Light {
    /// The light of a world on a sheet that faces the client: all of the surround (`ambient`, even radiance) and a part
    /// of the sun (`direct`, irradiance), both linear RGB. Without the exposure, which makes up for the night: panels must
    /// be dark when the eye has adapted to the dark.
    pub fn of_world(ambient: Vec3, direct: Vec3) -> Light {
        let reaching = (ambient + direct * (0.25 / core::f32::consts::PI)).max(Vec3::ZERO);
        let luminance = reaching.dot(Vec3::new(0.2126, 0.7152, 0.0722));
        Light { colour: reaching.to_array(), brightness: luminance / (luminance + 0.18) }
    }
}

/// Below this brightness panels turn to night.
const NIGHT: f32 = 0.45;
/// How much the light of the world colours the panels.
const TOUCH: f32 = 0.16;

/// Colours as sRGB, 0 to 1, and how much of the world shines through.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Palette {
    /// The panel at its top edge.
    pub panel_top: [f32; 3],
    /// The panel at its lower edge.
    pub panel_foot: [f32; 3],
    /// How solid a panel is, 0 to 1.
    pub solid: f32,
    /// The disc behind a picture.
    pub disc: [f32; 3],
    /// A tile that is looked at.
    pub lit: [f32; 3],
    /// Words.
    pub ink: [f32; 3],
    /// Words that stand back.
    pub soft_ink: [f32; 3],
    /// What holds now, and the ring that fills.
    pub accent: [f32; 3],
    /// On the accent.
    pub on_accent: [f32; 3],
    /// The fine edge of a panel.
    pub edge: [f32; 3],
}

const DAY: Palette = Palette {
    panel_top: [0.985, 0.957, 0.916],
    panel_foot: [0.957, 0.898, 0.846],
    solid: 0.93,
    disc: [0.937, 0.843, 0.762],
    lit: [1.0, 0.99, 0.955],
    ink: [0.196, 0.125, 0.114],
    soft_ink: [0.298, 0.216, 0.196],
    accent: [0.020, 0.310, 0.392],
    on_accent: [1.0, 0.985, 0.955],
    edge: [1.0, 0.995, 0.975],
};

const DARK: Palette = Palette {
    panel_top: [0.145, 0.176, 0.212],
    panel_foot: [0.110, 0.137, 0.169],
    solid: 0.94,
    disc: [0.196, 0.239, 0.282],
    lit: [0.220, 0.282, 0.329],
    ink: [0.953, 0.925, 0.878],
    soft_ink: [0.808, 0.784, 0.741],
    accent: [0.553, 0.808, 0.855],
    on_accent: [0.078, 0.106, 0.133],
    edge: [0.290, 0.337, 0.384],
};

impl Palette {
    /// The colours under this light.
    pub fn under(light: Light) -> Palette {
        let most = light.colour.into_iter().fold(1e-6, f32::max);
        // The light's own colour is halved towards white first: a red evening must not redden the words' ground.
        let tint = light.colour.map(|part| {
            let share = (part / most).clamp(0.0, 1.0);
            1.0 - TOUCH * (1.0 - share)
        });
        let base = if Palette::is_night(light) { DARK } else { DAY };
        base.grounds(&base, |colour, _| [0, 1, 2].map(|n| (colour[n] * tint[n]).clamp(0.0, 1.0)))
    }

    /// This share of the way to another palette. From day to night it goes at once: on the way words would pale.
    pub(crate) fn towards(&self, other: &Palette, share: f32) -> Palette {
        if self.ink != other.ink {
            return *other;
        }
        self.grounds(other, |from, to| [0, 1, 2].map(|n| from[n] + (to[n] - from[n]) * share))
    }

    /// The other palette, each of its grounds made of ours and its own: words and accents stay as they are.
    fn grounds(&self, other: &Palette, made: impl Fn([f32; 3], [f32; 3]) -> [f32; 3]) -> Palette {
        Palette {
            panel_top: made(self.panel_top, other.panel_top),
            panel_foot: made(self.panel_foot, other.panel_foot),
            disc: made(self.disc, other.disc),
            lit: made(self.lit, other.lit),
            edge: made(self.edge, other.edge),
            ..*other
        }
    }

    /// Whether the panels are dark under this light.
    pub fn is_night(light: Light) -> bool {
        light.brightness < NIGHT
    }
}

/// The contrast of two sRGB colours, 1 to 21 (WCAG 2.2, relative luminance).
pub fn contrast(a: [f32; 3], b: [f32; 3]) -> f32 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: [f32; 3]) -> f32 {
    let [r, g, b] =
        colour.map(|part| if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A panel's colour over any world behind it.
    fn over(palette: &Palette, panel: [f32; 3], world: f32) -> [f32; 3] {
        panel.map(|part| part * palette.solid + world * (1.0 - palette.solid))
    }

    #[test]
    fn words_keep_a_contrast_of_four_and_a_half_under_any_light_before_any_world() {
        for brightness in [0.0, 0.44, 0.46, 1.0] {
            for colour in [[1.0, 1.0, 1.0], [1.0, 0.3, 0.1], [0.1, 0.2, 1.0], [0.0, 0.0, 0.0]] {
                let palette = Palette::under(Light { colour, brightness });
                for ground in [palette.panel_top, palette.panel_foot, palette.lit, palette.disc] {
                    for world in [0.0, 1.0] {
                        for ink in [palette.ink, palette.soft_ink] {
                            let found = contrast(ink, over(&palette, ground, world));
                            assert!(found >= 4.5, "{found} for {ink:?} on {ground:?}, {brightness}");
                        }
                    }
                }
                assert!(contrast(palette.on_accent, palette.accent) >= 4.5);
                assert!(contrast(palette.accent, palette.disc) >= 3.0, "the ring is seen on its disc");
            }
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        // WCAG 2.2: black on white is 21; #767676 on white is the well-known least grey, 4.54.
        assert!((contrast([0.0; 3], [1.0; 3]) - 21.0).abs() < 1e-3);
        assert!((contrast([118.0 / 255.0; 3], [1.0; 3]) - 4.54).abs() < 0.01);
    }
}
