//! Files of other tools: what is read, what is refused and where, and that what is written reads back.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use hrv::Interval;
use hrv::files::{FileError, Format, Place, Problem, Recording, read, read_as, recognise, write};
use proptest::prelude::*;

const FORMATS: &[Format] = &[
    Format::Text,
    Format::HrvLogger,
    Format::PolarHrm,
    Format::Fit,
    Format::EdfPlus,
    #[cfg(feature = "open-mhealth")]
    Format::OpenMHealth,
];

fn ms(recording: &Recording) -> Vec<f64> {
    recording.intervals_ms().collect()
}

fn check(bytes: &[u8], format: Format, expected_ms: &[f64]) -> Recording {
    let recording = read(bytes).unwrap_or_else(|error| panic!("{format:?}: {error}"));
    assert_eq!(recording.format, format);
    assert_eq!(ms(&recording), expected_ms);
    recording
}

fn refused(bytes: &[u8], place: Place, problem: Problem) {
    let error = read(bytes).expect_err("refused");
    assert_eq!(error, FileError { place, problem }, "{error}");
}

#[test]
fn text_is_read_in_milliseconds_and_in_seconds_with_and_without_times() {
    check(b"812\r\n798.5\r\n", Format::Text, &[812.0, 798.5]);
    check(b"\xef\xbb\xbf# Kubios\n0.812\n0.7985\n", Format::Text, &[812.0, 798.5]);
    check(b"0,812\n0,798\n", Format::Text, &[812.0, 798.0]);
    check(b"0.8 812\n1.6\t798\n", Format::Text, &[812.0, 798.0]);
    check(b"0,8; 812\n1,6; 798\n", Format::Text, &[812.0, 798.0]);
}

#[test]
fn bad_text_is_refused_with_its_line() {
    refused(b"800\n\nabc\n", Place::Line(3), Problem::NotANumber);
    refused(b"800\n0\n", Place::Line(2), Problem::OutOfRange);
    refused(b"800\n-800\n", Place::Line(2), Problem::OutOfRange);
    refused(b"800\n0.8\n", Place::Line(2), Problem::MixedUnits);
    refused(b"800\n64000\n", Place::Line(2), Problem::OutOfRange);
    refused(b"1 800\n900\n", Place::Line(2), Problem::Columns);
    refused(b"800\n80\xff0\n", Place::Line(2), Problem::NotText);
    refused(b"800\n1e999\n", Place::Line(2), Problem::NotANumber);
    refused(b" \n\n", Place::Byte(0), Problem::Empty);
    refused(b"hello\n", Place::Byte(0), Problem::Unknown);
    refused(b"hello\n800\nworld\n", Place::Byte(0), Problem::Unknown);
    refused(b"NaN\n", Place::Line(1), Problem::NotANumber);
    refused(b"# of a watch\n-nan\n812\n", Place::Line(2), Problem::NotANumber);
    refused(b"812\nnan\n", Place::Line(2), Problem::NotANumber);
    refused(b"0.5 n/a\n", Place::Line(1), Problem::NotANumber);
    refused(b"interval\n812\n790\n", Place::Line(1), Problem::NotANumber);
    assert_eq!(read(b"800\nabc\n").expect_err("refused").to_string(), "line 2: not a number");
}

#[test]
fn one_stray_line_of_many_is_no_other_unit() {
    let many = |stray: &str, usual: &str| {
        (0..300).map(|line| if line == 7 { stray } else { usual }).collect::<Vec<_>>().join("\n")
    };
    for (stray, usual, ms) in [("3", "800", 3.0), ("12.5", "0.8", 12_500.0)] {
        let recording = read(many(stray, usual).as_bytes()).expect("a recording");
        let intervals: Vec<f64> = recording.intervals_ms().collect();
        assert_eq!((intervals.len(), intervals[7], intervals[0]), (300, ms, 800.0));
    }
    // The unit is that of most lines, not of the first.
    let first_is_a_flicker = format!("3\n{}", many("810", "800"));
    let recording = read(first_is_a_flicker.as_bytes()).expect("a recording");
    assert_eq!(recording.intervals_ms().nth(1), Some(800.0));
}

