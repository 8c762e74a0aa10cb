//! Sound inside the AudioWorklet: a raw C ABI around `sound`, so that the module needs no imports and no glue.
//!
//! One engine per module instance is usual, more are fine. Every function takes the pointer that [`eng_new`] gave; a
//! null pointer is answered with silence or zero, never with a trap. `js/processor.js` is the only intended caller.

use sound::{Click, Engine, Frame, SOURCES, Strike, World};

/// Channels per engine: the sources, then the bed's left and right.
const CHANNELS: usize = SOURCES + 2;
/// The most frames one call renders; a browser's render quantum is 128.
const MAX_FRAMES: usize = 1_024;

/// An engine with the memory that the audio thread reads from.
pub struct Player {
    engine: Engine,
    samples: [[f32; MAX_FRAMES]; CHANNELS],
    positions_m: [[f32; 3]; SOURCES],
}

/// Makes an engine at `sample_rate` hertz for the world with number `world_code`, grown from the seed in two halves.
///
/// Null when this build does not know the world. Freed by [`eng_free`].
#[unsafe(no_mangle)]
pub extern "C" fn eng_new(sample_rate: f32, seed_lo: u32, seed_hi: u32, world_code: u32) -> *mut Player {
    let Some(world) = World::from_code(world_code) else { return std::ptr::null_mut() };
    let seed = u64::from(seed_hi) << 32 | u64::from(seed_lo);
    Box::into_raw(Box::new(Player {
        engine: Engine::new(world, seed, sample_rate),
        samples: [[0.0; MAX_FRAMES]; CHANNELS],
        positions_m: [[0.0; 3]; SOURCES],
    }))
}

/// Frees an engine.
///
/// # Safety
/// `player` is null or came from [`eng_new`], and is not used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn eng_free(player: *mut Player) {
    if !player.is_null() {
        // SAFETY: the caller hands back what `eng_new` boxed.
        drop(unsafe { Box::from_raw(player) });
    }
}

/// Tells the engine what holds from the next sample on; `breath_on` is 0 when no breathing exercise runs.
///
/// Units as in [`Frame`]: seconds, minutes after midnight, the rest 0 to 1.
///
/// # Safety
/// `player` is null or came from [`eng_new`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn eng_set(
    player: *mut Player,
    world_time_s: f64,
    minutes: f32,
    calm: f32,
    volume: f32,
    breath: f32,
    breath_on: u32,
) {
    // SAFETY: null is handled by `as_mut`; otherwise the pointer is one of ours.
    if let Some(player) = unsafe { player.as_mut() } {
        let breath = (breath_on != 0).then_some(breath);
        player.engine.set(&Frame { world_time_s, minutes, calm, volume, breath });
    }
}

/// Goes over to the world with number `world_code`; a number this build does not know changes nothing.
///
/// # Safety
/// `player` is null or came from [`eng_new`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn eng_enter(player: *mut Player, world_code: u32) {
    // SAFETY: as in `eng_set`.
    if let (Some(player), Some(world)) = (unsafe { player.as_mut() }, World::from_code(world_code)) {
        player.engine.enter(world);
    }
}

/// Fades the whole in (1) or out (0), over four seconds.
///
/// # Safety
/// `player` is null or came from [`eng_new`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn eng_play(player: *mut Player, playing: u32) {
    // SAFETY: as in `eng_set`.
    if let Some(player) = unsafe { player.as_mut() } {
        player.engine.play(playing != 0);
    }
}

/// Plays the short sound of a choice: 0 touch, 1 choose, 2 back; other numbers do nothing.
///
/// # Safety
/// `player` is null or came from [`eng_new`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn eng_click(player: *mut Player, kind: u32) {
    // SAFETY: as in `eng_set`.
    if let (Some(player), Some(click)) = (unsafe { player.as_mut() }, Click::from_code(kind)) {
        player.engine.click(click);
    }
}

/// Lets a thing of an exercise ring: 0 bubble, 1 circle, 2 bowl, 3 bloom; other numbers do nothing.
///
/// # Safety
/// `player` is null or came from [`eng_new`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn eng_strike(player: *mut Player, kind: u32, note: u32) {
    // SAFETY: as in `eng_set`.
    if let (Some(player), Some(strike)) = (unsafe { player.as_mut() }, Strike::from_code(kind)) {
        player.engine.strike(strike, note);
    }
}

/// Renders up to 1,024 frames into the channels; gives the number rendered.
///
/// # Safety
/// `player` is null or came from [`eng_new`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn eng_render(player: *mut Player, frames: u32) -> u32 {
    // SAFETY: as in `eng_set`.
    let Some(player) = (unsafe { player.as_mut() }) else { return 0 };
    let frames = (frames as usize).min(MAX_FRAMES);
    let mut channels = player.samples.each_mut().map(|channel| &mut channel[..frames]);
    player.engine.render(&mut channels);
    player.positions_m = player.engine.positions_m();
    frames as u32
}

/// Where the samples of channel `channel` lie: 0 to 5 the sources, 6 and 7 the bed's left and right; else null.
///
/// # Safety
/// `player` is null or came from [`eng_new`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn eng_channel(player: *const Player, channel: u32) -> *const f32 {
    // SAFETY: as in `eng_set`.
    let samples = unsafe { player.as_ref() }.and_then(|player| player.samples.get(channel as usize));
    samples.map_or(std::ptr::null(), |samples| samples.as_ptr())
}

