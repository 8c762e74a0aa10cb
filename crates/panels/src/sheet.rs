//! Puts headings, lines and choices under each other on a panel, at sizes that a tired eye reads.

use crate::{
    icon::Icon,
    scene::{Deed, Key, Panel, Picture, Place, Role, Target, TargetId, Weight, Words},
    typeface::Typeface,
};
use glam::{Vec2, vec2};

/// Capitals of a choice (art bible: 2° for elders).
pub(crate) const CHOICE_CAP_DEG: f32 = 2.0;
/// Capitals of a heading.
const HEAD_CAP_DEG: f32 = 1.9;
const LONG_HEAD_CAP_DEG: f32 = 1.55;
/// Capitals of what else is said (art bible: ≥ 1.2°).
pub(crate) const BODY_CAP_DEG: f32 = 1.35;
/// From line to line, in capitals.
const LEADING: f32 = 1.95;
/// Room within the edge of a panel.
const PADDING_DEG: f32 = 2.4;
/// Room between blocks, and between tiles.
const GAP_DEG: f32 = 1.5;
const TILE_GAP_DEG: f32 = 1.2;
const PLACE_GAP_DEG: f32 = 0.9;
/// Width of a card, as in the screens' reference: 0.95 m at 1.3 m.
const CARD_WIDTH_DEG: f32 = 42.0;
/// Width of a line of what else is said, at most.
const LINE_WIDTH_DEG: f32 = CARD_WIDTH_DEG - 2.0 * PADDING_DEG;
/// Width of a card with places to go: a name stays on one line beside its picture, so that two of them and the way to
/// more stand above the marks.
const PLACES_WIDTH_DEG: f32 = 50.0;
/// The middle of a card, below the eye line (art bible: 10–20°), at most this high for a tall one.
const CARD_UP_DEG: f32 = -13.0;
const CARD_UP_MOST_DEG: f32 = -10.0;
/// The foot of a card stays above this.
const CARD_FOOT_DEG: f32 = -28.0;
/// Cells of the 0–10 scale.
const SCALE_PITCH_DEG: f32 = 3.85;

/// A choice on a card.
pub(crate) struct Choice {
    pub id: TargetId,
    pub deed: Deed,
    pub label: String,
    pub icon: Icon,
    pub patience: f32,
}

impl Choice {
    pub fn new(id: TargetId, deed: Deed, label: String, icon: Icon) -> Self {
        Self { id, deed, label, icon, patience: 1.0 }
    }
}

/// One place in a row that is a single control.
pub(crate) struct Stop {
    pub id: TargetId,
    pub deed: Deed,
    pub name: String,
    pub icon: Icon,
    pub current: bool,
}

/// One place on a scale.
pub(crate) struct Cell {
    pub id: TargetId,
    pub deed: Deed,
    pub value: u8,
    /// Whether the number is shown; a line without numbers has dots.
    pub told: bool,
}

/// A place to go, with what is in it.
pub(crate) struct Destination {
    pub choice: Choice,
    pub contents: Vec<(Icon, String)>,
}

/// Something on a card.
pub(crate) enum Block {
    Heading(String),
    Lines(Vec<String>),
    Code {
        label: String,
        digits: String,
    },
    Choices(Vec<Choice>),
    Destination(Destination),
    Scale {
        low: String,
        high: String,
        cells: Vec<Cell>,
    },
    /// Rows that are a single control.
    List(Vec<Choice>),
    Row {
        label: String,
        stops: Vec<Stop>,
    },
}

/// A panel that grows downwards.
struct Sheet<'a> {
    typeface: &'a Typeface,
    panel: Panel,
    width: f32,
    /// How far down we are.
    down: f32,
    controls: u8,
}

/// A card before the client, its middle a little below the eye line.
pub(crate) fn card(typeface: &Typeface, key: Key, blocks: Vec<Block>) -> Panel {
    let scale = SCALE_PITCH_DEG * 11.0 + 2.0 * PADDING_DEG;
    let width = blocks.iter().fold(CARD_WIDTH_DEG, |width, block| match block {
        Block::Scale { .. } => width.max(scale),
        Block::Destination(_) => width.max(PLACES_WIDTH_DEG),
        _ => width,
    });
    let place = Place { aside_deg: 0.0, up_deg: CARD_UP_DEG, distance_m: 1.3 };
    let mut sheet =
        Sheet { typeface, panel: empty(key, Role::Card, place), width, down: PADDING_DEG, controls: 0 };
    let mut first = true;
    for block in blocks {
        let gap = if matches!(block, Block::Destination(_)) { PLACE_GAP_DEG } else { GAP_DEG };
        sheet.down += if first { 0.0 } else { gap };
        first = false;
        sheet.add(block);
    }
    sheet.finish()
}

