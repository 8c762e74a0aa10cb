//! How one track of a timeline is drawn.

use super::{LineTrack, Mark, MarkShape, Segment, TrackPlace};
use crate::{
    line::{runs, runs_of_band},
    scale::Linear,
    scene::{Anchor, Ink, Scene, Weight},
    text::text_width_px,
    ticks::nice_ticks,
};

pub(super) const SOFT: (Weight, Ink) = (Weight::Text, Ink::Soft);
const FIRM: (Weight, Ink) = (Weight::Firm, Ink::Ink);

pub(super) struct Pen {
    pub text_px: f64,
    pub narrow: bool,
    pub x: Linear,
}

impl Pen {
    /// Writes the name of a track and returns where its drawing begins.
    fn name(&self, scene: &mut Scene, top: f64, (name, unit): (&str, &str), middle: f64) -> f64 {
        let em = self.text_px;
        if self.narrow {
            scene.label((0.0, top + em * 2.0), name, Anchor::Start, FIRM);
            if !unit.is_empty() {
                let after = text_width_px(name, em) * 1.06 + em * 0.6;
                scene.label((after, top + em * 2.0), unit, Anchor::Start, SOFT);
            }
            return top + em * 2.6;
        }
        if unit.is_empty() {
            scene.text((0.0, middle + em * 0.35), name, Anchor::Start, FIRM);
        } else {
            scene.text((0.0, middle - em * 0.35), name, Anchor::Start, FIRM);
            scene.text((0.0, middle + em * 1.05), unit, Anchor::Start, SOFT);
        }
        top
    }

    pub fn marks(&self, scene: &mut Scene, top: f64, name: &str, marks: &[Mark]) -> TrackPlace {
        let em = self.text_px;
        let begin = self.name(scene, top, (name, ""), top + em * 1.4);
        let middle = begin + em * 1.4;
        let mut last_word = f64::NEG_INFINITY;
        for (index, mark) in marks.iter().enumerate() {
            let x = self.x.within(mark.at_s);
            self.mark(scene, (x, middle), mark);
            if mark.label.is_empty() {
                continue;
            }
            // A word goes to the right where the next mark leaves room, else to the left, else it stays away:
            // the list beside the chart has every one of them.
            let width = text_width_px(&mark.label, em) + em * 1.6;
            let next = marks.get(index + 1).map_or(f64::INFINITY, |next| self.x.within(next.at_s) - em);
            let edge = scene.width_px.min(next);
            let before = index
                .checked_sub(1)
                .and_then(|i| marks.get(i))
                .map_or(self.x.range().0 - em, |m| self.x.within(m.at_s) + em);
            if x + width <= edge {
                scene.text((x + em * 1.4, middle + em * 0.35), &mark.label, Anchor::Start, SOFT);
                last_word = x + width;
            } else if x - width >= before.max(last_word) {
                scene.text((x - em * 1.4, middle + em * 0.35), &mark.label, Anchor::End, SOFT);
            }
        }
        TrackPlace { top: begin, bottom: middle + em * 1.6, y: None }
    }

    fn mark(&self, scene: &mut Scene, (x, y): (f64, f64), mark: &Mark) {
        let em = self.text_px;
        let half = em * 0.42;
        match &mark.shape {
            MarkShape::Number { value, filled } => {
                let (fill, edge, ink) = if *filled {
                    (Ink::Accent, Ink::Accent, Ink::OnAccent)
                } else {
                    (Ink::Surface, Ink::Ink, Ink::Ink)
                };
                scene.circle((x, y), em, Some(fill), edge);
                scene.text((x, y + em * 0.36), value, Anchor::Middle, (Weight::Firm, ink));
            }
            MarkShape::Dot => scene.circle((x, y), half * 0.8, Some(Ink::Surface), Ink::Ink),
            MarkShape::Diamond => {
                let points = vec![(x, y - half), (x + half, y), (x, y + half), (x - half, y)];
                scene.area(points, Ink::Index);
            }
            MarkShape::Square => {
                scene.rect((x - half * 0.8, y - half * 0.8), (half * 1.6, half * 1.6), 1.5, Ink::Accent);
            }
            MarkShape::Triangle => {
                let high = half * 1.25;
                scene.area(
                    vec![(x, y - high), (x + high, y + high * 0.8), (x - high, y + high * 0.8)],
                    Ink::Danger,
                );
            }
        }
    }

