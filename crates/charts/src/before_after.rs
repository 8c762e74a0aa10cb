//! Before and after, session by session: one stem each, open circle before, full circle after.

use crate::{
    Table,
    scale::Linear,
    scene::{Anchor, Ink, Scene, Weight},
    text::text_width_px,
};

/// One session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Its date in short.
    pub label: String,
    /// Before, on the scale; `None` when it was not answered.
    pub before: Option<u8>,
    /// After, on the scale.
    pub after: Option<u8>,
    /// Whether it is the one that the page speaks of.
    pub current: bool,
}

/// Before and after over sessions, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BeforeAfter {
    /// The finding, in a sentence.
    pub title: String,
    /// The sessions, oldest first.
    pub pairs: Vec<Pair>,
    /// Top of the scale; its bottom is 0.
    pub scale_max: u8,
    /// The word for "before" at the last session.
    pub before_word: String,
    /// The word for "after".
    pub after_word: String,
    /// The word for "no change".
    pub same_word: String,
    /// The word for a value that is missing.
    pub missing_word: String,
    /// The head of the table's first column.
    pub date_word: String,
}

impl BeforeAfter {
    /// How many sessions fit side by side; dates that do not fit are left out, the last one never.
    pub fn fitting(width_px: f64, text_px: f64) -> usize {
        let (left, right) = margins(text_px, text_px * 5.5);
        (((width_px - left - right) / (text_px * 2.0)).floor() as usize + 1).max(1)
    }

    /// The picture at this width: the last sessions that fit. The table behind it holds them all.
    pub fn scene(&self, width_px: f64, text_px: f64) -> Scene {
        let words = [&self.before_word, &self.after_word];
        let widest =
            words.iter().map(|word| text_width_px(&format!("10 {word}"), text_px)).fold(0.0, f64::max);
        let (left, right) = margins(text_px, widest);
        let shown = self.pairs.len().min(Self::fitting(width_px, text_px));
        let pairs = self.pairs.get(self.pairs.len() - shown..).unwrap_or_default();
        let height = text_px * 10.0;
        let y = Linear::new((0.0, f64::from(self.scale_max)), (height + text_px, text_px));
        // A few sessions stay together on the left; the eye should not travel.
        let span = (width_px - left - right).min(text_px * 6.0 * (shown.max(2) - 1) as f64);
        let x = Linear::new((0.0, (shown.max(2) - 1) as f64), (left, left + span));

        let mut scene = Scene::new(width_px, text_px, &self.title, "");
        for value in [0, self.scale_max / 2, self.scale_max] {
            let line = y.at(f64::from(value));
            scene.line(vec![(text_px * 2.2, line), (left + span + text_px, line)], Ink::Line, 1.0);
            scene.text((text_px * 1.5, line + text_px * 0.35), value.to_string(), Anchor::End, SOFT);
        }
        for (index, pair) in pairs.iter().enumerate() {
            self.draw(&mut scene, pair, x.at(index as f64), y, text_px, index + 1 == shown);
        }
        let mut free_until = f64::INFINITY;
        for (index, pair) in pairs.iter().enumerate().rev() {
            let half = text_width_px(&pair.label, text_px) * 0.53;
            let at = x.at(index as f64);
            if at + half <= free_until {
                let look = if pair.current { (Weight::Firm, Ink::Ink) } else { SOFT };
                scene.text((at, y.at(0.0) + text_px * 1.9), &pair.label, Anchor::Middle, look);
                free_until = at - half - text_px * 0.5;
            }
        }
        scene.height_px = height + text_px * 3.4;
        scene.table = self.table();
        scene
    }