#[test]
fn hrv_logger_files_are_read_with_their_times_and_silences() {
    let csv =
        b"date,rr,since start\n2014-09-24 16:01:34 +0200, 800, 0\n2014-09-24 16:01:35 +0200, 810, 800\n";
    let recording = check(csv, Format::HrvLogger, &[800.0, 810.0]);
    // 2014-09-24 14:01:33.2 in universal time.
    assert_eq!(recording.start_us, Some(1_411_567_293_200_000));
    let csv = "timestamp,rr,since_start\n\n".to_owned()
        + &(1..=40)
            .map(|i| format!("{},800,{}\n", 800 * i + if i > 20 { 30_000 } else { 0 }, 800 * i))
            .collect::<String>();
    let recording = read(csv.as_bytes()).expect("a recording");
    let breaks: Vec<usize> = (1..40).filter(|&i| !recording.intervals[i].successive).collect();
    assert_eq!(breaks, [20], "thirty seconds that no interval explains");
    assert!((recording.intervals[20].missing_ms - 30_000.0).abs() < 1_000.0);
    check(b"RR\n800\n810\n", Format::HrvLogger, &[800.0, 810.0]);
    refused(b"timestamp,rr,since_start\n1000,800\n", Place::Line(2), Problem::Columns);
    refused(b"timestamp,rr,since_start\nnoon,800,0\n", Place::Line(2), Problem::Date);
    refused(b"timestamp,rr,since_start\n1,800,0\n2,x,0\n", Place::Line(3), Problem::NotANumber);
    refused(b"timestamp,rr,since_start\n1,800,0\n2,0,0\n", Place::Line(3), Problem::OutOfRange);
}

#[test]
fn polar_files_are_read_when_they_are_beat_to_beat() {
    let text = "[Params]\nVersion=106\nDate=20140924\nStartTime=16:01:34.5\nInterval=238\n\n[Note]\nrest\n\n[HRData]\n812\n798\n";
    let recording = check(text.as_bytes(), Format::PolarHrm, &[812.0, 798.0]);
    assert_eq!(recording.start_us, Some(1_411_574_494_500_000));
    refused(b"[Params]\nInterval=5\n[HRData]\n71\n", Place::Line(2), Problem::OnlyAverages);
    refused(b"[Params]\nVersion=106\n[HRData]\n71\n", Place::Line(3), Problem::OnlyAverages);
    refused(text.replace("798", "x").as_bytes(), Place::Line(12), Problem::NotANumber);
    refused(text.replace("20140924", "20140931").as_bytes(), Place::Line(3), Problem::Date);
    refused(b"[Params]\nInterval=238\n[HRData]\n", Place::Line(3), Problem::Empty);
}

fn checksum(bytes: &[u8]) -> [u8; 2] {
    // The table of Garmin's own description of the protocol, four bits at a time.
    const TABLE: [u16; 16] = [
        0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401, 0xA001, 0x6C00, 0x7800, 0xB401,
        0x5000, 0x9C01, 0x8801, 0x4400,
    ];
    let nibble = |crc: u16, value: u8| {
        let first = TABLE[usize::from(crc & 0xF)];
        (crc >> 4 & 0x0FFF) ^ first ^ TABLE[usize::from(value)]
    };
    bytes.iter().fold(0, |crc, byte| nibble(nibble(crc, byte & 0xF), byte >> 4)).to_le_bytes()
}

/// A FIT file of these records, with a header of 12 bytes.
fn fit(records: &[u8]) -> Vec<u8> {
    let mut file = vec![12, 0x10, 0x00, 0x08];
    file.extend(u32::try_from(records.len()).expect("short").to_le_bytes());
    file.extend(b".FIT");
    file.extend(records);
    file.extend(checksum(&file));
    file
}

/// Big-endian, with a developer field, an unknown message, a compressed time, an event of the timer.
const FIT_RECORDS: &[u8] = &[
    0x60, 0, 1, 0, 78, 1, 0, 4, 0x84, 1, 9, 1, 0, // hrv: two intervals and one byte of a developer
    0x41, 0, 0, 20, 0, 1, 3, 1, 0x02, // record: heart rate
    0x42, 0, 0, 21, 0, 1, 0, 1, 0x00, // event: kind
    0x00, 0x03, 0x20, 0x03, 0x2A, 7, // 800, 810
    0x01, 71, // heart rate
    0xA5, 72, // the same with a compressed time
    0x02, 0, // the timer stopped or started
    0x00, 0x03, 0x34, 0xFF, 0xFF, 7, // 820 and none
];

#[test]
fn fit_files_are_read_message_by_message() {
    let recording = check(&fit(FIT_RECORDS), Format::Fit, &[800.0, 810.0, 820.0]);
    let successive: Vec<bool> = recording.intervals.iter().map(|interval| interval.successive).collect();
    assert_eq!(successive, [false, true, false]);
    let twice = [fit(FIT_RECORDS), fit(FIT_RECORDS)].concat();
    assert_eq!(read(&twice).expect("chained files").intervals.len(), 6);
}

