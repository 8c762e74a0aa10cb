//! Lying down: from how steeply a head looks up the headset notices it, and every timing of it stands here with its reason.

use crate::clock::WorldTime;

/// The world stays covered for so long when someone lies down or sits up, so that nobody sees it tilt: the veil closes in
/// three seconds (`panels::VEIL_S`), and its last tenth is too thin to trust.
pub const SETTLES: WorldTime = WorldTime::from_millis(3_600);

/// Someone who lies looks up at least this steeply before the headset takes them for lying, as a sine (40°): a half-raised
/// head end of a bed is steeper, a look at a high cloud seldom is.
const RECLINED: f32 = 0.64;
/// Who lies is taken for sitting again below this, as a sine (15°): a look at the marks low in view is above it.
const UPRIGHT: f32 = 0.26;
/// Before and after a world a posture must have held for so long, seconds: a look at the ceiling is over sooner, and what is
/// asked stands where somebody who lies does not see it.
const STEADY_S: f32 = 2.5;
/// In a world people look up at the sky for longer, and nothing there waits to be read.
const STEADY_IN_WORLD_S: f32 = 8.0;
/// A posture that was chosen stands until the head's pitch has changed by this much since, as a sine (about 20°): the
/// headset does not argue with a choice, and does not sleep through somebody who sat up after it.
const CHANGED: f32 = 0.34;

/// Tells from how steeply the head looks up that someone lies, or sits up again.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reclining {
    for_s: f32,
    /// The posture it last knew: another one was chosen by somebody.
    lies: bool,
    /// How steeply the head looked up when a posture was chosen, until that has changed clearly.
    chosen_at: Option<f32>,
}

impl Reclining {
    /// Takes in how steeply the head looks up in the room, as a sine; gives the other posture once it has held for long enough.
    pub fn update(&mut self, up: f32, lies: bool, in_world: bool, dt_s: f32) -> Option<bool> {
        if lies != self.lies {
            self.lies = lies;
            self.chosen_at = Some(up);
        }
        self.chosen_at = self.chosen_at.filter(|chosen| (up - chosen).abs() < CHANGED);
        let now = up > if lies { UPRIGHT } else { RECLINED };
        let stays = now == lies || self.chosen_at.is_some();
        self.for_s = if stays { 0.0 } else { self.for_s + dt_s };
        if self.for_s < if in_world { STEADY_IN_WORLD_S } else { STEADY_S } {
            return None;
        }
        self.for_s = 0.0;
        self.lies = now;
        Some(now)
    }
}

/// Tells that someone who lies has sunk further back than their seat was taken for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Misfit {
    for_s: f32,
}

impl Misfit {
    /// Takes in how steeply the head looks up in its seat, as a sine; whether the seat has not fitted it for long enough.
    pub fn update(&mut self, up: f32, lies: bool, dt_s: f32) -> bool {
        self.for_s = if lies && up > RECLINED { self.for_s + dt_s } else { 0.0 };
        self.for_s >= STEADY_S
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As steep as so many degrees.
    fn sine(up_deg: f32) -> f32 {
        up_deg.to_radians().sin()
    }

    #[test]
    fn lying_is_noticed_when_it_lasts_and_a_look_up_is_not() {
        let mut reclining = Reclining::default();
        let run = |reclining: &mut Reclining, up_deg, lies, seconds: f32| {
            (0..(seconds * 72.0) as u32).find_map(|_| reclining.update(sine(up_deg), lies, false, 1.0 / 72.0))
        };
        assert_eq!(run(&mut reclining, 70.0, false, 2.0), None);
        assert_eq!(run(&mut reclining, 0.0, false, 0.1), None);
        assert_eq!(run(&mut reclining, 70.0, false, 2.0), None, "it begins anew");
        assert_eq!(run(&mut reclining, 70.0, false, 1.0), Some(true));
        assert_eq!(run(&mut reclining, 30.0, true, 9.0), None, "a look at the marks below is no sitting up");
        assert_eq!(run(&mut reclining, 0.0, true, 3.0), Some(false));
    }

    #[test]
    fn a_chosen_posture_stands_until_the_head_has_moved_clearly() {
        let mut reclining = Reclining::default();
        let mut run =
            |up_deg: f32, lies| (0..720).find_map(|_| reclining.update(sine(up_deg), lies, true, 1.0 / 72.0));
        assert_eq!(run(5.0, true), None, "lying was chosen");
        assert_eq!(run(70.0, true), None);
        assert_eq!(run(5.0, true), Some(false), "they sat up since");
    }

    #[test]
    fn who_sinks_back_after_their_seat_was_taken_gets_another() {
        let mut misfit = Misfit::default();
        let mut run = |up_deg: f32, lies| (0..216).any(|_| misfit.update(sine(up_deg), lies, 1.0 / 72.0));
        assert!(!run(70.0, false));
        assert!(!run(20.0, true));
        assert!(run(70.0, true));
    }
}