    fn draw(&self, scene: &mut Scene, pair: &Pair, x: f64, y: Linear, text_px: f64, last: bool) {
        let radius = text_px * 0.43;
        let at = |value: u8| (x, y.at(f64::from(value)));
        match (pair.before, pair.after) {
            (Some(before), Some(after)) if before == after => {
                scene.circle(at(after), radius, Some(Ink::Accent), Ink::Accent);
                scene.circle(at(before), radius * 1.7, None, Ink::Ink);
                if !last {
                    let above = y.at(f64::from(before)) - text_px * 1.15;
                    scene.label((x, above), &self.same_word, Anchor::Middle, SOFT);
                }
            }
            (before, after) => {
                if let (Some(before), Some(after)) = (before, after) {
                    let down = if after < before { 1.0 } else { -1.0 };
                    let (ink, width) = if pair.current { (Ink::Accent, 3.0) } else { (Ink::Rest, 2.0) };
                    let (from, to) = (at(before).1 + down * radius, at(after).1 - down * radius);
                    scene.line(vec![(x, from), (x, to)], ink, width);
                }
                if let Some(before) = before {
                    scene.circle(at(before), radius, Some(Ink::Surface), Ink::Ink);
                }
                if let Some(after) = after {
                    scene.circle(at(after), radius, Some(Ink::Accent), Ink::Accent);
                }
            }
        }
        if last {
            self.name_the_ends(scene, pair, x, y, text_px);
        }
    }

    /// The last session carries the words, so that the chart needs no legend.
    fn name_the_ends(&self, scene: &mut Scene, pair: &Pair, x: f64, y: Linear, text_px: f64) {
        let mut ends: Vec<(f64, String, (Weight, Ink))> = Vec::new();
        match (pair.before, pair.after) {
            (Some(before), Some(after)) if before == after => {
                ends.push((
                    y.at(f64::from(after)),
                    format!("{after} {}", self.same_word),
                    (Weight::Firm, Ink::Ink),
                ));
            }
            (before, after) => {
                if let Some(value) = before {
                    ends.push((y.at(f64::from(value)), format!("{value} {}", self.before_word), SOFT));
                }
                if let Some(value) = after {
                    let firm = (Weight::Firm, Ink::Ink);
                    ends.push((y.at(f64::from(value)), format!("{value} {}", self.after_word), firm));
                }
            }
        }
        if let [a, b] = ends.as_mut_slice() {
            // Two lines of text need their own height; the ends may lie closer together than that.
            let missing = text_px * 1.3 - (a.0 - b.0).abs();
            if missing > 0.0 {
                let (upper, lower) = if a.0 <= b.0 { (a, b) } else { (b, a) };
                upper.0 -= missing / 2.0;
                lower.0 += missing / 2.0;
            }
        }
        for (at, words, look) in ends {
            scene.label((x + text_px * 1.1, at + text_px * 0.35), words, Anchor::Start, look);
        }
    }

    fn table(&self) -> Table {
        let word =
            |value: Option<u8>| value.map_or_else(|| self.missing_word.clone(), |value| value.to_string());
        Table {
            caption: self.title.clone(),
            columns: vec![self.date_word.clone(), self.before_word.clone(), self.after_word.clone()],
            rows: self
                .pairs
                .iter()
                .map(|pair| vec![pair.label.clone(), word(pair.before), word(pair.after)])
                .collect(),
        }
    }
}

const SOFT: (Weight, Ink) = (Weight::Text, Ink::Soft);

