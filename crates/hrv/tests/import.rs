//! Recordings as text: what is read, what is refused and where, and the packets they become.

#![allow(clippy::expect_used)]

mod recordings;

use hrv::import::{self, ImportError};
use hrv::{Engine, EngineConfig, MILLIS_PER_TICK};
use proptest::prelude::*;

#[test]
fn intervals_are_read_one_per_line() {
    let text = "\u{feff}# made up\r\n812\r\n\r\n  798.5 \n805";
    assert_eq!(import::rr_text(text), Ok(vec![812.0, 798.5, 805.0]));
}

#[test]
fn a_bad_line_is_named() {
    assert_eq!(import::rr_text("800\nabc\n"), Err(ImportError::NotANumber { line: 2 }));
    assert_eq!(import::rr_text("800\n0\n"), Err(ImportError::OutOfRange { line: 2 }));
    assert_eq!(import::rr_text("800\n-5\n"), Err(ImportError::OutOfRange { line: 2 }));
    assert_eq!(import::rr_text("800\n\n64000\n"), Err(ImportError::OutOfRange { line: 3 }));
    assert_eq!(import::rr_text("NaN\n"), Err(ImportError::OutOfRange { line: 1 }));
    assert_eq!(import::rr_text("800,5\n"), Err(ImportError::NotANumber { line: 1 }));
    assert_eq!(import::rr_text("# seconds\n0.81\n0.79\n"), Err(ImportError::Seconds { line: 2 }));
    assert_eq!(import::rr_text("\n# nothing\n"), Err(ImportError::Empty));
    let message = import::rr_text("800\nabc\n").expect_err("refused").to_string();
    assert_eq!(message, "line 2: not a number");
}

#[test]
fn a_timed_recording_keeps_the_order_of_arrival() {
    let text = "timestamp,rr,since_start\n\n1622959957003,614,0\n1622959956403,623,614\n";
    let rows = import::timed_csv(text).expect("a recording");
    assert_eq!(rows[0].arrival_us, 1_622_959_957_003_000);
    assert_eq!((rows[1].arrival_us, rows[1].rr_ms), (1_622_959_956_403_000, 623.0));
    let packets = import::packets_from_timed(&rows, 3);
    assert_eq!(packets[1].key.n, 1);
    assert_eq!(packets[1].key.receiver_epoch, 3);
    assert!((f64::from(packets[1].packet.rr_ticks()[0]) * MILLIS_PER_TICK - 623.0).abs() < 0.5);
}

#[test]
fn the_first_line_tells_which_format_a_recording_has() {
    let timed = import::packets("timestamp,rr,since_start\n5000,800,0\n", 2, 0).expect("a recording");
    assert_eq!((timed[0].arrival_us, timed[0].key.receiver_epoch), (5_000_000, 2));
    let plain = import::packets("800\n800\n", 0, 7_000_000).expect("a recording");
    let clock_us: Vec<i64> = plain.iter().map(|raw| raw.arrival_us - 7_000_000).collect();
    assert_eq!(plain.iter().map(|raw| raw.packet.rr_ticks().len()).sum::<usize>(), 2);
    assert!(clock_us.iter().all(|us| (790_000..=1_610_000).contains(us)), "{clock_us:?}");
    assert_eq!(import::packets("timestamp;rr\n", 0, 0), Err(ImportError::NotANumber { line: 1 }));
}

#[test]
fn a_bad_timed_recording_is_refused_with_its_line() {
    let after_header = |rows: &str| import::timed_csv(&format!("timestamp,rr,since_start\n{rows}"));
    assert_eq!(import::timed_csv("1,2,3\n"), Err(ImportError::Header { line: 1 }));
    assert_eq!(after_header("1,800\n"), Err(ImportError::Columns { line: 2, found: 2 }));
    assert_eq!(after_header("1,800,0,0\n"), Err(ImportError::Columns { line: 2, found: 4 }));
    assert_eq!(after_header("1,x,0\n"), Err(ImportError::NotANumber { line: 2 }));
    assert_eq!(after_header("1,800,0\n1.5,800,0\n"), Err(ImportError::NotANumber { line: 3 }));
    assert_eq!(after_header("1,0,0\n"), Err(ImportError::OutOfRange { line: 2 }));
    assert_eq!(after_header("9223372036854775807,800,0\n"), Err(ImportError::Timestamp { line: 2 }));
    assert_eq!(after_header(""), Err(ImportError::Empty));
}

#[test]
fn a_real_ride_with_a_chest_strap_is_read_whole() {
    let Some(text) = recordings::text("polarh10_ride_102min.timed.csv") else { return };
    let rows = import::timed_csv(&text).expect("a recording");
    assert_eq!(rows.len(), 11_463);
    let backwards = rows.windows(2).filter(|pair| pair[1].arrival_us < pair[0].arrival_us).count();
    assert_eq!(backwards, 205);
    let mut engine = Engine::new(EngineConfig::default());
    let mut beats = Vec::new();
    for raw in import::packets_from_timed(&rows, 0) {
        engine.admit_with(raw, |beat| beats.push(beat));
    }
    engine.finish(|beat| beats.push(beat));
    assert_eq!(beats.len(), 11_463);
    let gaps = beats.iter().filter(|beat| !beat.beat.successive).count();
    assert!(gaps <= 5, "timestamps that run backwards are no gaps, but {gaps} were found");
}

proptest! {
    #[test]
    fn rounding_to_ticks_never_adds_up(intervals_ms in prop::collection::vec(300.0..2_000.0_f64, 1..400)) {
        let packets = import::packets_from_intervals(&intervals_ms, 0, 0);
        let ticks: Vec<u16> = packets.iter().flat_map(|raw| raw.packet.rr_ticks().to_vec()).collect();
        prop_assert_eq!(ticks.len(), intervals_ms.len());
        let (mut clock_ms, mut clock_ticks) = (0.0, 0_u64);
        for (ms, &ticks) in intervals_ms.iter().zip(&ticks) {
            clock_ms += ms;
            clock_ticks += u64::from(ticks);
            prop_assert!((clock_ticks as f64 * MILLIS_PER_TICK - clock_ms).abs() < 0.5);
        }
    }

    #[test]
    fn any_text_is_read_or_refused_without_panic(text in ".{0,200}") {
        let _read_or_refused = import::rr_text(&text);
        let _read_or_refused = import::timed_csv(&text);
        let _read_or_refused = import::timed_csv(&format!("timestamp,rr,since_start\n{text}"));
    }
}
