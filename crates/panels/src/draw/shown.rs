//! What of a scene is shown at this moment: panels that fade in and out, targets that warm under the gaze.

use crate::{
    palette::Light,
    scene::{Gaze, Panel, Role, Scene, TargetId},
};
use glam::Vec3;

/// Panels fade this fast, seconds (design: 150–250 ms).
const FADE_S: f32 = 0.25;
/// A target answers the gaze within 100 ms.
const WARM_S: f32 = 0.08;
/// The badge follows the head with this delay, seconds.
const FOLLOW_S: f32 = 0.35;

/// What the eye and the hand do, and the light around.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sight {
    /// The target in the light and how far its choice has come, from [`crate::Dwell::lit`].
    pub lit: Option<(TargetId, f32)>,
    /// Where the pointing ray meets a panel.
    pub dot: Option<Vec3>,
    /// Where the head looks.
    pub head: Gaze,
    /// Where the pointing ray goes: the head's, a hand's or a mouse's.
    pub gaze: Gaze,
    /// The light of the world.
    pub light: Light,
    /// How visible quiet marks stay when nobody looks at them, 0 to 1.
    pub quiet_floor: f32,
}

/// A panel on its way in or out.
pub(crate) struct Shown {
    pub panel: Panel,
    pub alpha: f32,
    pub heading_deg: f32,
    warm: Vec<(TargetId, f32)>,
    leaving: bool,
}

/// Everything that is shown.
#[derive(Default)]
pub(crate) struct Stage {
    pub shown: Vec<Shown>,
    /// Heading and height of the badge, degrees.
    badge: Option<(f32, f32)>,
}

impl Shown {
    pub fn warmth(&self, id: TargetId) -> f32 {
        self.warm.iter().find(|(known, _)| *known == id).map_or(0.0, |(_, warmth)| *warmth)
    }

    fn warm_up(&mut self, lit: Option<TargetId>, dt_s: f32) {
        let Shown { panel, warm, .. } = self;
        warm.retain(|(id, warmth)| *warmth > 0.0 || lit == Some(*id));
        if let Some(id) = lit.filter(|id| panel.targets.iter().any(|target| target.id == *id))
            && warm.iter().all(|(known, _)| *known != id)
        {
            warm.push((id, 0.0));
        }
        for (id, warmth) in warm {
            let step = if lit == Some(*id) { dt_s / WARM_S } else { -dt_s / (2.0 * WARM_S) };
            *warmth = (*warmth + step).clamp(0.0, 1.0);
        }
    }
}

impl Stage {
    /// Moves on by `dt_s` seconds towards this scene.
    pub fn update(&mut self, scene: &Scene, sight: &Sight, dt_s: f32) {
        for shown in &mut self.shown {
            let turned = shown.heading_deg != scene.heading_deg && shown.panel.role != Role::Badge;
            shown.leaving = turned || scene.panels.iter().all(|panel| panel.key != shown.panel.key);
        }
        for panel in &scene.panels {
            let staying = self.shown.iter_mut().find(|shown| shown.panel.key == panel.key && !shown.leaving);
            match staying {
                Some(shown) => {
                    if shown.panel != *panel {
                        shown.panel.clone_from(panel);
                    }
                }
                None => self.shown.push(Shown {
                    panel: panel.clone(),
                    alpha: 0.0,
                    heading_deg: scene.heading_deg,
                    warm: Vec::new(),
                    leaving: false,
                }),
            }
        }
        let step = dt_s / FADE_S;
        for shown in &mut self.shown {
            // Out goes faster than in, so that two panels hardly stand over each other.
            shown.alpha = (shown.alpha + if shown.leaving { -2.0 * step } else { step }).clamp(0.0, 1.0);
            shown.warm_up(sight.lit.map(|(id, _)| id).filter(|_| !shown.leaving), dt_s);
        }
        self.shown.retain(|shown| !shown.leaving || shown.alpha > 0.0);
        self.follow(scene, sight.head, dt_s);
    }

    /// The badge goes along with the head, a little late and always level.
    fn follow(&mut self, scene: &Scene, head: Gaze, dt_s: f32) {
        let towards = head.towards.normalize_or_zero();
        let heading = towards.x.atan2(-towards.z).to_degrees();
        // Straight up or down there is no heading worth following.
        let steady = towards.y.abs() < 0.97;
        let height = towards.y.clamp(-1.0, 1.0).asin().to_degrees().clamp(-50.0, 45.0);
        let (mut at, mut up) = self.badge.unwrap_or((heading, height));
        if scene.panels.iter().all(|panel| panel.role != Role::Badge) {
            (at, up) = (heading, height);
        }
        let share = 1.0 - (-dt_s / FOLLOW_S).exp();
        if steady {
            at += crate::anchor::turned_deg(heading, at) * share;
        }
        up += (height - up) * share;
        self.badge = Some((at, up));
        for shown in self.shown.iter_mut().filter(|shown| shown.panel.role == Role::Badge) {
            shown.heading_deg = at;
            if let Some(panel) = scene.panels.iter().find(|panel| panel.role == Role::Badge) {
                shown.panel.place.up_deg = panel.place.up_deg + up;
            }
        }
    }
}
