//! Eyes, hands and mouse: what is pointed at, what that chooses, and the one gesture that always means calm.

use glam::Vec3;
use panels::{Dwell, Gaze, Scene, TargetId};

/// A hand that did nothing for this long no longer points; the gaze does.
const HAND_RESTS_S: f32 = 8.0;
/// A hand moves when its ray turns more than this, as a cosine (1.5°).
const MOVED_COS: f32 = 0.999_66;
/// Holding the trigger, or the squeeze, this long means calm (rule 5).
pub(crate) const HOLD_S: f32 = 1.2;

/// What came of pointing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pointed {
    /// This target was chosen.
    Chose(TargetId),
    /// A press beside every target.
    Beside,
    /// Back to calm.
    Calm,
}

/// A pressed trigger.
#[derive(Clone, Copy, Debug)]
struct Press {
    hand: Hand,
    /// Seconds since it went down.
    held_s: f32,
    /// It chose something, or was used up as a long press.
    spent: bool,
}

/// Which hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hand {
    Left,
    Right,
    /// A pointer without a hand: a mouse, a finger, eyes that select.
    None,
}

impl Hand {
    pub fn from_handedness(handedness: &str) -> Self {
        match handedness {
            "left" => Hand::Left,
            "right" => Hand::Right,
            _ => Hand::None,
        }
    }
}

/// A hand's ray this frame.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ray {
    pub hand: Hand,
    pub gaze: Gaze,
    /// The squeeze, or a second button, is down.
    pub calm_held: bool,
}

/// Folds rays and presses into choices.
#[derive(Default)]
pub(crate) struct Pointing {
    dwell: Dwell,
    /// The hand that points, its last ray and how long it has rested.
    hand: Option<(Hand, Vec3, f32)>,
    press: Option<Press>,
    calm_held_s: f32,
    /// A press that began since the last frame, and one that ended.
    pressed: Option<Hand>,
    released: bool,
    /// What the hand or mouse points at.
    at: Option<TargetId>,
    dot: Option<Vec3>,
    /// The target with keyboard focus.
    pub focus: Option<TargetId>,
}

impl Pointing {
    pub fn new(dwell_s: f32) -> Self {
        Self { dwell: Dwell::new(dwell_s), ..Self::default() }
    }

    pub fn press(&mut self, hand: Hand) {
        self.pressed = Some(hand);
        self.released = false;
    }

    pub fn release(&mut self) {
        self.released = true;
    }

    /// Whether anything is pointed at.
    pub fn busy(&self, scene: &Scene) -> bool {
        self.lit(scene).is_some() || self.dot.is_some()
    }

    /// The target in the light, and how far its choice has come.
    pub fn lit(&self, scene: &Scene) -> Option<(TargetId, f32)> {
        let focus = self.focus.filter(|id| scene.target(*id).is_some());
        let plain = self.at.or(focus).map(|id| (id, 0.0));
        match (plain, self.dwell.lit(scene)) {
            (Some(plain), None) => Some(plain),
            (Some((id, _)), Some((gazed, share))) if id != gazed && share < 0.3 => Some((id, 0.0)),
            (_, gazed) => gazed,
        }
    }

    /// Where the pointing ray meets a panel.
    pub fn dot(&self) -> Option<Vec3> {
        self.dot
    }

    /// One frame. `gaze` is the head's ray (`None` on a plain screen), `rays` are those of hands or mouse.
    pub fn update(&mut self, scene: &Scene, gaze: Option<Gaze>, rays: &[Ray], dt_s: f32) -> Option<Pointed> {
        self.choose_hand(rays, dt_s);
        let ray = self.hand.and_then(|(hand, ..)| rays.iter().find(|ray| ray.hand == hand));
        let met = ray.and_then(|ray| scene.hit(ray.gaze, self.at));
        self.at = met.and_then(|hit| hit.target);
        let gazed = gaze.and_then(|gaze| scene.hit(gaze, self.dwell.held()));
        self.dot = met.or(gazed).map(|hit| hit.point);
        let chosen = self.dwell.update(scene, gazed.and_then(|hit| hit.target), dt_s);
        if let Some(pointed) = self.hold(scene, rays, dt_s) {
            return Some(pointed);
        }
        chosen.map(Pointed::Chose)
    }

    /// A choice made elsewhere (keyboard, screen reader).
    pub fn chosen(&mut self, id: TargetId) {
        self.dwell.chosen(id);
    }

    fn hold(&mut self, scene: &Scene, rays: &[Ray], dt_s: f32) -> Option<Pointed> {
        if rays.iter().any(|ray| ray.calm_held) {
            let before = self.calm_held_s;
            self.calm_held_s += dt_s;
            if before < HOLD_S && self.calm_held_s >= HOLD_S {
                return Some(Pointed::Calm);
            }
        } else {
            self.calm_held_s = 0.0;
        }
        if let Some(hand) = self.pressed.take() {
            let direct =
                rays.iter().find(|ray| ray.hand == hand).and_then(|ray| scene.hit(ray.gaze, self.at));
            // A trigger without aim chooses what the eyes rest on: pointing is a help, not a duty.
            let target = direct.and_then(|hit| hit.target).or(self.lit(scene).map(|(id, _)| id));
            self.press = Some(Press { hand, held_s: 0.0, spent: target.is_some() });
            if let Some(id) = target {
                self.dwell.chosen(id);
                return Some(Pointed::Chose(id));
            }
        }
        let press = self.press.as_mut()?;
        press.held_s += dt_s;
        if !press.spent && press.held_s >= HOLD_S && press.hand != Hand::None {
            press.spent = true;
            return Some(Pointed::Calm);
        }
        if self.released {
            self.released = false;
            let beside = !press.spent;
            self.press = None;
            return beside.then_some(Pointed::Beside);
        }
        None
    }

    /// The hand that pressed last, or moves, points; one that lies in the lap does not.
    fn choose_hand(&mut self, rays: &[Ray], dt_s: f32) {
        if let Some(hand) = self.pressed
            && let Some(ray) = rays.iter().find(|ray| ray.hand == hand)
        {
            self.hand = Some((hand, ray.gaze.towards, 0.0));
            return;
        }
        if let Some(ray) = rays.iter().find(|ray| ray.hand == Hand::None) {
            self.hand = Some((Hand::None, ray.gaze.towards, 0.0));
            return;
        }
        let Some((hand, last, rested_s)) = self.hand else { return };
        let Some(ray) = rays.iter().find(|ray| ray.hand == hand) else {
            self.hand = None;
            return;
        };
        let towards = ray.gaze.towards.normalize_or_zero();
        let moved = towards.dot(last.normalize_or_zero()) < MOVED_COS;
        let rested_s = if moved { 0.0 } else { rested_s + dt_s };
        let last = if moved { towards } else { last };
        self.hand = (rested_s < HAND_RESTS_S).then_some((hand, last, rested_s));
    }
}
