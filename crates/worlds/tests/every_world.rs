//! Every world as pictures: pure, within budget in every direction, never black, calm under small turns of the head.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod sight;

use catalogue::{Exercise, World};
use sight::{
    SIZE, catch_up, differing, draw, head, mean_luminance, picture, room, stage, things, views, worst_flashes,
};
use worlds::{Capabilities, Frame, Quality, Recipe, Stage};

fn frame(world: World, world_time: f64) -> Frame {
    let minutes = f32::from(world.opening_minutes());
    Frame { world_time, minutes, ..Frame::default() }
}

#[test]
fn a_stage_that_has_run_shows_the_same_as_a_fresh_one() {
    let Some(room) = room(SIZE) else { return };
    for world in World::ALL {
        let (first, _) = world.minutes_range();
        let things = things(Exercise::MusicalCircles, 7, 97.0, &[0.6, 2.0]);
        let moment = Frame { calm: 0.5, breath: Some(0.6), garden: 0.4, things, ..frame(world, 97.0) };
        let mut run = stage(&room, world, 7, Quality::Lowest).expect("a stage");
        for (time, minutes) in [(0.0, f32::from(first)), (52.0, moment.minutes)] {
            catch_up(&room, &mut run, &Frame { minutes, ..frame(world, time) });
        }
        let one = picture(&room, &mut run, &moment, 10.0, -5.0);
        run.destroy(&room.gl);
        let mut fresh = stage(&room, world, 7, Quality::Lowest).expect("a stage");
        let other = picture(&room, &mut fresh, &moment, 10.0, -5.0);
        assert!(one == other, "{world:?}: {:.4} of all pixels differ", differing(&one, &other, 0));
        // And the comparison can fail: ten seconds later is another picture.
        let later = picture(&room, &mut fresh, &Frame { world_time: 107.0, ..moment }, 10.0, -5.0);
        assert!(one != later, "{world:?} stands still");
        fresh.destroy(&room.gl);
        assert_eq!(room.error(), 0);
    }
}

#[test]
fn every_hour_and_every_direction_is_lit_and_none_is_glaring() {
    let Some(room) = room(SIZE) else { return };
    for world in World::ALL {
        let mut stage = stage(&room, world, 7, Quality::Lowest).expect("a stage");
        let (first, last) = world.minutes_range();
        for minutes in [first, 780, world.opening_minutes(), last] {
            let moment = Frame { minutes: f32::from(minutes), ..frame(world, 30.0) };
            for (yaw, pitch) in
                [(0.0, -8.0), (90.0, -8.0), (180.0, -8.0), (270.0, -8.0), (0.0, 60.0), (0.0, -70.0)]
            {
                let pixels = picture(&room, &mut stage, &moment, yaw, pitch);
                let mean = mean_luminance(&pixels);
                let at = format!("{world:?}, {minutes} min, yaw {yaw}, pitch {pitch}");
                assert!((0.008..0.62).contains(&mean), "{at}: mean luminance {mean:.3}");
                let black = pixels.chunks(4).filter(|p| p[..3].iter().all(|c| *c < 4)).count();
                assert!(black * 50 < pixels.len() / 4, "{at}: {black} black pixels");
            }
        }
        assert_eq!(room.error(), 0);
        stage.destroy(&room.gl);
    }
}

#[test]
fn every_world_keeps_its_budgets_in_every_direction() {
    let Some(room) = room(SIZE) else { return };
    for (world, quality) in World::ALL.into_iter().flat_map(|w| [(w, Quality::Full), (w, Quality::Reduced)]) {
        let mut stage = stage(&room, world, 7, quality).expect("a stage");
        // The latest hour has the most lights, and the garden and the pacer come on top.
        let (_, last) = world.minutes_range();
        let moment = Frame { minutes: f32::from(last), breath: Some(1.0), garden: 1.0, ..frame(world, 30.0) };
        stage.prepare(&room.gl, &moment);
        for (yaw, pitch) in (0..8).map(|i| (45.0 * i as f32, -8.0)).chain([(0.0, -35.0), (180.0, -60.0)]) {
            draw(&room, &mut stage, &moment, &views(head(0.0, 1.2, yaw, pitch), 90.0, SIZE, false));
            let counts = stage.counts();
            let at = format!("{world:?}, {quality:?}, yaw {yaw}, pitch {pitch}: {counts:?}");
            assert!(counts.draws <= 60, "{at}");
            // The garden exercise brings at most eight thousand of its own (`garden`).
            assert!(counts.triangles <= 300_000 + 8_000, "{at}");
            assert!(counts.gpu_bytes <= 150_000_000, "{at}");
        }
        if quality == Quality::Reduced {
            exercises_show_and_keep_the_budgets(&room, &mut stage, world);
        }
        stage.destroy(&room.gl);
    }
    assert_eq!(room.error(), 0);
}

