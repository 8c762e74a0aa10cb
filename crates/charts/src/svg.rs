//! A scene as SVG: with the screens' tokens for the web, with a palette of colours for a report.

use crate::scene::{Anchor, Ink, Primitive, Scene, Weight};
use std::fmt::Write as _;

impl Scene {
    /// The SVG for a page that carries the tokens; colours are `var(--token)`. `id` must be the only one of its kind on
    /// the page.
    pub fn to_svg(&self, id: &str) -> String {
        self.svg(id, None, &|ink| format!("var(--{})", ink.token()))
    }

    /// The SVG with colours of one's own, for where there is no style sheet.
    pub fn to_svg_with(&self, id: &str, colour: impl Fn(Ink) -> String) -> String {
        self.svg(id, None, &colour)
    }

    /// The same for a place on a larger picture: its top left corner, in that picture's pixels.
    pub fn to_svg_at(&self, id: &str, at: (f64, f64), colour: impl Fn(Ink) -> String) -> String {
        self.svg(id, Some(at), &colour)
    }

    fn svg(&self, id: &str, at: Option<(f64, f64)>, colour: &dyn Fn(Ink) -> String) -> String {
        let mut out = String::with_capacity(4096);
        let labelled = if self.description.is_empty() {
            format!("aria-labelledby=\"{id}-t\"")
        } else {
            format!("aria-labelledby=\"{id}-t\" aria-describedby=\"{id}-d\"")
        };
        let (width, height) = (short(self.width_px), short(self.height_px));
        let place = at.map_or_else(String::new, |(x, y)| {
            format!(r#" x="{}" y="{}" width="{width}" height="{height}""#, short(x), short(y))
        });
        // Writing to a String cannot fail.
        let _ = write!(
            out,
            r#"<svg class="chart" xmlns="http://www.w3.org/2000/svg"{place} viewBox="0 0 {width} {height}" font-size="{}" role="img" {labelled}><title id="{id}-t">{}</title>"#,
            short(self.text_px),
            escaped(&self.title),
        );
        if !self.description.is_empty() {
            let _ = write!(out, r#"<desc id="{id}-d">{}</desc>"#, escaped(&self.description));
        }
        if self.primitives.iter().any(|primitive| matches!(primitive, Primitive::Hatch { .. })) {
            let _ = write!(
                out,
                r#"<defs><pattern id="{id}-h" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V6" style="stroke:{}" stroke-width="1.5" opacity=".55"/></pattern></defs>"#,
                colour(Ink::Rest)
            );
        }
        for primitive in &self.primitives {
            if at.is_some() {
                self.clear_behind(&mut out, primitive, colour);
            }
            self.draw(&mut out, primitive, (id, at.is_none()), colour);
        }
        out.push_str("</svg>");
        out
    }

    /// The halo of a text as letters of its own beneath it. On paper letters are painted one by one, and each letter's halo
    /// would eat into the one before.
    fn clear_behind(&self, out: &mut String, primitive: &Primitive, colour: &dyn Fn(Ink) -> String) {
        if let Primitive::Text { at, words, anchor, weight, halo: true, .. } = primitive {
            let surface = colour(Ink::Surface);
            let _ = write!(
                out,
                r#"<text x="{}" y="{}"{} aria-hidden="true" style="fill:none;stroke:{surface};stroke-width:5px;stroke-linejoin:round{}">{}</text>"#,
                short(at.0),
                short(at.1),
                anchored(*anchor),
                weighed(*weight),
                escaped(words)
            );
        }
    }

    /// `halos` says whether a text brings its own.
    fn draw(
        &self,
        out: &mut String,
        primitive: &Primitive,
        (id, halos): (&str, bool),
        colour: &dyn Fn(Ink) -> String,
    ) {
        let _ = match primitive {
            Primitive::Line { points, ink, width_px, dotted } => write!(
                out,
                r#"<path d="{}" fill="none" style="stroke:{}" stroke-width="{}" stroke-linejoin="round"{}/>"#,
                path(points),
                colour(*ink),
                short(*width_px),
                if *dotted { r#" stroke-dasharray="2 4""# } else { r#" stroke-linecap="round""# },
            ),
            Primitive::Area { points, ink } => {
                write!(out, r#"<path d="{}Z" style="fill:{}"/>"#, path(points), colour(*ink))
            }
            Primitive::Rect { x, y, width, height, radius, ink } => write!(
                out,
                r#"<rect x="{}" y="{}" width="{}" height="{}" rx="{}" style="fill:{}"/>"#,
                short(*x),
                short(*y),
                short(*width),
                short(*height),
                short(*radius),
                colour(*ink)
            ),
            Primitive::Hatch { x, y, width, height } => write!(
                out,
                r#"<rect x="{}" y="{}" width="{}" height="{}" fill="url(#{id}-h)"/>"#,
                short(*x),
                short(*y),
                short(*width),
                short(*height)
            ),
            Primitive::Circle { centre, radius, fill, edge } => write!(
                out,
                r#"<circle cx="{}" cy="{}" r="{}" style="fill:{};stroke:{}" stroke-width="1.75"/>"#,
                short(centre.0),
                short(centre.1),
                short(*radius),
                fill.map_or_else(|| "none".to_owned(), colour),
                colour(*edge)
            ),
            Primitive::Text { at, words, anchor, weight, ink, halo } => {
                let (anchor, weight) = (anchored(*anchor), weighed(*weight));
                let halo = if *halo && halos {
                    format!(
                        ";paint-order:stroke;stroke:{};stroke-width:5px;stroke-linejoin:round",
                        colour(Ink::Surface)
                    )
                } else {
                    String::new()
                };
                write!(
                    out,
                    r#"<text x="{}" y="{}"{anchor} style="fill:{}{weight}{halo}">{}</text>"#,
                    short(at.0),
                    short(at.1),
                    colour(*ink),
                    escaped(words)
                )
            }
        };
    }
}

const fn anchored(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Start => "",
        Anchor::Middle => r#" text-anchor="middle""#,
        Anchor::End => r#" text-anchor="end""#,
    }
}

const fn weighed(weight: Weight) -> &'static str {
    match weight {
        Weight::Text => "",
        Weight::Firm => ";font-weight:600",
    }
}

/// A tenth of a pixel is finer than anyone sees.
fn short(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    // `-0` would be written as such.
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

fn path(points: &[(f64, f64)]) -> String {
    let mut out = String::with_capacity(points.len() * 10);
    for (index, (x, y)) in points.iter().enumerate() {
        let _ = write!(out, "{}{} {}", if index == 0 { 'M' } else { 'L' }, short(*x), short(*y));
    }
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scene() -> Scene {
        let mut scene = Scene::new(100.0, 14.0, "Calmer <than> before", "");
        scene.height_px = 40.0;
        scene.line(vec![(0.0, 0.04), (10.25, -0.01)], Ink::Heart, 2.0);
        scene
    }

    #[test]
    fn a_line_is_written_to_a_tenth_of_a_pixel_in_a_token() {
        let svg = scene().to_svg("x");
        assert!(svg.contains(r#"d="M0 0L10.3 0""#), "{svg}");
        assert!(svg.contains("stroke:var(--chart-heart)"), "{svg}");
        assert!(svg.contains(r#"viewBox="0 0 100 40""#), "{svg}");
    }

    #[test]
    fn nothing_typed_by_a_person_becomes_markup() {
        let mut scene = scene();
        scene.text((0.0, 0.0), "<script>'\"&", Anchor::Start, (Weight::Text, Ink::Ink));
        let svg = scene.to_svg("x");
        assert!(svg.contains("&lt;script&gt;&#39;&quot;&amp;"), "{svg}");
        assert!(svg.contains("Calmer &lt;than&gt; before"), "{svg}");
    }

    #[test]
    fn on_a_page_a_scene_stands_where_it_is_put_in_its_own_size() {
        let svg = scene().to_svg_at("x", (56.0, 12.5), |_| "#123456".to_owned());
        assert!(svg.contains(r#" x="56" y="12.5" width="100" height="40" viewBox="0 0 100 40""#), "{svg}");
    }

    #[test]
    fn a_report_brings_its_own_colours() {
        let svg = scene().to_svg_with("x", |_| "#123456".to_owned());
        assert!(svg.contains("stroke:#123456") && !svg.contains("var("), "{svg}");
    }
}
