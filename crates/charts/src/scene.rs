//! A chart as a flat list of shapes and words, with what it says and the table behind it.

use crate::Table;

/// A colour by its role; the values live in the tokens of the screens and in the palette of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ink {
    /// Words and marks that carry the chart.
    Ink,
    /// Words that explain.
    Soft,
    /// Grid and quiet rules.
    Line,
    /// What the chart lies on.
    Surface,
    /// The one accent.
    Accent,
    /// Words on the accent.
    OnAccent,
    /// Heart rate.
    Heart,
    /// The stress indicator.
    Index,
    /// The indicator's uncertainty.
    Band,
    /// A world by the sea.
    Sea,
    /// A world among trees.
    Wood,
    /// An exercise.
    Sand,
    /// Baselines and gaps.
    Rest,
    /// Attention.
    Wait,
    /// Danger to a person.
    Danger,
}

impl Ink {
    /// The name of its token in the screens' style sheet.
    pub const fn token(self) -> &'static str {
        match self {
            Ink::Ink => "ink",
            Ink::Soft => "ink-soft",
            Ink::Line => "line",
            Ink::Surface => "surface",
            Ink::Accent => "accent",
            Ink::OnAccent => "on-accent",
            Ink::Heart => "chart-heart",
            Ink::Index => "chart-index",
            Ink::Band => "chart-band",
            Ink::Sea => "chart-sea",
            Ink::Wood => "chart-wood",
            Ink::Sand => "chart-sand",
            Ink::Rest => "chart-rest",
            Ink::Wait => "wait",
            Ink::Danger => "danger",
        }
    }
}

/// Which end of a text lies at its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// How heavy a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Running text.
    Text,
    /// A name or a value.
    Firm,
}

/// One shape or text, in pixels from the top left.
#[derive(Clone, Debug, PartialEq)]
pub enum Primitive {
    /// A line through points.
    Line {
        /// The points, at least two.
        points: Vec<(f64, f64)>,
        /// Its colour.
        ink: Ink,
        /// Its width in pixels.
        width_px: f64,
        /// Whether it is dotted.
        dotted: bool,
    },
    /// A closed area.
    Area {
        /// Its corners.
        points: Vec<(f64, f64)>,
        /// Its colour.
        ink: Ink,
    },
    /// A rectangle.
    Rect {
        /// Left.
        x: f64,
        /// Top.
        y: f64,
        /// Width.
        width: f64,
        /// Height.
        height: f64,
        /// Radius of its corners.
        radius: f64,
        /// Its colour.
        ink: Ink,
    },
    /// A hatched rectangle: here nothing was measured.
    Hatch {
        /// Left.
        x: f64,
        /// Top.
        y: f64,
        /// Width.
        width: f64,
        /// Height.
        height: f64,
    },
    /// A circle.
    Circle {
        /// Its middle.
        centre: (f64, f64),
        /// Its radius.
        radius: f64,
        /// What fills it; `None` leaves it open.
        fill: Option<Ink>,
        /// Its edge.
        edge: Ink,
    },
    /// A text.
    Text {
        /// The position of its anchor on the base line.
        at: (f64, f64),
        /// The words.
        words: String,
        /// Which end lies there.
        anchor: Anchor,
        /// How heavy it is.
        weight: Weight,
        /// Its colour.
        ink: Ink,
        /// Whether it keeps lines behind it at a distance.
        halo: bool,
    },
}

/// A whole chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Width in pixels.
    pub width_px: f64,
    /// Height in pixels.
    pub height_px: f64,
    /// The size of every text in pixels: a chart has one.
    pub text_px: f64,
    /// What it says, in a sentence: read aloud instead of the picture.
    pub title: String,
    /// More of it, for who cannot see the picture.
    pub description: String,
    /// The shapes, the furthest back first.
    pub primitives: Vec<Primitive>,
    /// The same values for who reads rather than looks.
    pub table: Table,
}

impl Scene {
    pub(crate) fn new(width_px: f64, text_px: f64, title: &str, description: &str) -> Self {
        Scene {
            width_px,
            height_px: 0.0,
            text_px,
            title: title.to_owned(),
            description: description.to_owned(),
            primitives: Vec::new(),
            table: Table::default(),
        }
    }

    pub(crate) fn line(&mut self, points: Vec<(f64, f64)>, ink: Ink, width_px: f64) {
        self.primitives.push(Primitive::Line { points, ink, width_px, dotted: false });
    }

    pub(crate) fn dotted(&mut self, from: (f64, f64), to: (f64, f64), ink: Ink) {
        self.primitives.push(Primitive::Line { points: vec![from, to], ink, width_px: 1.0, dotted: true });
    }

    pub(crate) fn area(&mut self, points: Vec<(f64, f64)>, ink: Ink) {
        self.primitives.push(Primitive::Area { points, ink });
    }

    pub(crate) fn rect(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), radius: f64, ink: Ink) {
        self.primitives.push(Primitive::Rect { x, y, width, height, radius, ink });
    }

    pub(crate) fn hatch(&mut self, (x, y): (f64, f64), (width, height): (f64, f64)) {
        self.primitives.push(Primitive::Hatch { x, y, width, height });
    }

    pub(crate) fn circle(&mut self, centre: (f64, f64), radius: f64, fill: Option<Ink>, edge: Ink) {
        self.primitives.push(Primitive::Circle { centre, radius, fill, edge });
    }

    pub(crate) fn text(
        &mut self,
        at: (f64, f64),
        words: impl Into<String>,
        anchor: Anchor,
        look: (Weight, Ink),
    ) {
        self.words(at, words.into(), anchor, look, false);
    }

    /// A text over lines, with the background's colour around its letters.
    pub(crate) fn label(
        &mut self,
        at: (f64, f64),
        words: impl Into<String>,
        anchor: Anchor,
        look: (Weight, Ink),
    ) {
        self.words(at, words.into(), anchor, look, true);
    }

    fn words(
        &mut self,
        at: (f64, f64),
        words: String,
        anchor: Anchor,
        (weight, ink): (Weight, Ink),
        halo: bool,
    ) {
        self.primitives.push(Primitive::Text { at, words, anchor, weight, ink, halo });
    }
}