    pub fn line(&self, scene: &mut Scene, top: f64, line: &LineTrack) -> TrackPlace {
        let em = self.text_px;
        if line.points.is_empty() && line.gaps.is_empty() {
            let middle = top + em * 1.6;
            let begin = self.name(scene, top, (&line.name, ""), middle) + em * 0.6;
            let base = if self.narrow { begin + em } else { middle + em * 0.35 };
            scene.label((self.x.range().0, base), &line.nothing, Anchor::Start, SOFT);
            return TrackPlace { top: begin, bottom: base + em * 0.8, y: None };
        }
        let height = em * if self.narrow { 6.0 } else { 6.6 };
        let headroom = em * 2.1;
        let middle = top + headroom + height / 2.0;
        let begin = self.name(scene, top, (&line.name, &line.unit), middle) + headroom;
        let domain = line.domain.unwrap_or_else(|| domain_of(line));
        let y = Linear::new(domain, (begin + height, begin));
        let (left, right) = self.x.range();

        let ticks = if line.domain.is_some() { vec![domain.0, domain.1] } else { two_ticks(domain) };
        for tick in ticks {
            scene.line(vec![(left, y.at(tick)), (right, y.at(tick))], Ink::Line, 1.0);
            let words = format!("{}", tick.round());
            scene.text((left - em * 0.7, y.at(tick) + em * 0.35), words, Anchor::End, SOFT);
        }
        if let Some(rest) = &line.baseline {
            scene.dotted((left, y.within(rest.value)), (right, y.within(rest.value)), Ink::Rest);
        }
        let mut last_word = f64::NEG_INFINITY;
        for gap in &line.gaps {
            let (from, to) = (self.x.within(gap.from_s), self.x.within(gap.to_s));
            if !gap.waiting {
                scene.hatch((from, begin), ((to - from).max(2.0), height));
            }
            // The reason stands above its gap, pushed inward at the right edge, and not twice over another.
            let width = text_width_px(&gap.label, em);
            let at = from.min(right - width).max(left);
            if at > last_word + em * 0.6 {
                scene.label((at, begin - em * 0.5), &gap.label, Anchor::Start, SOFT);
                last_word = at + width;
            }
        }
        for run in runs_of_band(&line.bands, line.join_within_s) {
            let upper = run.iter().map(|band| (self.x.at(band.at_s), y.within(band.high)));
            let lower = run.iter().rev().map(|band| (self.x.at(band.at_s), y.within(band.low)));
            scene.area(upper.chain(lower).collect(), Ink::Band);
        }
        for run in runs(&line.points, line.join_within_s) {
            let points: Vec<_> = run.iter().map(|p| (self.x.at(p.at_s), y.within(p.value))).collect();
            match points.as_slice() {
                [alone] => scene.circle(*alone, 2.0, Some(line.ink), line.ink),
                _ => scene.line(points, line.ink, 2.0),
            }
        }
        if let Some(rest) = &line.baseline {
            let at = y.within(rest.value);
            // At the beginning, where an indicator is still measuring, if the words end before the line begins; else at
            // the end, on the side where the line is not.
            let ends = left + em * 0.8 + text_width_px(&rest.label, em);
            if line.points.first().is_none_or(|first| self.x.at(first.at_s) >= ends) {
                scene.label((left + em * 0.4, at - em * 0.45), &rest.label, Anchor::Start, SOFT);
            } else {
                let below = line.points.last().is_some_and(|last| last.value > rest.value);
                let base = if below { at + em * 1.15 } else { at - em * 0.45 };
                scene.label((right, base), &rest.label, Anchor::End, SOFT);
            }
        }
        TrackPlace { top: begin, bottom: begin + height, y: Some(y) }
    }

    pub fn segments(&self, scene: &mut Scene, top: f64, name: &str, segments: &[Segment]) -> TrackPlace {
        let em = self.text_px;
        let height = em * 1.75;
        let begin = top + if self.narrow { 0.0 } else { em * 0.5 };
        let begin = self.name(scene, begin, (name, ""), begin + height / 2.0);
        let middle = begin + height / 2.0;
        for segment in segments {
            let (from, to) = (self.x.within(segment.from_s), self.x.within(segment.to_s));
            let width = (to - from - 2.0).max(3.0);
            // The whole name, else the short one, else none: the moment's own words beside the chart have it anyway.
            let room = |name: &str| !name.is_empty() && text_width_px(name, em) * 1.05 + em <= width;
            let name = [&segment.label, &segment.short].into_iter().find(|name| room(name));
            let words = name.map_or(0.0, |name| text_width_px(name, em));
            match segment.ink {
                Some(ink) => {
                    scene.rect((from + 1.0, begin), (width, height), 5.0, ink);
                    if let Some(name) = name {
                        let on = if ink == Ink::Accent {
                            (Weight::Firm, Ink::OnAccent)
                        } else {
                            (Weight::Text, Ink::Ink)
                        };
                        scene.text((from + em * 0.6, middle + em * 0.36), name, Anchor::Start, on);
                    }
                }
                None => {
                    let half = if name.is_some() { words / 2.0 + em * 0.5 } else { 0.0 };
                    let centre = (from + to) / 2.0;
                    if let Some(name) = name {
                        scene.text((centre, middle + em * 0.36), name, Anchor::Middle, SOFT);
                    }
                    for (a, b) in [(from + 1.0, centre - half), (centre + half, to - 1.0)] {
                        if b - a > 2.0 {
                            scene.line(vec![(a, middle), (b, middle)], Ink::Rest, 2.0);
                        }
                    }
                }
            }
        }
        TrackPlace { top: begin, bottom: begin + height, y: None }
    }
}

/// The fewest round values that show the scale: two at least.
fn two_ticks((low, high): (f64, f64)) -> Vec<f64> {
    (2..6).map(|count| nice_ticks(low, high, count)).find(|ticks| ticks.len() >= 2).unwrap_or_default()
}

/// From the smallest to the largest value, with air, and never narrower than 20: small changes should look small.
fn domain_of(line: &LineTrack) -> (f64, f64) {
    let values =
        line.points.iter().map(|point| point.value).chain(line.baseline.iter().map(|rest| rest.value));
    let (low, high) = values
        .filter(|value| value.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if low > high {
        return (50.0, 100.0);
    }
    let missing = (20.0 - (high - low)).max(0.0);
    (((low - missing / 2.0 - 2.0) / 5.0).floor() * 5.0, ((high + missing / 2.0 + 2.0) / 5.0).ceil() * 5.0)
}