/// A panel with nothing on it.
pub(crate) fn empty(key: Key, role: Role, place: Place) -> Panel {
    let (words, pictures, targets) = (Vec::new(), Vec::new(), Vec::new());
    Panel { key, role, place, size: Vec2::ZERO, words, pictures, targets }
}

/// A line of words with its middle here.
pub(crate) fn words(text: String, at: Vec2, cap_deg: f32, weight: Weight, of: Option<TargetId>) -> Words {
    Words { text, at, cap_deg, from_left: false, weight, of }
}

impl Sheet<'_> {
    fn add(&mut self, block: Block) {
        match block {
            Block::Heading(text) => {
                // A long question of somebody's own is set a little smaller, never below what is read with ease.
                let long = self.typeface.lines(&text, self.inner() / HEAD_CAP_DEG).len() > 2;
                self.lines(&text, if long { LONG_HEAD_CAP_DEG } else { HEAD_CAP_DEG }, Weight::Full);
            }
            Block::Lines(lines) => {
                for line in lines {
                    self.lines(&line, BODY_CAP_DEG, Weight::Soft);
                }
            }
            Block::Code { label, digits } => self.code(label, &digits),
            Block::Choices(choices) => self.choices(choices),
            Block::Destination(destination) => self.destination(destination),
            Block::Scale { low, high, cells } => self.scale(low, high, cells),
            Block::List(choices) => self.list(choices),
            Block::Row { label, stops } => self.row(label, stops),
        }
    }

    /// Down is measured from the top until the height is known.
    fn finish(mut self) -> Panel {
        let height = self.down + PADDING_DEG;
        self.panel.size = vec2(self.width, height);
        // A tall card rises a little, so that the marks below it stay free.
        self.panel.place.up_deg = CARD_UP_DEG.max(CARD_FOOT_DEG + height / 2.0).min(CARD_UP_MOST_DEG);
        let lift = |at: &mut Vec2| at.y += height / 2.0;
        self.panel.words.iter_mut().for_each(|words| lift(&mut words.at));
        self.panel.pictures.iter_mut().for_each(|picture| lift(&mut picture.at));
        for target in &mut self.panel.targets {
            lift(&mut target.at);
            lift(&mut target.ring.0);
        }
        self.panel
    }

    fn inner(&self) -> f32 {
        self.width - 2.0 * PADDING_DEG
    }

    fn lines(&mut self, text: &str, cap: f32, weight: Weight) {
        // On a wider card no line grows longer than is read at a glance.
        let measure = if weight == Weight::Full { self.inner() } else { self.inner().min(LINE_WIDTH_DEG) };
        for line in self.typeface.lines(text, measure / cap) {
            let at = vec2(0.0, -(self.down + cap * LEADING / 2.0));
            self.panel.words.push(words(line, at, cap, weight, None));
            self.down += cap * LEADING;
        }
    }

    fn code(&mut self, label: String, digits: &str) {
        let spaced = digits.chars().map(String::from).collect::<Vec<_>>().join(" ");
        let (small, large) = (BODY_CAP_DEG, CHOICE_CAP_DEG);
        let gap = 1.6;
        let label_width = self.typeface.width(&label) * small;
        let all = label_width + gap + self.typeface.width(&spaced) * large;
        let y = -(self.down + large * LEADING / 2.0);
        for (text, left, cap, weight) in [
            (label, -all / 2.0, small, Weight::Soft),
            (spaced, -all / 2.0 + label_width + gap, large, Weight::Full),
        ] {
            let mut line = words(text, vec2(left, y), cap, weight, None);
            line.from_left = true;
            self.panel.words.push(line);
        }
        self.down += large * LEADING;
    }

    /// Tiles beside each other when the words fit, else rows.
    fn choices(&mut self, choices: Vec<Choice>) {
        if choices.len() == 1 {
            choices.into_iter().for_each(|choice| self.button(choice));
            return;
        }
        let count = choices.len().max(1) as f32;
        let tile = (self.inner() - TILE_GAP_DEG * (count - 1.0)) / count;
        let room = (tile - 1.0) / CHOICE_CAP_DEG;
        if choices.iter().all(|choice| self.typeface.width(&choice.label) <= room) {
            self.tiles(choices, tile);
        } else {
            let last = choices.len().saturating_sub(1);
            for (n, choice) in choices.into_iter().enumerate() {
                self.wide(choice);
                self.down += if n < last { TILE_GAP_DEG * 0.75 } else { 0.0 };
            }
        }
    }

    fn tiles(&mut self, choices: Vec<Choice>, tile: f32) {
        let height = 11.4;
        let radius = 2.75;
        for (n, choice) in choices.into_iter().enumerate() {
            let x = -self.inner() / 2.0 + tile / 2.0 + n as f32 * (tile + TILE_GAP_DEG);
            let middle = vec2(x, -(self.down + height / 2.0));
            let ring = vec2(x, -(self.down + 1.2 + radius));
            let of = Some(choice.id);
            self.panel.pictures.push(Picture { icon: choice.icon, at: ring, size_deg: 3.1, of });
            let below = vec2(x, -(self.down + height - 2.1));
            self.panel.words.push(words(choice.label.clone(), below, CHOICE_CAP_DEG, Weight::Full, of));
            self.target(choice, middle, vec2(tile, height), (ring, radius));
        }
        self.down += height;
    }

    /// A choice on its own: as wide as its words need.
    fn button(&mut self, choice: Choice) {
        let height = 5.4;
        let text = self.typeface.width(&choice.label) * CHOICE_CAP_DEG;
        let width = (height + 1.2 + text + 2.4).max(17.0).min(self.inner());
        let y = -(self.down + height / 2.0);
        let left = -(height + 0.4 + text) / 2.0 - 0.4;
        let ring = vec2(left + height / 2.0, y);
        let of = Some(choice.id);
        self.panel.pictures.push(Picture { icon: choice.icon, at: ring, size_deg: 2.4, of });
        let mut line =
            words(choice.label.clone(), vec2(left + height + 0.4, y), CHOICE_CAP_DEG, Weight::Full, of);
        line.from_left = true;
        self.panel.words.push(line);
        self.target(choice, vec2(0.0, y), vec2(width, height), (ring, 2.1));
        self.down += height;
    }

    /// A choice as wide as the card; long words go on below each other.
    fn wide(&mut self, choice: Choice) {
        let (mark, leading) = (5.2, CHOICE_CAP_DEG * 1.55);
        let room = self.inner() - mark - 1.4;
        let lines = self.typeface.lines(&choice.label, room / CHOICE_CAP_DEG);
        let height = mark + leading * lines.len().saturating_sub(1) as f32;
        let y = -(self.down + height / 2.0);
        let left = -self.inner() / 2.0;
        let ring = vec2(left + mark / 2.0 + 0.4, y);
        let of = Some(choice.id);
        self.panel.pictures.push(Picture { icon: choice.icon, at: ring, size_deg: 2.3, of });
        let top = y + (height - mark) / 2.0;
        for (n, line) in lines.into_iter().enumerate() {
            let at = vec2(left + mark + 1.2, top - n as f32 * leading);
            let mut line = words(line, at, CHOICE_CAP_DEG, Weight::Full, of);
            line.from_left = true;
            self.panel.words.push(line);
        }
        self.target(choice, vec2(0.0, y), vec2(self.inner(), height), (ring, 2.05));
        self.down += height;
    }

    /// Steps from the lowest to the highest, one below the other.
    fn list(&mut self, choices: Vec<Choice>) {
        let control = self.next_control();
        let height = 4.2;
        for choice in choices {
            let y = -(self.down + height / 2.0);
            let left = -self.inner() / 2.0;
            let ring = vec2(left + height / 2.0 + 0.4, y);
            let of = Some(choice.id);
            self.panel.pictures.push(Picture { icon: choice.icon, at: ring, size_deg: 1.8, of });
            let at = vec2(left + height + 1.2, y);
            let mut line = words(choice.label.clone(), at, CHOICE_CAP_DEG, Weight::Full, of);
            line.from_left = true;
            self.panel.words.push(line);
            self.target(choice, vec2(0.0, y), vec2(self.inner(), height), (ring, 1.6));
            if let Some(target) = self.panel.targets.last_mut() {
                target.control = Some(control);
            }
            self.down += height;
        }
    }

    fn destination(&mut self, destination: Destination) {
        let Destination { choice, contents } = destination;
        let of = Some(choice.id);
        let left = -self.inner() / 2.0;
        let text_left = left + 8.4;
        let room = self.inner() - 8.4 - 0.8;
        let top = self.down;
        self.down += 1.2;
        for line in self.typeface.lines(&choice.label, room / CHOICE_CAP_DEG) {
            let mut line = words(line, vec2(text_left, -(self.down + 1.9)), CHOICE_CAP_DEG, Weight::Full, of);
            line.from_left = true;
            self.panel.words.push(line);
            self.down += 3.6;
        }
        self.down += 0.2;
        let (cap, picture) = (BODY_CAP_DEG, 1.9);
        let mut x = text_left;
        let mut spoken = vec![choice.label.clone()];
        self.down += cap * LEADING / 2.0;
        for (icon, text) in contents {
            let width = picture + 0.5 + self.typeface.width(&text) * cap;
            if x > text_left && x + width > text_left + room {
                x = text_left;
                self.down += cap * LEADING;
            }
            let y = -self.down;
            let at = vec2(x + picture / 2.0, y);
            self.panel.pictures.push(Picture { icon, at, size_deg: picture, of });
            let mut line = words(text.clone(), vec2(x + picture + 0.5, y), cap, Weight::Soft, of);
            line.from_left = true;
            self.panel.words.push(line);
            spoken.push(text);
            x += width + 1.5;
        }
        self.down += cap * LEADING / 2.0 + 1.2;
        let height = self.down - top;
        let middle = vec2(0.0, -(top + height / 2.0));
        let ring = vec2(left + 4.2, middle.y);
        self.panel.pictures.push(Picture { icon: choice.icon, at: ring, size_deg: 3.3, of });
        let size = vec2(self.inner(), height);
        self.target(Choice { label: spoken.join(", "), ..choice }, middle, size, (ring, 2.9));
    }

    fn scale(&mut self, low: String, high: String, cells: Vec<Cell>) {
        let height = 6.0;
        let y = -(self.down + height / 2.0);
        let control = self.next_control();
        let most = cells.len().saturating_sub(1);
        let middle = most as f32 / 2.0;
        for (n, Cell { id, deed, value, told }) in cells.into_iter().enumerate() {
            let at = vec2((n as f32 - middle) * SCALE_PITCH_DEG, y);
            if told {
                self.panel.words.push(words(value.to_string(), at, CHOICE_CAP_DEG, Weight::Full, Some(id)));
            } else {
                self.panel.pictures.push(Picture { icon: Icon::Dot, at, size_deg: 2.0, of: Some(id) });
            }
            let name = match n {
                0 => format!("{value}, {low}"),
                n if n == most => format!("{value}, {high}"),
                _ => value.to_string(),
            };
            self.panel.targets.push(Target {
                id,
                deed,
                name,
                at,
                size: vec2(SCALE_PITCH_DEG, height),
                ring: (at - vec2(0.0, height / 2.0 - 0.75), 0.0),
                control: Some(control),
                current: false,
                patience: 1.0,
            });
        }
        self.down += height;
        self.ends(low, high, (middle + 0.5) * SCALE_PITCH_DEG - 0.4);
    }

    /// What the ends of a scale mean: at its ends, and where both do not fit there under each other.
    fn ends(&mut self, low: String, high: String, reach: f32) {
        let cap = BODY_CAP_DEG;
        let width = |text: &str| self.typeface.width(text) * cap;
        let (low_width, high_width) = (width(&low), width(&high));
        let room = |reach: f32| low_width + high_width + 2.0 <= 2.0 * reach;
        let widest = self.inner() / 2.0 - 0.4;
        let reach = if room(reach) { reach } else { widest };
        let line = cap * LEADING;
        let below = if room(reach) { 0.0 } else { line };
        let y = -(self.down + line / 2.0);
        let mut from_left = words(low, vec2(-reach, y), cap, Weight::Soft, None);
        from_left.from_left = true;
        let right = words(high, vec2(reach - high_width / 2.0, y - below), cap, Weight::Soft, None);
        self.panel.words.extend([from_left, right]);
        self.down += line + below;
    }

    fn row(&mut self, label: String, stops: Vec<Stop>) {
        let cap = BODY_CAP_DEG;
        let at = vec2(0.0, -(self.down + cap * LEADING / 2.0));
        self.panel.words.push(words(label, at, cap, Weight::Soft, None));
        self.down += cap * LEADING + 0.3;
        let control = self.next_control();
        let (pitch, height) = (self.inner() / stops.len().max(1) as f32, 5.4);
        let y = -(self.down + height / 2.0);
        let middle = (stops.len() as f32 - 1.0) / 2.0;
        for (n, stop) in stops.into_iter().enumerate() {
            let at = vec2((n as f32 - middle) * pitch, y);
            let of = Some(stop.id);
            self.panel.pictures.push(Picture { icon: stop.icon, at, size_deg: 2.7, of });
            self.panel.targets.push(Target {
                id: stop.id,
                deed: stop.deed,
                name: stop.name,
                at,
                size: vec2(pitch, height),
                ring: (at, 2.3),
                control: Some(control),
                current: stop.current,
                patience: 1.0,
            });
        }
        self.down += height;
    }

    fn next_control(&mut self) -> u8 {
        self.controls += 1;
        self.controls
    }

    fn target(&mut self, choice: Choice, at: Vec2, size: Vec2, ring: (Vec2, f32)) {
        let Choice { id, deed, label, patience, .. } = choice;
        let target =
            Target { id, deed, name: label, at, size, ring, control: None, current: false, patience };
        self.panel.targets.push(target);
    }
}
