//! The sunset beach as pictures: its clouds, its evening, its float, its depth in stereo, its glitter.
#![cfg(not(target_arch = "wasm32"))]

mod sight;

use sight::{
    SIZE, beach, catch_up, draw, flashes, head, luminance, mean_luminance, picture, room, views,
    worst_flashes,
};
use worlds::{Frame, Quality, Stage};

fn frame(world_time: f64, minutes: f32) -> Frame {
    Frame { world_time, minutes, ..Frame::default() }
}

#[test]
fn clouds_that_come_late_arrive_slowly_in_the_clear_air() {
    let Some(room) = room(SIZE) else { return };
    let mut stage = beach(&room, 7, Quality::Lowest).expect("a stage");
    let look = |stage: &mut Stage, time: f64| {
        draw(&room, stage, &frame(time, 1_200.0), &views(head(0.0, 1.2, 0.0, 20.0), 80.0, SIZE, false))
    };
    // A host that did not wait: it showed the first picture, then came back after ten seconds.
    stage.prepare(&room.gl, &frame(0.0, 1_200.0));
    let mut before = look(&mut stage, 10.0);
    let mut largest = 0.0f64;
    let mut total = 0.0;
    for i in 0..60 {
        let time = 10.0 + i as f64 * 0.1;
        stage.prepare(&room.gl, &frame(time, 1_200.0));
        let now = look(&mut stage, time);
        let step = (mean_luminance(&now) - mean_luminance(&before)).abs();
        (largest, total, before) = (largest.max(step), total + step, now);
    }
    assert!(stage.prepare(&room.gl, &frame(16.0, 1_200.0)).caught_up);
    let mut fresh = beach(&room, 7, Quality::Lowest).expect("a stage");
    catch_up(&room, &mut fresh, &frame(16.0, 1_200.0));
    assert!(look(&mut stage, 16.0) == look(&mut fresh, 16.0), "in the end it is the same picture");
    assert!(largest < 0.02, "the picture jumped by {largest:.3} of {total:.3}");
    fresh.destroy(&room.gl);
    stage.destroy(&room.gl);
}

#[test]
fn dusk_is_darker_than_day_and_night_is_blue() {
    let Some(room) = room(SIZE) else { return };
    let mut stage = beach(&room, 7, Quality::Lowest).expect("a stage");
    let day = picture(&room, &mut stage, &frame(30.0, 780.0), 0.0, 5.0);
    let opening = picture(&room, &mut stage, &frame(30.0, 1_200.0), 0.0, 5.0);
    let night = picture(&room, &mut stage, &frame(30.0, 1_320.0), 0.0, 5.0);
    assert!(mean_luminance(&night) < 0.6 * mean_luminance(&day));
    assert!(mean_luminance(&night) < 0.6 * mean_luminance(&opening));
    let channel = |pixels: &[u8], c: usize| pixels.chunks(4).map(|p| p[c] as u64).sum::<u64>();
    assert!(channel(&opening, 0) > channel(&opening, 2), "the opening is golden");
    assert!(channel(&night, 2) as f64 > 0.95 * channel(&night, 0) as f64, "the night is not brown");
    stage.destroy(&room.gl);
}

#[test]
fn calm_opens_the_clouds_and_takes_nothing_away() {
    let Some(room) = room(SIZE) else { return };
    let mut stage = beach(&room, 7, Quality::Lowest).expect("a stage");
    // Blue sky has less red than blue; sunlit and shaded cloud have more of it.
    let open_sky = |pixels: &[u8]| pixels.chunks(4).filter(|p| (p[2] as i32) > p[0] as i32 + 12).count();
    let mut closed = 0;
    let mut open = 0;
    for yaw in [0.0, 120.0, 240.0] {
        // Looking over the dunes: land is no cloud.
        let at = |calm| Frame { calm, ..frame(30.0, 1_140.0) };
        closed += open_sky(&picture(&room, &mut stage, &at(0.0), yaw, 30.0));
        open += open_sky(&picture(&room, &mut stage, &at(1.0), yaw, 30.0));
    }
    let all = 3 * SIZE[0] * SIZE[1];
    let clouded = |blue: usize| all as f64 - blue as f64;
    assert!(clouded(open) < 0.7 * clouded(closed), "blue pixels of {all}: {closed} before, {open} when calm");
    let ground = |stage: &mut Stage, calm| {
        mean_luminance(&picture(&room, stage, &Frame { calm, ..frame(30.0, 1_200.0) }, 180.0, -30.0))
    };
    assert!(ground(&mut stage, 1.0) > 0.93 * ground(&mut stage, 0.0), "the beach does not get darker");
    stage.destroy(&room.gl);
}