#[test]
fn bad_fit_files_are_refused_with_their_byte() {
    let whole = fit(FIT_RECORDS);
    refused(&whole[..whole.len() - 1], Place::Byte(whole.len() - 1), Problem::Truncated);
    let mut damaged = whole.clone();
    damaged[50] ^= 1;
    refused(&damaged, Place::Byte(whole.len() - 2), Problem::Checksum);
    refused(&fit(&[0x03, 1, 2]), Place::Byte(12), Problem::Undefined);
    refused(&fit(&[0x40, 0, 0, 78, 0, 1, 0, 3, 0x84, 0, 1, 2, 3]), Place::Byte(22), Problem::FieldSize);
    refused(&fit(&[0x40, 0, 0, 78, 0, 1, 0, 2, 0x84, 0, 0, 0]), Place::Byte(22), Problem::OutOfRange);
    refused(&fit(&[0x40, 0, 0, 78, 0, 9, 0, 2, 0x84]), Place::Byte(21), Problem::Truncated);
    refused(&fit(&[]), Place::Byte(14), Problem::Empty);
}

/// An EDF+ file with one other signal, records of one second, and these annotations.
fn edf(records: &[&str]) -> Vec<u8> {
    let mut text = String::new();
    for (field, width) in [
        ("0", 8),
        ("X X X X", 80),
        ("Startdate 24-SEP-2014 X X X", 80),
        ("24.09.14", 8),
        ("16.01.34", 8),
        ("768", 8),
        ("EDF+D", 44),
        (&records.len().to_string(), 8),
        ("1", 8),
        ("2", 4),
        ("ECG", 16),
        ("EDF Annotations", 16),
        ("", 160),
        ("mV", 8),
        ("", 8),
        ("-1", 8),
        ("-1", 8),
        ("1", 8),
        ("1", 8),
        ("-32768", 8),
        ("-32768", 8),
        ("32767", 8),
        ("32767", 8),
        ("", 160),
        ("2", 8),
        ("40", 8),
        ("", 64),
    ] {
        text.push_str(&format!("{field:width$}"));
    }
    let mut file = text.into_bytes();
    for record in records {
        let start = file.len();
        file.extend([1, 2, 3, 4]);
        file.extend(record.as_bytes());
        file.resize(start + 84, 0);
    }
    file
}

#[test]
fn edf_annotations_of_beats_are_read_with_their_gaps() {
    let file = edf(&[
        "+0\u{14}\u{14}\0+0.1\u{14}N\u{14}\0+0.9\u{14}V\u{14}\0+0.95\u{15}30\u{14}Sleep stage W\u{14}\0",
        "+1\u{14}\u{14}\0+1.712\u{14}qrs\u{14}\0",
        "+10\u{14}\u{14}\0+10.2\u{14}N\u{14}\0+11\u{14}N\u{14}\0",
    ]);
    let recording = check(&file, Format::EdfPlus, &[800.0, 812.0, 800.0]);
    let successive: Vec<bool> = recording.intervals.iter().map(|interval| interval.successive).collect();
    assert_eq!(successive, [false, true, false]);
    assert!((recording.intervals[2].missing_ms - 8_288.0).abs() < 1e-6);
    assert_eq!(recording.start_us, Some(1_411_574_494_100_000));
}

#[test]
fn bad_edf_files_are_refused_with_their_byte() {
    let file = edf(&["+0\u{14}\u{14}\0+0.1\u{14}N\u{14}\0+0.9\u{14}N\u{14}\0"]);
    refused(&file[..700], Place::Byte(700), Problem::Truncated);
    refused(&file[..file.len() - 1], Place::Byte(file.len() - 1), Problem::Truncated);
    let named = |from: &[u8], to: &[u8]| {
        let at = file.windows(from.len()).position(|part| part == from).expect("there");
        let mut changed = file.clone();
        changed[at..at + to.len()].copy_from_slice(to);
        changed
    };
    refused(&named(b"EDF Annotations", b"EDF annotations"), Place::Byte(256), Problem::NoAnnotations);
    refused(&named(b"+0.1", b"!0.1"), Place::Byte(768 + 4 + 5), Problem::Annotation);
    refused(&named(b"40      ", b"forty   "), Place::Byte(256 + 432 + 8), Problem::NotANumber);
    refused(
        &edf(&["+0\u{14}\u{14}\0+0.1\u{14}N\u{14}\0+0.1\u{14}N\u{14}\0"]),
        Place::Byte(768 + 4 + 13),
        Problem::OutOfRange,
    );
    refused(&edf(&["+0\u{14}\u{14}\0"]), Place::Byte(852), Problem::Empty);
}