/// Where the positions of the sources lie: 6 × (right, up, behind) in metres from the client's ears.
///
/// # Safety
/// `player` is null or came from [`eng_new`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn eng_positions(player: *const Player) -> *const f32 {
    // SAFETY: as in `eng_set`.
    unsafe { player.as_ref() }.map_or(std::ptr::null(), |player| player.positions_m.as_flattened().as_ptr())
}

/// Whether nothing is heard and nothing will be: the fade-out has ended.
///
/// # Safety
/// `player` is null or came from [`eng_new`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn eng_silent(player: *const Player) -> u32 {
    // SAFETY: as in `eng_set`.
    unsafe { player.as_ref() }.is_none_or(|player| player.engine.silent()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_engine_sounds_through_the_abi_and_is_freed() {
        let player = eng_new(48_000.0, 1, 0, World::SunsetBeach.code());
        assert!(!player.is_null());
        // SAFETY: `player` came from `eng_new` just now.
        unsafe {
            eng_set(player, 20.0, 1_200.0, 0.5, 1.0, 0.0, 0);
            let mut loudest = 0.0_f32;
            for _ in 0..48_000 * 5 / 128 {
                assert_eq!(eng_render(player, 128), 128);
                for channel in 0..CHANNELS as u32 {
                    let samples = std::slice::from_raw_parts(eng_channel(player, channel), 128);
                    loudest = samples.iter().fold(loudest, |most, sample| most.max(sample.abs()));
                }
            }
            assert!(loudest > 0.01 && loudest < 0.5, "{loudest}");
            let positions = std::slice::from_raw_parts(eng_positions(player), 3 * SOURCES);
            assert!(positions[5] < -3.0 && positions[11] > 0.0, "surf ahead, grass behind: {positions:?}");
            assert_eq!(eng_silent(player), 0);
            eng_play(player, 0);
            for _ in 0..48_000 * 5 / 128 {
                eng_render(player, 128);
            }
            assert_eq!(eng_silent(player), 1);
            eng_free(player);
        }
    }

    #[test]
    fn an_unknown_world_or_a_null_pointer_is_silence() {
        assert!(eng_new(48_000.0, 1, 0, 99).is_null());
        let null = std::ptr::null_mut();
        // SAFETY: every function accepts null.
        unsafe {
            eng_set(null, 0.0, 0.0, 0.0, 0.0, 0.0, 0);
            eng_click(null, 0);
            eng_strike(null, 0, 0);
            eng_play(null, 1);
            assert_eq!(eng_render(null, 128), 0);
            assert!(eng_channel(null, 0).is_null() && eng_positions(null).is_null());
            assert_eq!(eng_silent(null), 1);
            eng_free(null);
        }
    }

    #[test]
    fn a_channel_that_does_not_exist_has_no_memory() {
        let player = eng_new(44_100.0, 1, 0, 0);
        // SAFETY: `player` came from `eng_new` just now.
        unsafe {
            assert!(eng_channel(player, CHANNELS as u32).is_null());
            assert_eq!(eng_render(player, u32::MAX), MAX_FRAMES as u32);
            eng_free(player);
        }
    }

    #[test]
    fn the_processor_calls_exactly_the_functions_that_exist() {
        let names = |text: &str| -> std::collections::BTreeSet<String> {
            let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            words.filter(|word| word.starts_with("eng_")).map(String::from).collect()
        };
        let exported: String =
            include_str!("lib.rs").lines().filter(|line| line.contains("extern \"C\" fn eng_")).collect();
        let mut called = names(include_str!("../js/processor.js"));
        // The audio thread ends with its page, which takes the whole memory along.
        called.insert("eng_free".into());
        assert_eq!(names(&exported), called);
    }

    #[test]
    fn the_page_knows_worlds_and_clicks_by_the_same_numbers() {
        let page = include_str!("../js/sound.js");
        let worlds = [
            ("sunset-beach", World::SunsetBeach),
            ("alpine-meadow", World::AlpineMeadow),
            ("coral-reef", World::CoralReef),
            ("starry-lake", World::StarryLake),
            ("forest-stream", World::ForestStream),
        ];
        for (slug, world) in worlds {
            assert!(page.contains(&format!("\"{slug}\": {}", world.code())), "{slug}");
        }
        for (name, click) in [("touch", Click::Touch), ("choose", Click::Choose), ("back", Click::Back)] {
            let code = (0..9).find(|&code| Click::from_code(code) == Some(click));
            assert!(page.contains(&format!("{name}: {}", code.unwrap())), "{name}");
        }
        let strikes = [
            ("bubbles", Strike::Bubble),
            ("musical-circles", Strike::Circle),
            ("singing-bowls", Strike::Bowl),
            ("butterfly", Strike::Bloom),
        ];
        for (name, strike) in strikes {
            let code = (0..9).find(|&code| Strike::from_code(code) == Some(strike));
            let named = [format!("{name}: {}", code.unwrap()), format!("\"{name}\": {}", code.unwrap())];
            assert!(named.iter().any(|named| page.contains(named)), "{name}");
        }
        assert!(include_str!("../js/processor.js").contains(&format!("const SOURCES = {SOURCES};")));
    }
}
