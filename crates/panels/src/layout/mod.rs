//! What stands before the client in every state of a session: few words, at most three choices, always a way to calm.

mod asked;
mod guided;
mod item;
mod keeping;
mod marks;
mod menu;
mod names;
mod steps;

use crate::{
    icon::Icon,
    scene::{Deed, Key, Panel, Scene, TargetId},
    sheet::{Block, Choice, card},
    typeface::{Typeface, TypefaceError},
};
use session::{Act, Phase, State, WorldTime};
use texts::Texts;

pub use guided::{Said, hushed, said};
pub use keeping::Keeping;

/// Ending takes a little longer than other choices, so that nobody ends by a stray glance.
const ENDING_PATIENCE: f32 = 1.6;

/// What the headset knows besides the session's state.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Extras<'a> {
    /// The code to show while nobody watches; only with a link.
    pub pairing_code: Option<&'a str>,
    /// The self-check item was answered and asks again (rule 4: sit down first).
    pub asked_again: bool,
    /// The world that the client chose could not be fetched: another, or later.
    pub world_away: bool,
    /// Which way the panels stand, degrees to the right ([`crate::Anchor`]).
    pub heading_deg: f32,
    /// In virtual reality, not on a plain screen.
    pub in_headset: bool,
    /// What becomes of the session's record.
    pub keeping: Keeping,
}

/// Lays out panels.
pub struct Panels {
    typeface: Typeface,
}

impl Panels {
    /// Ready to lay out.
    ///
    /// # Errors
    /// When the build carries a broken font.
    pub fn new() -> Result<Self, TypefaceError> {
        Ok(Self { typeface: Typeface::ours()? })
    }

    /// The typeface that the panels are set in.
    pub fn typeface(&self) -> &Typeface {
        &self.typeface
    }

    /// What stands before the client.
    pub fn lay_out(&self, state: &State, at: WorldTime, texts: &Texts, extras: &Extras) -> Scene {
        let say = Saying { typeface: &self.typeface, texts, state, at, extras };
        let card = say.card();
        let captioned = card.is_none().then(|| say.caption()).flatten();
        let marks = say.marks(card.is_some());
        let things = if card.is_none() { say.things() } else { Vec::new() };
        let panels = [marks, card, captioned, say.badge()].into_iter().flatten();
        Scene { panels: things.into_iter().chain(panels).collect(), heading_deg: extras.heading_deg }
    }
}

/// One layout on its way.
struct Saying<'a> {
    typeface: &'a Typeface,
    texts: &'a Texts,
    state: &'a State,
    at: WorldTime,
    extras: &'a Extras<'a>,
}

impl Saying<'_> {
    fn text(&self, id: &str) -> String {
        self.texts.get(id)
    }

    /// The few words that go with what the client does.
    fn caption(&self) -> Option<Panel> {
        self.breath().or_else(|| self.guide()).or_else(|| self.hint()).or_else(|| self.pace())
    }

    /// The one panel that asks or tells something.
    fn card(&self) -> Option<Panel> {
        if let Some(watcher) = &self.state.watch_request
            && self.state.phase != Phase::Done
        {
            return Some(self.watch_request(watcher));
        }
        if let Some(question) = &self.state.question
            && matches!(self.state.phase, Phase::World | Phase::ItemsBefore | Phase::ItemsAfter)
        {
            return Some(self.question(question));
        }
        let blocks = match self.state.phase {
            Phase::Welcome => self.welcome(),
            Phase::SelfCheck(item) => self.self_check(item),
            Phase::Held(item) => self.held(item),
            Phase::TensionBefore | Phase::TensionAfter => self.tension(),
            Phase::Choice => self.choice(),
            Phase::World => return self.state.menu.map(|menu| self.menu(menu)),
            // A question stands before the client in these; without one the next step is on its way.
            Phase::ItemsBefore | Phase::ItemsAfter => return None,
            Phase::CalmEnd => vec![
                Block::Heading(self.text("vr-calm-end")),
                Block::Choices(vec![self.act(
                    TargetId::Continue,
                    Act::Continue,
                    "vr-continue",
                    Icon::Onward,
                )]),
            ],
            Phase::Discomfort => self.discomfort(),
            Phase::DiscomfortKind => self.discomfort_kinds("vr-discomfort-kind"),
            Phase::Leaving => vec![
                Block::Heading(self.text("vr-leaving")),
                Block::Lines(vec![self.text("vr-leaving-more")]),
                Block::Choices(vec![self.act(
                    TargetId::Continue,
                    Act::Continue,
                    "vr-understood",
                    Icon::Tick,
                )]),
            ],
            Phase::Done => self.done(),
        };
        let key = match self.state.phase {
            Phase::Choice => Key::Choice(self.choice_page()),
            phase => Key::Step(phase),
        };
        Some(self.set(key, blocks))
    }

    fn act(&self, id: TargetId, act: Act, label: &str, icon: Icon) -> Choice {
        Choice::new(id, Deed::Act(act), self.text(label), icon)
    }

    fn set(&self, key: Key, blocks: Vec<Block>) -> Panel {
        card(self.typeface, key, blocks)
    }
}