#[test]
fn a_breath_in_brightens_the_float() {
    let Some(room) = room(SIZE) else { return };
    let mut stage = beach(&room, 7, Quality::Lowest).expect("a stage");
    for minutes in [780.0, 1_200.0, 1_290.0] {
        let mut look = |breath| {
            let moment = Frame { breath, ..frame(30.0, minutes) };
            catch_up(&room, &mut stage, &moment);
            let pixels =
                draw(&room, &mut stage, &moment, &views(head(0.0, 1.2, -13.0, -23.0), 24.0, SIZE, false));
            mean_luminance(&pixels)
        };
        let (empty, half, full) = (look(Some(0.0)), look(Some(0.5)), look(Some(1.0)));
        assert!(empty < half && half < full, "{minutes}: {empty:.3} {half:.3} {full:.3}");
        assert!(full > 1.15 * empty, "{minutes}: {empty:.3} to {full:.3}");
    }
    stage.destroy(&room.gl);
}

/// Shift to the left, in pixels, that best lays the left eye's band of rows over the right eye's.
fn parallax(pixels: &[u8], rows: std::ops::Range<usize>, columns: std::ops::Range<usize>) -> i32 {
    let width = SIZE[0] as usize * 2;
    let at = |x: usize, y: usize| luminance(&pixels[(y * width + x) * 4..]);
    (-4..=40)
        .min_by(|a: &i32, b: &i32| {
            let cost = |shift: i32| {
                let mut sum = 0.0;
                for y in rows.clone() {
                    for x in columns.clone() {
                        let other = x as i32 - shift;
                        if (0..SIZE[0]).contains(&other) {
                            sum += (at(x, y) - at(SIZE[0] as usize + other as usize, y)).powi(2);
                        } else {
                            sum += 0.01;
                        }
                    }
                }
                sum
            };
            cost(*a).total_cmp(&cost(*b))
        })
        .unwrap_or(0)
}

#[test]
fn near_things_stand_nearer_than_far_ones_in_stereo() {
    let Some(room) = room([SIZE[0] * 2, SIZE[1]]) else { return };
    let mut stage = beach(&room, 7, Quality::Lowest).expect("a stage");
    let moment = frame(30.0, 1_200.0);
    catch_up(&room, &mut stage, &moment);
    let pixels = draw(&room, &mut stage, &moment, &views(head(0.0, 1.2, 0.0, -14.0), 70.0, SIZE, true));
    // 256 pixels over 70 degrees: focal length 183 pixels; 63 mm at distance z shifts by 11.5 / z pixels.
    let horizon = parallax(&pixels, 30..52, 40..230);
    let feet = parallax(&pixels, 135..158, 40..230);
    assert_eq!(horizon, 0, "the horizon lies at infinity");
    assert!((3..=8).contains(&feet), "sand 1.5 to 3 m away shifts by {feet} pixels");
    stage.destroy(&room.gl);
}

/// The worst case for flashes: low sun on the waves, seen close.
#[test]
fn safety_rule_07_no_part_of_the_glitter_flashes() {
    let Some(room) = room(SIZE) else { return };
    let mut stage = beach(&room, 7, Quality::Lowest).expect("a stage");
    for start in [24.0, 33.0] {
        let worst = worst_flashes(&room, &mut stage, &frame(start, 1_200.0));
        assert!(worst <= 3, "{worst} flashes in the second after {start} s");
    }
    stage.destroy(&room.gl);
}

#[test]
fn flashes_are_counted_as_pairs_of_opposing_changes() {
    assert_eq!(flashes(&[0.2, 0.2, 0.25, 0.2]), 0);
    assert_eq!(flashes(&[0.1, 0.5, 0.1]), 1);
    assert_eq!(flashes(&[0.1, 0.5, 0.1, 0.5, 0.1, 0.5, 0.1, 0.5, 0.1]), 4);
    assert_eq!(flashes(&[0.1, 0.2, 0.3, 0.4, 0.5]), 0);
    assert_eq!(flashes(&[0.85, 1.0, 0.85, 1.0, 0.85]), 0);
}
