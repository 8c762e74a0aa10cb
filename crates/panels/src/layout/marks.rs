//! What stands around a card: the marks low in view, who watches or steers above, the words of the breath.

use super::{ENDING_PATIENCE, Saying};
use crate::{
    icon::Icon,
    scene::{Key, Panel, Picture, Place, Role, Target, TargetId, Weight, Words},
    sheet::{BODY_CAP_DEG, Choice, empty, words},
    typeface::Typeface,
};
use glam::vec2;
use session::{Act, Menu, Phase, SearchOutcome, Steering, WorldTime};

/// Where captions stand, and how wide a line of them is.
pub(super) const CAPTION_UP_DEG: f32 = -17.0;
const CAPTION_WIDTH_DEG: f32 = 36.0;
/// Words go along with the breath for this long.
pub(super) const BREATH_WORDS: WorldTime = WorldTime::from_secs(60);
/// What a search gave is waited for so long after its end, and then stands there until.
const PACE_AWAITED: WorldTime = WorldTime::from_secs(8);
const PACE_WORDS: WorldTime = WorldTime::from_secs(25);

impl Saying<'_> {
    /// The marks low in view: what helps now, and the one way to calm (rule 5).
    pub(super) fn marks(&self, card: bool) -> Option<Panel> {
        let state = self.state;
        let aside = match (state.phase, state.menu) {
            (Phase::Done, _) => None,
            _ if state.steering != Steering::Client => {
                Some(self.act(TargetId::TakeBack, Act::HandBack, "vr-take-back", Icon::Wheel))
            }
            _ if state.watch_request.is_none() && self.open_item().is_some() => {
                self.open_item().map(|(question, _)| self.pass_item(question.id))
            }
            (Phase::World, _) if state.question.is_some() || state.watch_request.is_some() => None,
            (Phase::World, None) => {
                Some(self.act(TargetId::Menu, Act::ShowMenu(Some(Menu::Main)), "vr-menu", Icon::Dots))
            }
            (Phase::World, Some(Menu::Main)) => {
                Some(self.act(TargetId::Unwell, Act::ShowMenu(Some(Menu::Unwell)), "vr-unwell", Icon::Heart))
            }
            (Phase::World, Some(Menu::Settings | Menu::Unwell | Menu::Exercises)) => {
                Some(self.act(TargetId::Back, Act::ShowMenu(Some(Menu::Main)), "vr-back", Icon::Arrow))
            }
            (Phase::DiscomfortKind, _) => Some(self.act(TargetId::Skip, Act::Skip, "vr-skip", Icon::Onward)),
            _ if !state.watchers.is_empty() => Some(self.stop_watching()),
            _ => None,
        };
        let calm = match state.phase {
            Phase::Done | Phase::Held(_) => None,
            Phase::CalmEnd => Some(self.ending(TargetId::Leave, Act::Leave)),
            Phase::World if card || state.exercise.is_some() || state.steering != Steering::Client => {
                Some(self.act(TargetId::Calm, Act::Calm, "vr-calm", Icon::Leaf))
            }
            _ => Some(self.ending(TargetId::Calm, Act::Calm)),
        };
        // Whoever steers: a planned question can always be passed over by who is asked (rule 5).
        let steered = state.steering != Steering::Client && state.watch_request.is_none();
        let pass = self.open_item().filter(|_| steered).map(|(question, _)| self.pass_item(question.id));
        let choices: Vec<Choice> = aside.into_iter().chain(pass).chain(calm).collect();
        (!choices.is_empty()).then(|| self.pills(choices))
    }

    pub(super) fn ending(&self, id: TargetId, act: Act) -> Choice {
        let mut choice = self.act(id, act, "vr-stop", Icon::Cross);
        choice.patience = ENDING_PATIENCE;
        choice
    }

    pub(super) fn pills(&self, choices: Vec<Choice>) -> Panel {
        let (height, gap) = (3.9, 2.6);
        let place = Place { aside_deg: 0.0, up_deg: -33.0, distance_m: 1.3 };
        let mut panel = empty(Key::Marks, Role::Marks, place);
        let mut left = 0.0;
        for choice in choices {
            let (target, picture, line, width) = pill(self.typeface, choice, left, height);
            panel.targets.push(target);
            panel.pictures.push(picture);
            panel.words.push(line);
            left += width + gap;
        }
        let all = left - gap;
        panel.size = vec2(all, height);
        centre(&mut panel, all);
        panel
    }

    /// Who watches or steers, always in view (rule 6).
    pub(super) fn badge(&self) -> Option<Panel> {
        let first = self.state.watchers.first()?;
        let (icon, line) = match self.state.steering_name() {
            Some(name) => (Icon::Wheel, self.texts.with("vr-steering", &[("name", self.name(name).into())])),
            None => {
                let others = self.state.watchers.len() - 1;
                let values = [("name", self.name(&first.name).into()), ("others", others.into())];
                (Icon::Eye, self.texts.with("vr-watching", &values))
            }
        };
        let line = sentence(&line);
        let place = Place { aside_deg: 0.0, up_deg: 20.0, distance_m: 1.5 };
        let mut panel = empty(Key::Badge, Role::Badge, place);
        let height = 3.4;
        let width = self.typeface.width(&line) * BODY_CAP_DEG;
        panel.size = vec2(width + height + 1.9, height);
        let left = -panel.size.x / 2.0;
        let at = vec2(left + height / 2.0 + 0.2, 0.0);
        panel.pictures.push(Picture { icon, at, size_deg: 2.1, of: None });
        let mut line = words(line, vec2(left + height + 0.5, 0.0), BODY_CAP_DEG, Weight::Full, None);
        line.from_left = true;
        panel.words.push(line);
        Some(panel)
    }

    /// "Breathe in", "breathe out", for the first minute; the world and its sound take over from there.
    pub(super) fn breath(&self) -> Option<Panel> {
        let running = self.state.exercise.filter(|running| running.exercise.breathes())?;
        if self.at.since(running.began) >= BREATH_WORDS {
            return None;
        }
        let inhaling = running.breathing.inhaling(self.at);
        let line = self.text(if inhaling { "vr-breathe-in" } else { "vr-breathe-out" });
        Some(self.words(Key::Breath(inhaling), &line, CAPTION_UP_DEG))
    }

    /// What a search for the own pace gave; kind words where it gave none (rule 9: no failure in the headset).
    pub(super) fn pace(&self) -> Option<Panel> {
        let state = self.state;
        let since = self.at.since(state.searched_at?);
        let told = state.phase == Phase::World && state.exercise.is_none() && since < PACE_WORDS;
        let line = match state.search.as_ref().map(|search| search.outcome) {
            Some(SearchOutcome::Found { pace_milli_bpm, .. }) => {
                // To a tenth, in whole numbers: the headset's build has no room for more.
                let tenths = pace_milli_bpm / 100;
                let values = [("whole", (tenths / 10).into()), ("tenth", (tenths % 10).into())];
                self.texts.with("vr-pace-found", &values)
            }
            None if since < PACE_AWAITED => return None,
            _ => self.text("vr-pace-kind"),
        };
        told.then(|| self.words(Key::Pace, &line, CAPTION_UP_DEG))
    }

    /// A few words without a choice, on as many lines as they need.
    pub(super) fn words(&self, key: Key, text: &str, up_deg: f32) -> Panel {
        let place = Place { aside_deg: 0.0, up_deg, distance_m: 1.5 };
        let mut panel = empty(key, Role::Caption, place);
        let (cap, leading) = (1.6, 1.6 * 1.75);
        let lines = self.typeface.lines(text, CAPTION_WIDTH_DEG / cap);
        let widest = lines.iter().map(|line| self.typeface.width(line)).fold(0.0, f32::max);
        let below_first = leading * lines.len().saturating_sub(1) as f32;
        panel.size = vec2(widest * cap + 3.6, cap * 2.6 + below_first);
        for (n, line) in lines.into_iter().enumerate() {
            let at = vec2(0.0, below_first / 2.0 - leading * n as f32);
            panel.words.push(words(line, at, cap, Weight::Full, None));
        }
        panel
    }
}

