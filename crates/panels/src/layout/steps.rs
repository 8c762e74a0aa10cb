//! The steps before and after a world: welcome, self-check, tension, the choice of a world, discomfort, done.

use super::{Keeping, Saying};
use crate::{
    icon::Icon,
    scene::{Deed, Local, TargetId},
    sheet::{Block, Cell, Choice, Destination},
};
use catalogue::{Trait, World};
use session::{Act, Discomfort, REST_AFTER_LONG, SOFT_END, SelfCheckItem, Verdict, WorldTime};
use texts::Value;

/// Worlds on one card. With the way to the next card that is three choices, the most that may be in sight; it holds
/// for any number of worlds.
pub(super) const WORLDS_A_CARD: usize = 2;
/// What can feel unpleasant stands on so many pages.
pub(super) const DISCOMFORT_PAGES: usize = 2;

impl Saying<'_> {
    pub(super) fn welcome(&self) -> Vec<Block> {
        let language = self.other_language();
        let rest = self.state.rest_until.since(self.at);
        if rest > WorldTime::START {
            let minutes = rest.as_secs_f64() / 60.0;
            let minutes = ("minutes", Value::Number(minutes.ceil()));
            return vec![
                Block::Heading(self.text("vr-rest")),
                Block::Lines(vec![self.texts.with("vr-rest-minutes", &[minutes])]),
                Block::Choices(vec![language]),
            ];
        }
        let mut blocks = vec![Block::Heading(self.text("vr-welcome"))];
        let warning = self.warning();
        blocks.extend((!warning.is_empty()).then_some(Block::Lines(warning)));
        let mut choices = vec![language];
        // Whoever is told that little is kept may begin all the same; a second session beside the first may not.
        if self.extras.keeping != Keeping::Elsewhere {
            choices.insert(0, self.act(TargetId::Begin, Act::Begin, "vr-begin", Icon::Onward));
        }
        blocks.push(Block::Choices(choices));
        blocks.extend(self.note().map(|note| Block::Lines(vec![note])));
        blocks.extend(self.code());
        blocks
    }

    /// The code by which a colleague finds this headset; gone once somebody watches.
    pub(super) fn code(&self) -> Option<Block> {
        // Where the session is not, nobody is to watch.
        let here = self.state.watchers.is_empty() && self.extras.keeping != Keeping::Elsewhere;
        let digits = self.extras.pairing_code.filter(|_| here)?;
        Some(Block::Code { label: self.text("vr-code"), digits: digits.to_owned() })
    }

    pub(super) fn other_language(&self) -> Choice {
        let other = match self.state.language {
            session::Language::Nl => session::Language::En,
            session::Language::En => session::Language::Nl,
        };
        self.act(TargetId::Language, Act::SpeakLanguage(other), "vr-other-language", Icon::Speech)
    }

    /// Lies down, or sits up: what is now is not offered.
    pub(super) fn posture(&self) -> Choice {
        let (label, icon) =
            if self.state.lying { ("vr-sitting", Icon::Seat) } else { ("vr-lying", Icon::Bed) };
        self.act(TargetId::Lying, Act::SetLying(!self.state.lying), label, icon)
    }

    pub(super) fn self_check(&self, item: SelfCheckItem) -> Vec<Block> {
        let asked = self.text(&format!("vr-check-{}", item.slug()));
        let more = match item {
            SelfCheckItem::Settled if self.extras.asked_again => vec!["vr-check-settled-again"],
            SelfCheckItem::Settled => vec!["vr-check-settled-more"],
            SelfCheckItem::OldEnough => vec![],
            SelfCheckItem::Seizure => vec!["vr-check-seizure-more"],
            SelfCheckItem::Condition => {
                vec!["vr-check-condition-more-1", "vr-check-condition-more-2", "vr-check-condition-more-3"]
            }
            SelfCheckItem::Caution => {
                vec!["vr-check-caution-more-1", "vr-check-caution-more-2", "vr-check-caution-more-3"]
            }
        };
        let mut blocks = vec![Block::Heading(asked)];
        if !more.is_empty() {
            blocks.push(Block::Lines(more.into_iter().map(|id| self.text(id)).collect()));
        }
        let answer = |yes| (TargetId::Check(item, yes), Act::AnswerSelfCheck { item, yes });
        blocks.push(self.yes_no(answer(true), answer(false)));
        blocks
    }

    pub(super) fn held(&self, item: SelfCheckItem) -> Vec<Block> {
        let stops = [true, false].map(|yes| item.verdict(yes)).contains(&Verdict::HardStop);
        let (heading, more) = if stops {
            ("vr-held-stop", "vr-held-stop-more")
        } else {
            ("vr-held-clinician", "vr-held-clinician-more")
        };
        let mut blocks = vec![Block::Heading(self.text(heading)), Block::Lines(vec![self.text(more)])];
        blocks.extend((!stops).then(|| self.code()).flatten());
        blocks.push(Block::Choices(vec![self.act(TargetId::Leave, Act::Leave, "vr-stop", Icon::Cross)]));
        blocks
    }

    pub(super) fn tension(&self) -> Vec<Block> {
        let cell = |value| {
            let deed = Deed::Act(Act::RateTension(value));
            Cell { id: TargetId::Rate(value), deed, value, told: true }
        };
        let cells = (0..=10).map(cell).collect();
        self.scale(
            self.text("vr-tension"),
            cells,
            self.act(TargetId::Skip, Act::Skip, "vr-skip", Icon::Onward),
        )
    }

    pub(super) fn choice(&self) -> Vec<Block> {
        // In its place: there is no room for both.
        let asked = || Block::Heading(self.text("vr-choice"));
        let mut blocks = vec![self.world_away().unwrap_or_else(asked)];
        blocks.extend(self.worlds_here().into_iter().map(|world| self.destination(world)));
        if self.state.planned.offered().len() > WORLDS_A_CARD {
            blocks.push(Block::Choices(vec![self.next_page("vr-more-worlds")]));
        }
        blocks
    }

    /// A world to go to, with what is in it.
    pub(super) fn destination(&self, world: World) -> Block {
        let label = self.text(&format!("world-{}", world.slug()));
        let id = TargetId::World(world);
        let choice = Choice::new(id, Deed::Act(Act::ChooseWorld(world)), label, world_icon(world));
        let contents = world.traits().iter().map(|what| self.contents(*what)).collect();
        Block::Destination(Destination { choice, contents })
    }

    /// The choice that turns to the next page.
    pub(super) fn next_page(&self, label: &str) -> Choice {
        self.act(TargetId::More, Act::TurnPage, label, Icon::Dots)
    }

    /// Which of so many pages stands there, from 0: after the last comes the first again.
    pub(super) fn page(&self, pages: usize) -> u8 {
        u8::try_from(usize::from(self.state.page) % pages.max(1)).unwrap_or(0)
    }

    /// Which card of worlds this is.
    pub(super) fn choice_page(&self) -> u8 {
        self.page(self.state.planned.offered().len().div_ceil(WORLDS_A_CARD))
    }

    /// The worlds on this card, in the order in which they are offered.
    fn worlds_here(&self) -> Vec<World> {
        let before = usize::from(self.choice_page()) * WORLDS_A_CARD;
        self.state.planned.offered().into_iter().skip(before).take(WORLDS_A_CARD).collect()
    }

    /// That the world chosen last could not be fetched.
    pub(super) fn world_away(&self) -> Option<Block> {
        self.extras.world_away.then(|| Block::Lines(vec![self.text("vr-world-away")]))
    }

    pub(super) fn contents(&self, what: Trait) -> (Icon, String) {
        let (icon, id) = match what {
            Trait::Water => (Icon::Waves, "vr-trait-water"),
            Trait::Animals => (Icon::Bird, "vr-trait-animals"),
            Trait::Heights => (Icon::Peak, "vr-trait-heights"),
            Trait::Dark => (Icon::Moon, "vr-trait-dark"),
            Trait::Quiet => (Icon::Leaf, "vr-trait-quiet"),
        };
        (icon, self.text(id))
    }

    pub(super) fn discomfort(&self) -> Vec<Block> {
        let felt = (TargetId::Felt, Act::DiscomfortFelt);
        let none = (TargetId::Discomfort(Discomfort::None), Act::ReportDiscomfort(Discomfort::None));
        let skip = self.act(TargetId::Skip, Act::Skip, "vr-skip", Icon::Onward);
        vec![Block::Heading(self.text("vr-discomfort")), self.yes_no(felt, none), Block::Choices(vec![skip])]
    }

    pub(super) fn discomfort_kinds(&self, heading: &str) -> Vec<Block> {
        let kind = |discomfort: Discomfort, icon| {
            let act = Act::ReportDiscomfort(discomfort);
            self.act(TargetId::Discomfort(discomfort), act, &format!("vr-{}", discomfort.slug()), icon)
        };
        let choices = if self.page(DISCOMFORT_PAGES) == 0 {
            let more = self.next_page("vr-more");
            vec![kind(Discomfort::Dizzy, Icon::Again), kind(Discomfort::Nausea, Icon::Waves), more]
        } else {
            vec![
                kind(Discomfort::Headache, Icon::Sun(1)),
                kind(Discomfort::Panic, Icon::Heart),
                kind(Discomfort::Other, Icon::Dots),
            ]
        };
        vec![Block::Heading(self.text(heading)), Block::Choices(choices)]
    }

    pub(super) fn done(&self) -> Vec<Block> {
        let inside =
            self.state.world_since.map_or(WorldTime::START, |since| self.state.phase_since.since(since));
        let long = inside >= SOFT_END && self.at.since(self.state.phase_since) < REST_AFTER_LONG;
        let mut choices = Vec::new();
        if !long {
            let again = Deed::Local(Local::StartAgain);
            choices.push(Choice::new(TargetId::Again, again, self.text("vr-again"), Icon::Again));
        }
        if self.extras.in_headset {
            let off = Deed::Local(Local::TakeOff);
            choices.push(Choice::new(TargetId::TakeOff, off, self.text("vr-take-off"), Icon::Goggles));
        }
        let mut blocks = vec![Block::Heading(self.text("vr-done"))];
        let lines: Vec<String> =
            long.then(|| self.text("vr-done-rest")).into_iter().chain(self.kept()).collect();
        blocks.extend((!lines.is_empty()).then_some(Block::Lines(lines)));
        if !choices.is_empty() {
            blocks.push(Block::Choices(choices));
        }
        blocks
    }
}

pub(super) fn world_icon(world: World) -> Icon {
    match world {
        World::SunsetBeach => Icon::Waves,
        World::AlpineMeadow => Icon::Peak,
        World::CoralReef => Icon::Fish,
        World::StarryLake => Icon::Star,
        World::ForestStream => Icon::Tree,
    }
}
