//! What stands in the world while an exercise runs: what a voice says, what there is to do, and where things can be looked at.

use super::{
    Saying,
    marks::{BREATH_WORDS, CAPTION_UP_DEG},
};
use crate::{
    scene::{Deed, Key, Panel, Place, Role, Target, TargetId},
    sheet::empty,
};
use catalogue::{Look, Manner, Thing};
use glam::{Vec2, Vec3};
use session::{Act, Guide, State, WorldTime, touchable};

/// A caption stays so long after its words were spoken; the quiet after that has nothing to read.
const READ: WorldTime = WorldTime::from_secs(5);
/// What there is to do stands there for so long.
const HINT: WorldTime = WorldTime::from_secs(12);
/// It stands just below the eye line, clear of bowls and marks.
const HINT_UP_DEG: f32 = -4.0;
/// A thing can be looked at a little beside it, degrees.
const BESIDE_DEG: f32 = 0.6;
/// What moves is chosen a little sooner than what stands still.
const MOVING_PATIENCE: f32 = 0.75;

/// What a voice says at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// The text's id begins with this …
    begins: &'static str,
    /// … and ends with this.
    ends: &'static str,
    /// Since when: the same words said anew differ in this.
    pub since: WorldTime,
}

impl Said {
    /// The id of the text.
    pub fn id(&self) -> String {
        [self.begins, self.ends].concat()
    }
}

/// What a voice says now: the line of a guided exercise, or in the first minute of breathing which way the breath goes.
/// `None` where it is quiet, and while a menu or a question stands before the client.
pub fn said(state: &State, at: WorldTime) -> Option<Said> {
    let running = state.exercise.filter(|_| !hushed(state))?;
    match running.exercise.manner() {
        Manner::Guided => {
            let guide = Guide::at(&running, at).filter(|guide| guide.speaks(at))?;
            Some(Said { begins: "guide-", ends: guide.line.id, since: guide.since })
        }
        Manner::Breath if at.since(running.began) < BREATH_WORDS => {
            let inhaling = running.breathing.inhaling(at);
            // Whole breaths tell one from the next; half of one is nearer than any voice is late.
            let breath = at.since(running.began).as_millis() * u64::from(running.breathing.pace_milli_bpm);
            let ends = if inhaling { "in" } else { "out" };
            Some(Said { begins: "vr-breathe-", ends, since: WorldTime(breath / 60_000_000) })
        }
        Manner::Breath | Manner::Played => None,
    }
}

/// Whether a voice has nothing to say: no exercise runs, the headset is off, or something else stands before the client.
pub fn hushed(state: &State) -> bool {
    // A request to watch can wait for the voice: the client may be following it with eyes closed.
    let asked = state.menu.is_some() || state.question.is_some();
    asked || state.paused || state.exercise.is_none()
}

impl Saying<'_> {
    /// What a voice says, or has just said.
    pub(super) fn guide(&self) -> Option<Panel> {
        let running = self.state.exercise?;
        let guide = Guide::at(&running, self.at)?;
        let read_until = guide.since + WorldTime::from_secs(u64::from(guide.line.say_s)) + READ;
        let id = ["guide-", guide.line.id].concat();
        if self.at >= read_until || !self.texts.has(&id) {
            return None;
        }
        let number = u8::try_from(guide.number).unwrap_or(u8::MAX);
        Some(self.words(Key::Guide(number), &self.text(&id), CAPTION_UP_DEG))
    }

    /// What there is to do, at first.
    pub(super) fn hint(&self) -> Option<Panel> {
        let running = self.state.exercise?;
        let plays = running.exercise.manner() == Manner::Played;
        if !plays || self.at.since(running.began) >= HINT {
            return None;
        }
        let id = ["vr-hint-", running.exercise.slug()].concat();
        Some(self.words(Key::Hint, &self.text(&id), HINT_UP_DEG))
    }

    /// Where things of the exercise can be looked at or pointed at now.
    pub(super) fn things(&self) -> Vec<Panel> {
        let Some(running) = self.state.exercise else { return Vec::new() };
        let name = self.text(&["vr-", running.exercise.slug()].concat());
        touchable(self.state, self.at).map(|(number, thing)| self.thing(number, &thing, &name)).collect()
    }

    fn thing(&self, number: u8, thing: &Thing, name: &str) -> Panel {
        let at = Vec3::from(thing.at_m);
        let level = Vec2::new(at.x, at.z).length();
        let place = Place {
            aside_deg: at.x.atan2(-at.z).to_degrees() - self.extras.heading_deg,
            up_deg: at.y.atan2(level).to_degrees(),
            distance_m: 1.4,
        };
        let radius_deg = thing.radius_m.atan2(at.length()).to_degrees();
        let size = Vec2::splat(2.0 * (radius_deg + BESIDE_DEG));
        let mut panel = empty(Key::Thing(number), Role::Thing, place);
        panel.size = size;
        let moving = matches!(thing.look, Look::Bubble | Look::Butterfly);
        panel.targets.push(Target {
            id: TargetId::Thing(number),
            deed: Deed::Act(Act::Touch(number)),
            name: [name, &(u32::from(number) + 1).to_string()].join(" "),
            at: Vec2::ZERO,
            size,
            ring: (Vec2::ZERO, radius_deg + 0.3),
            control: None,
            current: false,
            patience: if moving { MOVING_PATIENCE } else { 1.0 },
        });
        panel
    }
}