fn margins(text_px: f64, widest_word: f64) -> (f64, f64) {
    (text_px * 3.8, widest_word + text_px * 1.6)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Primitive;

    fn chart(pairs: &[(Option<u8>, Option<u8>)]) -> BeforeAfter {
        BeforeAfter {
            title: "After 2 of 3 sessions tension was lower".into(),
            pairs: pairs
                .iter()
                .enumerate()
                .map(|(index, (before, after))| Pair {
                    label: format!("{} nov", index + 1),
                    before: *before,
                    after: *after,
                    current: index + 1 == pairs.len(),
                })
                .collect(),
            scale_max: 10,
            before_word: "before".into(),
            after_word: "after".into(),
            same_word: "same".into(),
            missing_word: "not answered".into(),
            date_word: "date".into(),
        }
    }

    fn circles(scene: &Scene) -> Vec<((f64, f64), Option<Ink>)> {
        scene
            .primitives
            .iter()
            .filter_map(|p| match p {
                Primitive::Circle { centre, fill, .. } => Some((*centre, *fill)),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn a_session_stands_between_its_two_answers() {
        // 10 px letters: the scale of 0 to 10 runs from 110 up to 10, ten pixels a point.
        let scene = chart(&[(Some(8), Some(6)), (Some(7), Some(4))]).scene(600.0, 10.0);
        assert_eq!(
            circles(&scene),
            [
                ((38.0, 30.0), Some(Ink::Surface)),
                ((38.0, 50.0), Some(Ink::Accent)),
                ((98.0, 40.0), Some(Ink::Surface)),
                ((98.0, 70.0), Some(Ink::Accent)),
            ]
        );
    }

    #[test]
    fn an_unanswered_end_is_left_out_and_said_in_the_table() {
        let scene = chart(&[(Some(8), None), (None, None)]).scene(600.0, 10.0);
        assert_eq!(circles(&scene).len(), 1);
        assert_eq!(scene.table.rows[0], ["1 nov", "8", "not answered"]);
        assert_eq!(scene.table.rows[1], ["2 nov", "not answered", "not answered"]);
    }

    #[test]
    fn equal_answers_make_a_ring_around_a_dot() {
        let scene = chart(&[(Some(6), Some(6)), (Some(6), Some(5))]).scene(600.0, 10.0);
        let found = circles(&scene);
        assert_eq!(found[0].0, found[1].0);
        assert_eq!((found[0].1, found[1].1), (Some(Ink::Accent), None));
    }

    #[test]
    fn on_a_phone_the_last_sessions_are_drawn_and_the_table_has_all() {
        let many: Vec<_> = (0..20).map(|_| (Some(8), Some(5))).collect();
        let scene = chart(&many).scene(320.0, 15.0);
        assert!(circles(&scene).len() < 20);
        assert!(circles(&scene).iter().all(|((x, _), _)| *x > 0.0 && *x < 320.0));
        assert_eq!(scene.table.rows.len(), 20);
    }

    #[test]
    fn dates_never_lie_on_each_other_and_the_last_is_always_there() {
        let many: Vec<_> = (0..20).map(|_| (Some(8), Some(5))).collect();
        for width_px in [290.0, 360.0, 700.0] {
            let scene = chart(&many).scene(width_px, 15.0);
            let mut dates: Vec<(f64, String)> = scene
                .primitives
                .iter()
                .filter_map(|p| match p {
                    Primitive::Text { at, words, .. } if words.ends_with("nov") => {
                        Some((at.0, words.clone()))
                    }
                    _ => None,
                })
                .collect();
            dates.sort_by(|a, b| a.0.total_cmp(&b.0));
            assert_eq!(dates.last().map(|(_, words)| words.as_str()), Some("20 nov"), "{width_px}");
            for pair in dates.windows(2) {
                assert!(pair[1].0 - pair[0].0 >= text_width_px("20 nov", 15.0), "{width_px}: {pair:?}");
            }
        }
    }

    #[test]
    fn the_words_at_the_ends_never_lie_on_each_other() {
        let scene = chart(&[(Some(5), Some(4))]).scene(600.0, 14.0);
        let ends: Vec<f64> = scene
            .primitives
            .iter()
            .filter_map(|p| match p {
                Primitive::Text { at, words, halo: true, .. }
                    if words.contains("before") || words.contains("after") =>
                {
                    Some(at.1)
                }
                _ => None,
            })
            .collect();
        assert_eq!(ends.len(), 2);
        assert!((ends[0] - ends[1]).abs() >= 14.0 * 1.29, "{ends:?}");
    }
}