/// Every exercise with things is seen in each world it lives in, at its latest hour.
fn exercises_show_and_keep_the_budgets(room: &offscreen::Room, stage: &mut Stage, world: World) {
    let (_, last) = world.minutes_range();
    let plain = Frame { minutes: f32::from(last), ..frame(world, 34.0) };
    let mut look = |moment: &Frame| {
        stage.prepare(&room.gl, moment);
        let pixels = draw(room, stage, moment, &views(head(0.0, 1.2, 0.0, -6.0), 90.0, SIZE, false));
        (pixels, stage.counts())
    };
    let (without, _) = look(&plain);
    for exercise in Exercise::ALL.into_iter().filter(|it| it.lives_in(world) && !it.breathes()) {
        let things = things(exercise, 7, 34.0, &[1.0, 3.0, 0.3, 6.0]);
        let (with, counts) = look(&Frame { things, ..plain });
        let seen = differing(&without, &with, 4);
        assert!((0.001..0.5).contains(&seen), "{exercise:?} in {world:?} changes {seen:.4} of the picture");
        assert!(counts.draws <= 60 && counts.triangles <= 300_000, "{exercise:?} in {world:?}: {counts:?}");
    }
}

#[test]
fn without_half_float_targets_there_is_still_a_sky() {
    let Some(room) = room(SIZE) else { return };
    for world in World::ALL {
        let look = |caps| {
            let mut stage =
                Stage::new(&room.gl, Recipe::of(world), 7, Quality::Lowest, caps).expect("a stage");
            let pixels = picture(&room, &mut stage, &frame(world, 30.0), 0.0, 10.0);
            stage.destroy(&room.gl);
            mean_luminance(&pixels)
        };
        let poor = look(Capabilities { half_float_targets: false });
        let rich = look(Capabilities::detect(&room.gl));
        assert!((poor / rich - 1.0).abs() < 0.12, "{world:?}: mean luminance {poor:.3} against {rich:.3}");
    }
}

#[test]
fn small_head_turns_do_not_make_the_picture_shimmer() {
    let size = [640, 400];
    let Some(room) = room(size) else { return };
    for world in World::ALL {
        let mut stage = stage(&room, world, 7, Quality::Lowest).expect("a stage");
        let moment = frame(world, 30.0);
        catch_up(&room, &mut stage, &moment);
        let mut look =
            |yaw: f32| draw(&room, &mut stage, &moment, &views(head(0.0, 1.2, yaw, -8.0), 50.0, size, false));
        let share = differing(&look(20.0), &look(20.02), 48);
        eprintln!("{world:?}: {:.3} % of pixels jump at a step of 0.02 degrees", share * 100.0);
        assert!(share < 0.004, "{world:?}: {:.3} % of pixels jump", share * 100.0);
        stage.destroy(&room.gl);
    }
}

#[test]
fn safety_rule_07_nothing_in_any_world_flashes() {
    let Some(room) = room(SIZE) else { return };
    for world in World::ALL {
        let mut stage = stage(&room, world, 7, Quality::Lowest).expect("a stage");
        let worst = worst_flashes(&room, &mut stage, &frame(world, 24.0));
        assert!(worst <= 3, "{world:?}: {worst} flashes in a second");
        stage.destroy(&room.gl);
    }
}

/// Pictures that a person has looked at: world, name, minutes, yaw.
const LOOKED_AT: [(World, &str, f32, f32); 20] = [
    (World::SunsetBeach, "opening-ahead", 1_200.0, 0.0),
    (World::SunsetBeach, "opening-behind", 1_200.0, 180.0),
    (World::SunsetBeach, "dusk-left", 1_290.0, 320.0),
    (World::SunsetBeach, "day-right", 780.0, 60.0),
    (World::AlpineMeadow, "meadow-opening-ahead", 1_140.0, 0.0),
    (World::AlpineMeadow, "meadow-opening-behind", 1_140.0, 180.0),
    (World::AlpineMeadow, "meadow-night-left", 1_290.0, 270.0),
    (World::AlpineMeadow, "meadow-morning-right", 480.0, 90.0),
    (World::CoralReef, "reef-opening-ahead", 660.0, 0.0),
    (World::CoralReef, "reef-opening-behind", 660.0, 180.0),
    (World::CoralReef, "reef-golden-left", 1_180.0, 270.0),
    (World::CoralReef, "reef-dusk-right", 1_275.0, 90.0),
    (World::StarryLake, "lake-night-ahead", 1_320.0, 0.0),
    (World::StarryLake, "lake-night-behind", 1_320.0, 180.0),
    (World::StarryLake, "lake-dusk-left", 1_215.0, 310.0),
    (World::StarryLake, "lake-afternoon-right", 1_040.0, 80.0),
    (World::ForestStream, "forest-opening-ahead", 600.0, 0.0),
    (World::ForestStream, "forest-opening-behind", 600.0, 180.0),
    (World::ForestStream, "forest-evening-left", 1_185.0, 300.0),
    (World::ForestStream, "forest-dusk-right", 1_285.0, 70.0),
];

