//! Bars that run left and right of a middle: how far each part lies from the own rest.

use crate::{
    Table,
    scale::Linear,
    scene::{Anchor, Ink, Scene, Weight},
    text::text_width_px,
};

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it is.
    pub name: String,
    /// Its value; 0 is the middle.
    pub value: f64,
    /// The value in words, with its unit.
    pub label: String,
}

/// Bars around a middle.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    /// What it says, in a sentence.
    pub title: String,
    /// What stands at the left end.
    pub low: String,
    /// What stands in the middle.
    pub middle: String,
    /// What stands at the right end.
    pub high: String,
    /// The value at either end, greater than 0.
    pub limit: f64,
    /// The bars, the first on top.
    pub bars: Vec<Bar>,
    /// The heads of the table's two columns.
    pub columns: (String, String),
}

impl Bars {
    /// The picture at this width; values beyond the limit end at it.
    pub fn scene(&self, width_px: f64, text_px: f64) -> Scene {
        // Name and value share a line where every pair of them fits, else the value gets a line of its own.
        let share = |bar: &Bar| {
            (text_width_px(&bar.name, text_px) + text_width_px(&bar.label, text_px)) * 1.06 + text_px
                <= width_px
        };
        let own_line = if self.bars.iter().all(share) { 0.0 } else { text_px * 1.35 };
        let row = text_px * 3.4 + own_line;
        let x = Linear::new((-self.limit, self.limit), (1.0, width_px - 1.0));
        let mut scene = Scene::new(width_px, text_px, &self.title, "");
        let bottom = row * self.bars.len() as f64;
        for (index, bar) in self.bars.iter().enumerate() {
            let top = row * index as f64;
            let base = top + text_px * 1.1;
            scene.label((0.0, base), &bar.name, Anchor::Start, (Weight::Text, Ink::Soft));
            scene.label((width_px, base + own_line), &bar.label, Anchor::End, (Weight::Firm, Ink::Ink));
            let (from, to) = (x.at(0.0), x.within(bar.value));
            let (left, length) = (from.min(to), (to - from).abs().max(2.0));
            let y = top + own_line + text_px * 1.7;
            scene.rect((0.0, y), (width_px, text_px * 0.7), 3.0, Ink::Line);
            scene.rect((left, y), (length, text_px * 0.7), 3.0, Ink::Index);
            scene.line(vec![(from, y - 3.0), (from, y + text_px * 0.7 + 3.0)], Ink::Ink, 1.5);
        }
        let foot = bottom + text_px * 1.3;
        scene.text((0.0, foot), &self.low, Anchor::Start, (Weight::Text, Ink::Soft));
        let ends = text_width_px(&self.low, text_px).max(text_width_px(&self.high, text_px));
        if ends * 2.0 + text_width_px(&self.middle, text_px) + text_px * 2.0 <= width_px {
            scene.text((width_px / 2.0, foot), &self.middle, Anchor::Middle, (Weight::Text, Ink::Soft));
        }
        scene.text((width_px, foot), &self.high, Anchor::End, (Weight::Text, Ink::Soft));
        scene.height_px = foot + text_px * 0.4;
        scene.table = Table {
            caption: self.title.clone(),
            columns: vec![self.columns.0.clone(), self.columns.1.clone()],
            rows: self.bars.iter().map(|bar| vec![bar.name.clone(), bar.label.clone()]).collect(),
        };
        scene
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Primitive;

    #[test]
    fn a_bar_runs_from_the_middle_to_its_value_and_stops_at_the_limit() {
        let bar = |value: f64| Bar { name: "n".into(), value, label: "l".into() };
        let bars = Bars {
            title: "t".into(),
            low: "calmer".into(),
            middle: "own rest".into(),
            high: "tenser".into(),
            limit: 3.0,
            bars: vec![bar(1.5), bar(-9.0)],
            columns: ("part".into(), "value".into()),
        };
        let scene = bars.scene(302.0, 14.0);
        let found: Vec<_> = scene
            .primitives
            .iter()
            .filter_map(|p| match p {
                Primitive::Rect { x, width, ink: Ink::Index, .. } => Some((*x, *width)),
                _ => None,
            })
            .collect();
        assert_eq!(found, [(151.0, 75.0), (1.0, 150.0)]);
        assert_eq!(scene.table.rows.len(), 2);
    }
}