#[cfg(feature = "open-mhealth")]
#[test]
fn open_mhealth_data_points_are_read_alone_in_lists_and_line_by_line() {
    let body = |ms: f64, second: f64| {
        format!(
            r#"{{"rr_interval":{{"value":{ms},"unit":"ms"}},"effective_time_frame":{{"date_time":"2014-09-24T16:01:{second:04.1}Z"}}}}"#
        )
    };
    let point = |ms: f64, second: f64| {
        format!(
            r#"{{"header":{{"id":"1","schema_id":{{"name":"rr-interval"}}}},"body":{}}}"#,
            body(ms, second)
        )
    };
    check(body(800.0, 34.0).as_bytes(), Format::OpenMHealth, &[800.0]);
    let list = format!("[\n{},\n{}\n]", point(800.0, 34.8), point(810.5, 35.6));
    let recording = check(list.as_bytes(), Format::OpenMHealth, &[800.0, 810.5]);
    assert_eq!(recording.start_us, Some(1_411_574_494_000_000));
    let lines = format!("{}\n{}\n", point(800.0, 34.8), point(810.0, 35.6));
    check(lines.as_bytes(), Format::OpenMHealth, &[800.0, 810.0]);
    refused(
        b"[\n{\"rr_interval\":{\"value\":800,\"unit\":\"ms\"}},\n{\"heart_rate\":1}\n]",
        Place::Line(3),
        Problem::DataPoint,
    );
    refused(b"[{\"rr_interval\":{\"value\":0.8,\"unit\":\"ms\"}}]", Place::Line(1), Problem::DataPoint);
    refused(b"[{\"rr_interval\":{\"value\":800,\"unit\":\"sec\"}}]", Place::Line(1), Problem::DataPoint);
    refused(b"{\n\"rr_interval\":\n", Place::Line(3), Problem::DataPoint);
}

/// How exactly a format can say an interval, ms.
fn precision_ms(format: Format) -> f64 {
    match format {
        Format::Fit | Format::PolarHrm => 0.5,
        Format::EdfPlus => 2e-4,
        _ => 0.0,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_back(
        intervals_ms in prop::collection::vec(300.0..2_000.0_f64, 1..300),
        start_s in 0_i64..3_500_000_000,
    ) {
        let recording = Recording::of_intervals_ms(&intervals_ms, Some(start_s * 1_000_000));
        for &format in FORMATS {
            let file = write(format, &recording);
            prop_assert_eq!(recognise(&file), Some(format));
            let again = read(&file).unwrap_or_else(|error| panic!("{format:?}: {error}"));
            prop_assert_eq!(again.intervals.len(), intervals_ms.len());
            for (a, b) in again.intervals.iter().zip(&recording.intervals) {
                prop_assert!((a.ms - b.ms).abs() <= precision_ms(format), "{:?}: {} as {}", format, b.ms, a.ms);
                prop_assert_eq!(a.successive, b.successive);
            }
            if let Some(start_us) = again.start_us {
                prop_assert!((start_us - start_s * 1_000_000).abs() <= 2_000_000, "{:?}", format);
            }
        }
    }

    #[test]
    fn breaks_survive_where_a_format_can_say_them(breaks in prop::collection::btree_set(1_usize..100, 0..5)) {
        let intervals = (0..100).map(|i| {
            let broken = breaks.contains(&i);
            Interval { ms: 800.0 + f64::from(u8::try_from(i).expect("small")), missing_ms: if broken { 90_000.0 } else { 0.0 }, successive: i > 0 && !broken }
        }).collect();
        let recording = Recording { format: Format::Text, start_us: Some(0), intervals };
        for format in [Format::Fit, Format::EdfPlus] {
            let again = read(&write(format, &recording)).expect("a recording");
            let flags = |recording: &Recording| recording.intervals.iter().map(|it| it.successive).collect::<Vec<_>>();
            prop_assert_eq!(flags(&again), flags(&recording), "{:?}", format);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _read_or_refused = read(&bytes);
        for &format in FORMATS {
            let _read_or_refused = read_as(format, &bytes);
        }
    }

    #[test]
    fn a_damaged_file_is_read_or_refused_without_panic(
        which in 0..FORMATS.len(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in any::<prop::sample::Index>(),
    ) {
        let recording = Recording::of_intervals_ms(&[812.0, 798.5, 1_003.25, 640.0, 777.0, 901.0], Some(0));
        let mut file = write(FORMATS[which], &recording);
        for (at, byte) in damage {
            let at = at.index(file.len());
            file[at] = byte;
        }
        if FORMATS[which] == Format::Fit {
            // Damage behind the checksum must be survived too.
            let end = file.len() - 2;
            let sum = checksum(&file[..end]);
            file[end..].copy_from_slice(&sum);
        }
        if let Ok(recording) = read_as(FORMATS[which], &file) {
            prop_assert!(recording.intervals.iter().all(|it| (1.0..64_000.0).contains(&it.ms) && it.missing_ms >= 0.0));
        }
        file.truncate(cut.index(file.len()));
        let _read_or_refused = read_as(FORMATS[which], &file);
    }
}
