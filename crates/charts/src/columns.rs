//! A column for each year, up from zero or down from it: how a balance grows.

use crate::{
    Table,
    scale::Linear,
    scene::{Anchor, Ink, Scene, Weight},
    text::text_width_px,
};

/// One column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// What stands under it.
    pub name: String,
    /// Under that, where there is room: the phase.
    pub note: String,
    /// How high it is; below zero it hangs.
    pub value: f64,
    /// The value in words.
    pub label: String,
}

/// Columns around zero.
#[derive(Clone, Debug, PartialEq)]
pub struct Columns {
    /// What it says, in a sentence.
    pub title: String,
    /// The columns, the first on the left.
    pub columns: Vec<Column>,
    /// The heads of the table's three columns.
    pub heads: [String; 3],
}

impl Columns {
    /// The picture at this width.
    pub fn scene(&self, width_px: f64, text_px: f64) -> Scene {
        let mut scene = Scene::new(width_px, text_px, &self.title, "");
        let values = self.columns.iter().map(|column| column.value);
        let (least, most) =
            values.fold((0.0_f64, 0.0_f64), |(least, most), value| (least.min(value), most.max(value)));
        let top = text_px * 1.6;
        let height = text_px * 11.0;
        let y = Linear::new((least, most), (top + height, top));
        let step = width_px / self.columns.len().max(1) as f64;
        let fits = |words: &String| text_width_px(words, text_px) * 1.06 <= step - 4.0;
        let labelled = self.columns.iter().all(|column| fits(&column.label));
        let noted = self.columns.iter().all(|column| fits(&column.note));
        let zero = y.at(0.0);
        let foot = top + height + if least < 0.0 { text_px * 1.6 } else { text_px * 0.4 };
        for (index, column) in self.columns.iter().enumerate() {
            let middle = step * (index as f64 + 0.5);
            let end = y.at(column.value);
            let width = (step * 0.62).min(text_px * 6.0);
            let ink = if column.value < 0.0 { Ink::Wait } else { Ink::Accent };
            let size = (width, (zero - end).abs().max(2.0));
            scene.rect((middle - width / 2.0, zero.min(end)), size, 3.0, ink);
            // The first and the last say enough where there is no room for all.
            if labelled || index == 0 || index + 1 == self.columns.len() {
                let base = if column.value < 0.0 { end + text_px * 1.2 } else { end - text_px * 0.5 };
                let half = text_width_px(&column.label, text_px) * 0.53;
                let at = middle.max(half).min((width_px - half).max(half));
                scene.label((at, base), &column.label, Anchor::Middle, (Weight::Firm, Ink::Ink));
            }
            scene.text(
                (middle, foot + text_px * 1.2),
                &column.name,
                Anchor::Middle,
                (Weight::Text, Ink::Ink),
            );
            if noted {
                let soft = (Weight::Text, Ink::Soft);
                scene.text((middle, foot + text_px * 2.6), &column.note, Anchor::Middle, soft);
            }
        }
        scene.line(vec![(0.0, zero), (width_px, zero)], Ink::Soft, 1.0);
        scene.height_px = foot + text_px * if noted { 3.1 } else { 1.7 };
        scene.table = Table {
            caption: self.title.clone(),
            columns: self.heads.to_vec(),
            rows: self
                .columns
                .iter()
                .map(|column| [&column.name, &column.note, &column.label].map(String::clone).to_vec())
                .collect(),
        };
        scene
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Primitive;

    #[test]
    fn a_loss_hangs_from_zero_and_a_gain_stands_on_it() {
        let column = |value: f64| Column { name: "1".into(), note: "start".into(), value, label: "l".into() };
        let columns = Columns {
            title: "t".into(),
            columns: vec![column(-10.0), column(30.0)],
            heads: ["year", "phase", "sum"].map(String::from),
        };
        let scene = columns.scene(400.0, 10.0);
        // From 30 at 16 px down to -10 at 126 px: zero lies at 98.5.
        let rects: Vec<_> = scene
            .primitives
            .iter()
            .filter_map(|primitive| match primitive {
                Primitive::Rect { y, height, ink, .. } => Some((*y, *height, *ink)),
                _ => None,
            })
            .collect();
        assert_eq!(rects, [(98.5, 27.5, Ink::Wait), (16.0, 82.5, Ink::Accent)]);
        assert_eq!(scene.table.rows[1], ["1", "start", "l"]);
    }
}