/// `LUWTE_BLESS=1` writes them anew, for a person to look at again.
#[test]
fn every_world_looks_as_it_did_when_it_was_last_looked_at() {
    let Some(room) = room(SIZE) else { return };
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures");
    for world in World::ALL {
        let mut stage = stage(&room, world, 7, Quality::Lowest).expect("a stage");
        for (_, name, minutes, yaw) in LOOKED_AT.into_iter().filter(|row| row.0 == world) {
            let moment = Frame { minutes, calm: 0.3, ..frame(world, 24.0) };
            let mut now = picture(&room, &mut stage, &moment, yaw, -8.0);
            let path = folder.join(format!("{name}.png"));
            if std::env::var_os("LUWTE_BLESS").is_some() {
                // Five bits a channel: small files, and finer than the tolerance.
                now.iter_mut().for_each(|c| *c = (*c & 0xF8) + 4);
                std::fs::create_dir_all(&folder).expect("a folder");
                offscreen::save(&now, SIZE[0], &path).expect("a file");
                continue;
            }
            let before = offscreen::load(&path).expect("a picture to compare with");
            assert!(before.len() == now.len() / 4 * 3, "{name}: another size");
            let differences: Vec<u8> = now
                .chunks(4)
                .zip(before.chunks(3))
                .map(|(a, b)| (0..3).map(|c| a[c].abs_diff(b[c])).max().unwrap_or(0))
                .collect();
            let mean = differences.iter().map(|d| f64::from(*d)).sum::<f64>() / differences.len() as f64;
            let far = differences.iter().filter(|d| **d > 32).count() as f64 / differences.len() as f64;
            assert!(
                mean < 6.0 && far < 0.02,
                "{name}: mean difference {mean:.1} levels, {:.1} % far off",
                far * 100.0
            );
        }
        stage.destroy(&room.gl);
    }
}

#[test]
fn every_world_answers_the_breath_and_the_garden_with_light_and_flowers() {
    let Some(room) = room(SIZE) else { return };
    for (world, yaw) in [
        (World::SunsetBeach, -13.0),
        (World::AlpineMeadow, 20.0),
        (World::CoralReef, 14.0),
        (World::StarryLake, 22.0),
        (World::ForestStream, 24.0),
    ] {
        let mut stage = stage(&room, world, 7, Quality::Lowest).expect("a stage");
        let plain = frame(world, 30.0);
        catch_up(&room, &mut stage, &plain);
        let mut look = |moment: &Frame, yaw, pitch, fov| {
            stage.prepare(&room.gl, moment);
            draw(&room, &mut stage, moment, &views(head(0.0, 1.2, yaw, pitch), fov, SIZE, false))
        };
        let mut breathing =
            |breath| mean_luminance(&look(&Frame { breath: Some(breath), ..plain }, yaw, -14.0, 30.0));
        let (empty, half, full) = (breathing(0.0), breathing(0.5), breathing(1.0));
        assert!(empty < half && half < full, "{world:?}: {empty:.3} {half:.3} {full:.3}");
        let (bare, open) =
            (look(&plain, 0.0, -35.0, 80.0), look(&Frame { garden: 1.0, ..plain }, 0.0, -35.0, 80.0));
        assert!(differing(&bare, &open, 24) > 0.004, "{world:?}: {:.4} changed", differing(&bare, &open, 24));
        stage.destroy(&room.gl);
    }
}

