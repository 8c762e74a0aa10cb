//! Choosing by gaze: never by accident, never out of reach.
#![allow(clippy::expect_used, reason = "helpers of tests")]

mod moments;

use glam::Vec3;
use panels::{DWELL_DEFAULT_S, Dwell, Gaze, Panels, Scene, TargetId};
use session::Language;

const FRAME_S: f32 = 1.0 / 72.0;

fn scene(name: &str) -> Scene {
    let panels = Panels::new().expect("the font that is built in");
    let texts = texts::Texts::new(texts::Language::Nl);
    let moment = moments::all(Language::Nl).into_iter().find(|moment| moment.name == name).expect("a moment");
    panels.lay_out(&moment.state, moment.at, &texts, &moment.extras)
}

/// Rests the gaze for so long; what was chosen, and after how many seconds.
fn rest(dwell: &mut Dwell, scene: &Scene, on: Option<TargetId>, seconds: f32) -> Option<(TargetId, f32)> {
    let frames = (seconds / FRAME_S) as u32;
    (0..frames).find_map(|n| dwell.update(scene, on, FRAME_S).map(|id| (id, n as f32 * FRAME_S)))
}

/// A dwell that has read the scene with the gaze beside every target.
fn read(scene: &Scene) -> Dwell {
    let mut dwell = Dwell::default();
    assert_eq!(rest(&mut dwell, scene, None, 2.0), None);
    dwell
}

#[test]
fn resting_the_gaze_chooses_after_the_dwell_time() {
    let scene = scene("01-welcome");
    let mut dwell = read(&scene);
    let (id, after) = rest(&mut dwell, &scene, Some(TargetId::Begin), 3.0).expect("chosen");
    assert_eq!(id, TargetId::Begin);
    assert!((after - DWELL_DEFAULT_S).abs() < 0.05, "after {after} s");
}

#[test]
fn a_target_lights_up_in_the_first_picture() {
    let scene = scene("01-welcome");
    let mut dwell = read(&scene);
    assert_eq!(dwell.update(&scene, Some(TargetId::Begin), FRAME_S), None);
    assert_eq!(dwell.lit(&scene).map(|(id, _)| id), Some(TargetId::Begin));
}

#[test]
fn what_appears_under_the_gaze_is_not_chosen_before_the_gaze_has_left_it() {
    let scene = scene("01-welcome");
    let mut dwell = Dwell::default();
    assert_eq!(rest(&mut dwell, &scene, Some(TargetId::Begin), 20.0), None);
    assert_eq!(rest(&mut dwell, &scene, None, 0.5), None);
    assert!(rest(&mut dwell, &scene, Some(TargetId::Begin), 3.0).is_some());
}

#[test]
fn what_was_chosen_is_not_chosen_again_by_staying_there() {
    let scene = scene("17-settings");
    let mut dwell = read(&scene);
    assert!(rest(&mut dwell, &scene, Some(TargetId::Sound(4)), 3.0).is_some());
    assert_eq!(rest(&mut dwell, &scene, Some(TargetId::Sound(4)), 20.0), None);
}

#[test]
fn a_slip_keeps_what_was_gathered_and_a_look_away_does_not() {
    let scene = scene("01-welcome");
    let begin = Some(TargetId::Begin);
    let mut dwell = read(&scene);
    assert_eq!(rest(&mut dwell, &scene, begin, 0.9), None);
    assert_eq!(rest(&mut dwell, &scene, None, 0.15), None);
    let (_, after) = rest(&mut dwell, &scene, begin, 3.0).expect("chosen");
    assert!(after < 0.45, "{after}");
    let mut dwell = read(&scene);
    assert_eq!(rest(&mut dwell, &scene, begin, 0.9), None);
    assert_eq!(rest(&mut dwell, &scene, None, 0.5), None);
    let (_, after) = rest(&mut dwell, &scene, begin, 3.0).expect("chosen");
    assert!(after > 1.1, "{after}");
}

#[test]
fn ending_takes_longer_than_other_choices() {
    let scene = scene("15-world");
    let mut dwell = read(&scene);
    let (_, menu) = rest(&mut dwell, &scene, Some(TargetId::Menu), 4.0).expect("chosen");
    let mut dwell = read(&scene);
    let (_, stop) = rest(&mut dwell, &scene, Some(TargetId::Calm), 4.0).expect("chosen");
    assert!(stop > menu * 1.4, "{stop} against {menu}");
}

#[test]
fn a_card_gives_time_to_read_before_the_gaze_counts() {
    let before = scene("15-world");
    let card = scene("16-menu");
    // Eyes that read while the head rests on the middle choose nothing, however long.
    let mut dwell = read(&before);
    dwell.update(&card, None, FRAME_S);
    assert_eq!(rest(&mut dwell, &card, Some(TargetId::Settings), 20.0), None);
    // Who looks at the heading first and then at a choice has waited for most of the reading already.
    let mut dwell = read(&before);
    assert_eq!(rest(&mut dwell, &card, None, 0.6), None);
    let (_, after) = rest(&mut dwell, &card, Some(TargetId::Settings), 6.0).expect("chosen");
    assert!((DWELL_DEFAULT_S + 0.1..DWELL_DEFAULT_S + 0.4).contains(&after), "{after}");
}

#[test]
fn a_stalled_picture_chooses_nothing() {
    let scene = scene("01-welcome");
    let mut dwell = read(&scene);
    assert_eq!(dwell.update(&scene, Some(TargetId::Begin), 30.0), None);
}

#[test]
fn a_dwell_time_outside_its_bounds_is_brought_within() {
    assert_eq!(Dwell::new(0.0), Dwell::new(0.8));
    assert_eq!(Dwell::new(60.0), Dwell::new(2.5));
    assert_eq!(Dwell::new(f32::NAN), Dwell::default());
}

#[test]
fn an_edge_between_two_targets_does_not_flutter() {
    // The gaze trembles 0.3° about the line between "Ja" and "Nee": it stays with the one it was on.
    let scene = scene("06-check-old-enough");
    let targets: Vec<_> = scene.targets().filter(|target| matches!(target.id, TargetId::Check(..))).collect();
    let panel = scene.panels.iter().find(|panel| panel.targets.len() == 2).expect("the card");
    let [right, up, _] = panel.place.axes(0.0);
    let look = |x: f32, held| {
        let y = targets[0].at.y;
        let towards = panel.place.middle(0.0) + (right * x + up * y) * panel.place.metres_per_deg();
        scene.hit(Gaze { from: Vec3::ZERO, towards }, held).and_then(|hit| hit.target)
    };
    let yes = look(targets[0].at.x, None);
    let mut held = yes;
    for n in 0..40 {
        held = look(if n % 2 == 0 { -0.3 } else { 0.3 }, held);
        assert_eq!(held, yes);
    }
}