/// The line with a capital, as a sentence begins.
fn sentence(line: &str) -> String {
    let mut letters = line.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Moves what was laid out from the left edge on to around the middle.
fn centre(panel: &mut Panel, width: f32) {
    let by = vec2(-width / 2.0, 0.0);
    for target in &mut panel.targets {
        target.at += by;
        target.ring.0 += by;
    }
    panel.pictures.iter_mut().for_each(|picture| picture.at += by);
    panel.words.iter_mut().for_each(|words| words.at += by);
}

/// A choice in a pill: a picture and a word beside it. Gives its width, too.
fn pill(typeface: &Typeface, choice: Choice, left: f32, height: f32) -> (Target, Picture, Words, f32) {
    let cap_deg = BODY_CAP_DEG;
    let ring = height / 2.0 - 0.55;
    let text_left = left + height + 0.35;
    let width = height + 0.35 + typeface.width(&choice.label) * cap_deg + height * 0.5;
    let at = vec2(left + width / 2.0, 0.0);
    let middle = vec2(left + height / 2.0, 0.0);
    let target = Target {
        id: choice.id,
        deed: choice.deed,
        name: choice.label.clone(),
        at,
        size: vec2(width, height),
        ring: (middle, ring),
        control: None,
        current: false,
        patience: choice.patience,
    };
    let of = Some(choice.id);
    let picture = Picture { icon: choice.icon, at: middle, size_deg: ring * 1.15, of };
    let mut line = words(choice.label, vec2(text_left, 0.0), cap_deg, Weight::Full, of);
    line.from_left = true;
    (target, picture, line, width)
}
