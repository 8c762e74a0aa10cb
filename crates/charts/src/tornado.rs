//! What an outcome hangs on: a bar for each assumption between what comes out at its low and at its high end.

use crate::{
    Table,
    scale::Linear,
    scene::{Anchor, Ink, Scene, Weight},
    text::text_width_px,
};

/// One assumption, turned to both ends while the others stay.
#[derive(Clone, Debug, PartialEq)]
pub struct Swing {
    /// What it is.
    pub name: String,
    /// Its two ends, in words: "350 to 700 euros".
    pub range: String,
    /// What comes out at its low end.
    pub at_low: f64,
    /// What comes out at its high end.
    pub at_high: f64,
    /// The lesser of the two outcomes in words.
    pub least: String,
    /// The greater.
    pub most: String,
}

/// The bars, the widest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Tornado {
    /// What it says, in a sentence.
    pub title: String,
    /// What comes out now.
    pub now: f64,
    /// The same in words.
    pub now_label: String,
    /// The bars.
    pub swings: Vec<Swing>,
    /// The heads of the table: the assumption, its ends, the lesser and the greater outcome.
    pub columns: [String; 4],
}

impl Tornado {
    /// The picture at this width. A bar that crosses zero decides between loss and gain and has its part below zero in
    /// the colour that asks for attention.
    pub fn scene(&self, width_px: f64, text_px: f64) -> Scene {
        let mut scene = Scene::new(width_px, text_px, &self.title, "");
        let ends = self.swings.iter().flat_map(|swing| [swing.at_low, swing.at_high]);
        let (least, most) =
            ends.fold((self.now, self.now), |(least, most), end| (least.min(end), most.max(end)));
        let x = Linear::new((least, most), (1.0, width_px - 1.0));
        let head = text_px * 1.5;
        let row = text_px * 4.6;
        let bottom = head + row * self.swings.len() as f64;
        let (now, zero) = (x.at(self.now), x.at(0.0));
        for (index, swing) in self.swings.iter().enumerate() {
            let top = head + row * index as f64;
            let share =
                (text_width_px(&swing.name, text_px) + text_width_px(&swing.range, text_px)) * 1.06 + text_px;
            scene.label((0.0, top + text_px * 1.2), &swing.name, Anchor::Start, (Weight::Firm, Ink::Ink));
            if share <= width_px {
                let soft = (Weight::Text, Ink::Soft);
                scene.label((width_px, top + text_px * 1.2), &swing.range, Anchor::End, soft);
            }
            let y = top + text_px * 1.8;
            let height = text_px * 0.9;
            let (from, to) = (x.at(swing.at_low.min(swing.at_high)), x.at(swing.at_low.max(swing.at_high)));
            let split = zero.max(from).min(to);
            scene.rect((0.0, y), (width_px, height), 3.0, Ink::Line);
            if split > from {
                scene.rect((from, y), (split - from, height), 3.0, Ink::Wait);
            }
            if to > split {
                scene.rect((split, y), (to - split, height), 3.0, Ink::Accent);
            }
            let foot = y + height + text_px * 1.1;
            scene.text((0.0, foot), &swing.least, Anchor::Start, (Weight::Text, Ink::Soft));
            scene.text((width_px, foot), &swing.most, Anchor::End, (Weight::Text, Ink::Soft));
            scene.line(vec![(now, y - 3.0), (now, y + height + 3.0)], Ink::Ink, 1.5);
        }
        let half = text_width_px(&self.now_label, text_px) * 0.53;
        let middle = now.max(half).min((width_px - half).max(half));
        scene.label((middle, text_px), &self.now_label, Anchor::Middle, (Weight::Firm, Ink::Ink));
        if (least..=most).contains(&0.0) && (zero - now).abs() > 1.0 {
            scene.dotted((zero, head), (zero, bottom), Ink::Soft);
        }
        scene.height_px = bottom + text_px * 0.4;
        scene.table = Table {
            caption: self.title.clone(),
            columns: self.columns.to_vec(),
            rows: self
                .swings
                .iter()
                .map(|swing| {
                    [&swing.name, &swing.range, &swing.least, &swing.most].map(String::clone).to_vec()
                })
                .collect(),
        };
        scene
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Primitive;

    fn tornado() -> Tornado {
        let swing = |name: &str, at_low: f64, at_high: f64| Swing {
            name: name.into(),
            range: "1 to 2".into(),
            at_low,
            at_high,
            least: at_low.min(at_high).to_string(),
            most: at_low.max(at_high).to_string(),
        };
        Tornado {
            title: "t".into(),
            now: 100.0,
            now_label: "100".into(),
            swings: vec![swing("price", 300.0, -100.0), swing("hours", 50.0, 150.0)],
            columns: ["a", "b", "c", "d"].map(String::from),
        }
    }

    fn bars(scene: &Scene, wanted: Ink) -> Vec<(f64, f64)> {
        let bar = |primitive: &Primitive| match primitive {
            Primitive::Rect { x, width, ink, .. } if *ink == wanted => Some((*x, *width)),
            _ => None,
        };
        scene.primitives.iter().filter_map(bar).collect()
    }

    #[test]
    fn a_bar_runs_between_both_outcomes_and_shows_where_loss_begins() {
        // From -100 to 300 over 400 pixels: a pixel is 1, and 0 lies at 101.
        let scene = tornado().scene(402.0, 14.0);
        assert_eq!(bars(&scene, Ink::Wait), [(1.0, 100.0)]);
        assert_eq!(bars(&scene, Ink::Accent), [(101.0, 300.0), (151.0, 100.0)]);
        assert_eq!(scene.table.rows[0], ["price", "1 to 2", "-100", "300"]);
    }

    #[test]
    fn without_bars_there_is_still_a_picture() {
        let scene = Tornado { swings: Vec::new(), ..tornado() }.scene(300.0, 14.0);
        assert!(scene.height_px.is_finite() && scene.table.rows.is_empty());
    }
}