#[test]
fn calm_clears_the_meadows_valley_and_takes_nothing_away() {
    let Some(room) = room(SIZE) else { return };
    let mut stage = stage(&room, World::AlpineMeadow, 7, Quality::Lowest).expect("a stage");
    let mut look = |calm, pitch| {
        let moment = Frame { calm, ..frame(World::AlpineMeadow, 30.0) };
        catch_up(&room, &mut stage, &moment);
        draw(&room, &mut stage, &moment, &views(head(0.0, 1.2, 0.0, pitch), 26.0, SIZE, false))
    };
    let (misty, clear) = (look(0.0, 0.0), look(1.0, 0.0));
    assert!(
        differing(&misty, &clear, 12) > 0.05,
        "{:.3} of the valley changed",
        differing(&misty, &clear, 12)
    );
    let (before, after) = (mean_luminance(&look(0.0, -35.0)), mean_luminance(&look(1.0, -35.0)));
    assert!(
        (after / before - 1.0).abs() < 0.05,
        "the meadow at one's feet stays as light: {before} to {after}"
    );
    stage.destroy(&room.gl);
}

#[test]
fn calm_clears_the_reefs_water_and_takes_no_light_from_what_is_near() {
    let Some(room) = room(SIZE) else { return };
    let mut stage = stage(&room, World::CoralReef, 7, Quality::Lowest).expect("a stage");
    let mut look = |calm, yaw, pitch| {
        let moment = Frame { calm, ..frame(World::CoralReef, 30.0) };
        draw(&room, &mut stage, &moment, &views(head(0.0, 1.2, yaw, pitch), 50.0, SIZE, false))
    };
    let changed = differing(&look(0.0, 0.0, -4.0), &look(1.0, 0.0, -4.0), 12);
    assert!(changed > 0.10, "{changed:.3} of the view ahead changed");
    let (before, after) = (mean_luminance(&look(0.0, 0.0, -50.0)), mean_luminance(&look(1.0, 0.0, -50.0)));
    assert!((1.0..1.20).contains(&(after / before)), "the sand at one's feet: {before} to {after}");
    stage.destroy(&room.gl);
}

#[test]
fn calm_opens_the_aurora_over_the_lake_and_takes_nothing_away() {
    let Some(room) = room(SIZE) else { return };
    let mut stage = stage(&room, World::StarryLake, 7, Quality::Lowest).expect("a stage");
    let mut look = |calm, pitch| {
        let moment = Frame { calm, ..frame(World::StarryLake, 30.0) };
        catch_up(&room, &mut stage, &moment);
        draw(&room, &mut stage, &moment, &views(head(0.0, 1.2, 0.0, pitch), 80.0, SIZE, false))
    };
    let green = |pixels: &[u8]| {
        let over = |p: &[u8]| f64::from(p[1]) - f64::from(p[0].max(p[2]));
        pixels.chunks(4).map(over).map(|over| over.max(0.0)).sum::<f64>() / (pixels.len() / 4) as f64
    };
    let mut before = (-1.0, 0.0);
    for calm in [0.0, 0.35, 0.7, 1.0] {
        let sky = look(calm, 28.0);
        let now = (green(&sky), mean_luminance(&sky));
        assert!(now.0 > before.0 && now.1 >= before.1, "calm {calm}: {now:?} after {before:?}");
        before = now;
    }
    assert!(before.0 > 8.0, "{} levels of green at full calm", before.0);
    // The lake mirrors it.
    let (closed, open) = (look(0.0, -12.0), look(1.0, -12.0));
    assert!(green(&open) > 2.0 * green(&closed), "{} to {}", green(&closed), green(&open));
    stage.destroy(&room.gl);
}

#[test]
fn calm_brings_sun_into_the_forest_and_takes_no_light_from_what_is_near() {
    let Some(room) = room(SIZE) else { return };
    let mut stage = stage(&room, World::ForestStream, 7, Quality::Lowest).expect("a stage");
    let mut look = |calm, yaw, pitch| {
        let moment = Frame { calm, ..frame(World::ForestStream, 30.0) };
        catch_up(&room, &mut stage, &moment);
        draw(&room, &mut stage, &moment, &views(head(0.0, 1.2, yaw, pitch), 60.0, SIZE, false))
    };
    let (overcast, sunny) = (look(0.0, -20.0, 2.0), look(1.0, -20.0, 2.0));
    assert!(differing(&overcast, &sunny, 12) > 0.10, "{:.3} changed", differing(&overcast, &sunny, 12));
    for (yaw, pitch) in [(0.0, -40.0), (0.0, 0.0), (180.0, -5.0), (0.0, 60.0)] {
        let (before, after) =
            (mean_luminance(&look(0.0, yaw, pitch)), mean_luminance(&look(1.0, yaw, pitch)));
        assert!((1.0..3.0).contains(&(after / before)), "yaw {yaw}, pitch {pitch}: {before} to {after}");
    }
    stage.destroy(&room.gl);
}
