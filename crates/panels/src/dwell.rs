//! Choosing by resting the gaze: slow enough to look around, forgiving at the edges, never by accident.

use crate::scene::{Key, Role, Scene, TargetId};

/// How long the gaze rests to choose, in seconds.
pub const DWELL_DEFAULT_S: f32 = 1.2;
/// The shortest that can be set.
pub const DWELL_MIN_S: f32 = 0.8;
/// The longest that can be set.
pub const DWELL_MAX_S: f32 = 2.5;

/// After a card appears the gaze counts only after this long, seconds: who reads with the head still must not choose
/// what happens to stand in the middle.
const READING_S: f32 = 0.8;

/// A card is still appearing for this long, seconds: the gaze elsewhere meanwhile is no looking away.
const APPEARING_S: f32 = 0.5;

/// A slip off the target shorter than this keeps what was gathered, in seconds.
const SLIP_S: f32 = 0.25;

/// Which target the gaze rests on and how far the choice has come.
#[derive(Clone, Debug, PartialEq)]
pub struct Dwell {
    seconds: f32,
    on: Option<TargetId>,
    gathered_s: f32,
    slipped_s: f32,
    /// Targets that were in sight while the gaze was elsewhere: only those can be chosen.
    left_before: Vec<TargetId>,
    /// The card that is being read, and for how long.
    card: Option<Key>,
    read_s: f32,
}

impl Default for Dwell {
    fn default() -> Self {
        Self::new(DWELL_DEFAULT_S)
    }
}

impl Dwell {
    /// A dwell of `seconds`, brought within [`DWELL_MIN_S`] and [`DWELL_MAX_S`].
    pub fn new(seconds: f32) -> Self {
        let seconds =
            if seconds.is_finite() { seconds.max(DWELL_MIN_S).min(DWELL_MAX_S) } else { DWELL_DEFAULT_S };
        Self {
            seconds,
            on: None,
            gathered_s: 0.0,
            slipped_s: 0.0,
            left_before: Vec::new(),
            card: None,
            read_s: 0.0,
        }
    }

    /// Takes in what the gaze hits over `dt_s` seconds; the target that was chosen, once.
    ///
    /// A target that appeared under the gaze must be left once before it can be chosen.
    pub fn update(&mut self, scene: &Scene, hit: Option<TargetId>, dt_s: f32) -> Option<TargetId> {
        let card = scene.panels.iter().find(|panel| panel.role == Role::Card).map(|panel| panel.key);
        self.read_s = if card == self.card { self.read_s + dt_s.clamp(0.0, 0.1) } else { 0.0 };
        self.card = card;
        self.left_before.retain(|id| scene.target(*id).is_some());
        // A head that is still while its eyes read has not "left" what stands in the middle of a new card.
        let seen = card.is_none() || self.read_s >= APPEARING_S;
        for target in scene.targets().filter(|_| seen) {
            if hit != Some(target.id) && !self.left_before.contains(&target.id) {
                self.left_before.push(target.id);
            }
        }
        let Some(target) = hit.and_then(|id| scene.target(id)) else {
            self.slip(scene, dt_s);
            return None;
        };
        if self.on != Some(target.id) {
            (self.on, self.gathered_s) = (Some(target.id), 0.0);
        }
        self.slipped_s = 0.0;
        let reading = card.is_some() && self.read_s < READING_S;
        if reading || !self.left_before.contains(&target.id) {
            return None;
        }
        // A stalled picture must not choose for anyone: a step counts for at most a tenth of a second.
        self.gathered_s += dt_s.clamp(0.0, 0.1);
        if self.gathered_s < self.seconds * target.patience {
            return None;
        }
        self.chosen(target.id);
        Some(target.id)
    }

    /// A target was chosen, by gaze or hand: it must be left before the gaze can choose it again.
    pub fn chosen(&mut self, id: TargetId) {
        self.left_before.retain(|known| *known != id);
        self.gathered_s = 0.0;
    }

    /// The target in the light, and how far its choice has come, 0 to 1.
    pub fn lit(&self, scene: &Scene) -> Option<(TargetId, f32)> {
        let target = scene.target(self.on?)?;
        Some((target.id, (self.gathered_s / (self.seconds * target.patience)).clamp(0.0, 1.0)))
    }

    /// The target that keeps its edge while the gaze is on it.
    pub fn held(&self) -> Option<TargetId> {
        self.on
    }

    fn slip(&mut self, scene: &Scene, dt_s: f32) {
        self.slipped_s += dt_s;
        let gone = self.on.is_some_and(|id| scene.target(id).is_none());
        if gone || self.slipped_s > SLIP_S {
            (self.on, self.gathered_s) = (None, 0.0);
        }
    }
}
