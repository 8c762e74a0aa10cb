//! Polar Measurement Data: control point, frames, and the packets that a receiver keeps of them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use hrv::pmd::{
    Answer, Features, Feed, Frame, Measurement, Operation, PmdError, PpiSample, Refusal, Setting, Wish,
    read_settings, request_settings, start, stop,
};
use hrv::{BeatClass, Engine, EngineConfig, Packet, PacketError, PacketKey, QualityIssue, Reading, Source};
use proptest::prelude::*;

fn sample(interval_ms: u16, error_ms: u16, blocked: bool) -> PpiSample {
    PpiSample { heart_rate_bpm: 60, interval_ms, error_ms, blocked, contact: Some(true) }
}

fn ppi_frame(samples: &[PpiSample]) -> Vec<u8> {
    let mut bytes = vec![3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    samples.iter().for_each(|sample| bytes.extend(sample.encode()));
    bytes
}

fn light() -> Feed {
    let mut feed = Feed::new();
    assert!(feed.answered(&[0xF0, 2, 3, 0, 0]));
    feed
}

fn packets(feed: &mut Feed, frame: &[u8]) -> Vec<Vec<u8>> {
    let mut packets = Vec::new();
    feed.frame(frame, |packet| packets.push(packet));
    packets
}

#[test]
fn features_say_what_a_sensor_offers() {
    // A chest strap: electrocardiogram and acceleration; an arm band: light, acceleration, intervals, gyroscope, magnetometer.
    let strap = Features::parse(&[0x0F, 0x05, 0, 0, 0]).unwrap();
    let band = Features::parse(&[0x0F, 0x6E, 0]).unwrap();
    assert!(strap.offers(Measurement::Ecg) && !strap.offers(Measurement::Ppi));
    assert!(band.offers(Measurement::Ppi) && !band.offers(Measurement::Ecg));
    assert_eq!(Features::parse(&[0x0E, 0x05]), Err(PmdError::Head { byte: 0x0E }));
    assert_eq!(Features::parse(&[0x0F]), Err(PmdError::Truncated { at: 0, needed: 2, actual: 1 }));
    assert_eq!(Feed::start(Wish::Best, strap), None, "its own intervals are as good");
    assert_eq!(Feed::start(Wish::Best, band), Some(vec![2, 3]));
    assert_eq!(Feed::start(Wish::Standard, band), None);
    // As Polar's own program for phones writes it: 130 Hz, 14 bits.
    assert_eq!(Feed::start(Wish::Ecg, strap), Some(vec![2, 0, 0, 1, 0x82, 0, 1, 1, 0x0E, 0]));
    assert_eq!(Feed::start(Wish::Ecg, band), Some(vec![2, 3]));
}

#[test]
fn requests_and_answers_are_those_of_the_specification() {
    assert_eq!(request_settings(Measurement::Ecg), [1, 0]);
    assert_eq!(start(Measurement::Ppi, &[]), [2, 3]);
    assert_eq!(stop(Measurement::Ecg), [3, 0]);
    let answer = Answer::parse(&[0xF0, 1, 0, 0, 0, 0, 1, 0x82, 0, 1, 1, 0x0E, 0]).unwrap();
    assert_eq!(
        (answer.operation, answer.measurement, answer.done),
        (Operation::Settings, Measurement::Ecg, Ok(()))
    );
    assert!(!answer.more && !answer.is_running());
    let settings = read_settings(answer.parameters).unwrap();
    assert_eq!(settings.values(Setting::SampleRate), [130]);
    assert_eq!(settings.values(Setting::Resolution), [14]);
    assert!(settings.values(Setting::Range).is_empty());
    assert!(Answer::parse(&[0xF0, 2, 0, 6]).unwrap().is_running(), "already started");
    let refused = Answer::parse(&[0xF0, 2, 3, 13]).unwrap();
    assert_eq!((refused.done, refused.is_running()), (Err(Refusal::InCharger), false));
    assert_eq!(read_settings(&[0, 2, 0x82, 0]), Err(PmdError::Truncated { at: 2, needed: 4, actual: 2 }));
    assert_eq!(read_settings(&[0, 1, 0x82, 0, 9]), Err(PmdError::Setting { at: 4, number: 9 }));
}

#[test]
fn intervals_by_light_are_read_with_their_error_and_flags() {
    let bytes =
        [3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 64, 0xD0, 0x03, 0x0A, 0x00, 0b110, 65, 0x84, 0x03, 0x20, 0x01, 0b101];
    let Ok(Frame::Ppi(frame)) = Frame::parse(&bytes) else { panic!("a frame of intervals") };
    assert_eq!(frame.timestamp_ns, 1);
    let samples: Vec<PpiSample> = frame.samples().collect();
    let [one, two] = samples[..] else { panic!("two") };
    assert_eq!(
        (one.heart_rate_bpm, one.interval_ms, one.error_ms, one.blocked, one.contact),
        (64, 976, 10, false, Some(true))
    );
    assert_eq!(
        (two.heart_rate_bpm, two.interval_ms, two.error_ms, two.blocked, two.contact),
        (65, 900, 288, true, Some(false))
    );
    assert!(one.is_usable() && !two.is_usable());
}

#[test]
fn an_electrocardiogram_is_read_with_its_sign_and_time() {
    let mut bytes = vec![0];
    bytes.extend(700_000_000_123_456_789_u64.to_le_bytes());
    bytes.extend([0, 0x01, 0, 0, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x80, 0xFF, 0xFF, 0x7F]);
    let Ok(Frame::Ecg(frame)) = Frame::parse(&bytes) else { panic!("an electrocardiogram") };
    assert_eq!(frame.timestamp_ns, 700_000_000_123_456_789);
    assert_eq!(frame.samples_uv().collect::<Vec<_>>(), [1, -1, -8_388_608, 8_388_607]);
}

#[test]
fn what_is_no_frame_says_which_byte_is_wrong() {
    let head = |number: u8, kind: u8, rest: usize| {
        let mut bytes = vec![number, 0, 0, 0, 0, 0, 0, 0, 0, kind];
        bytes.resize(10 + rest, 0);
        bytes
    };
    assert_eq!(Frame::parse(&[3; 9]), Err(PmdError::Truncated { at: 0, needed: 10, actual: 9 }));
    assert_eq!(Frame::parse(&head(2, 0, 6)), Err(PmdError::Measurement { at: 0, number: 2 }));
    assert_eq!(Frame::parse(&head(0, 0x80, 9)), Err(PmdError::FrameType { frame_type: 0x80 }));
    assert_eq!(Frame::parse(&head(3, 0, 13)), Err(PmdError::Uneven { at: 22, left: 1 }));
    assert_eq!(Frame::parse(&head(0, 0, 5)), Err(PmdError::Uneven { at: 13, left: 2 }));
    let marked = [[0xE0].as_slice(), &head(0, 0, 3)].concat();
    assert!(matches!(Packet::parse(&marked), Err(PacketError::Light(PmdError::Measurement { .. }))));
}

#[test]
fn a_long_frame_becomes_packets_that_travel_and_lose_nothing() {
    let samples: Vec<PpiSample> = (0..19).map(|i| sample(800 + i, i, i == 4)).collect();
    let kept = packets(&mut light(), &ppi_frame(&samples));
    assert_eq!(kept.len(), 3);
    assert!(kept.iter().all(|packet| packet.len() <= 64));
    let mut intervals = Vec::new();
    for bytes in &kept {
        let packet = Packet::parse(bytes).unwrap();
        assert_eq!(
            (packet.source(), packet.heart_rate_bpm(), packet.contact()),
            (Source::Light, 60, Some(true))
        );
        for (index, ticks) in packet.rr_ticks().iter().enumerate() {
            intervals
                .push(((f64::from(*ticks) * hrv::MILLIS_PER_TICK).round() as u16, packet.is_doubtful(index)));
        }
    }
    let told: Vec<_> = samples.iter().map(|sample| (sample.interval_ms, !sample.is_usable())).collect();
    assert_eq!(intervals, told);
}

#[test]
fn while_light_tells_the_intervals_no_beat_stands_twice() {
    let feed = light();
    assert!(feed.keeps(&[0x06, 60]), "a rate alone shows that the sensor is there");
    assert!(!feed.keeps(&[0x16, 60, 0x00, 0x04]));
    assert!(Feed::new().keeps(&[0x16, 60, 0x00, 0x04]));
    let mut refused = Feed::new();
    assert!(!refused.answered(&[0xF0, 2, 3, 13]), "in its charger");
    assert!(packets(&mut refused, &ppi_frame(&[sample(900, 5, false)])).is_empty());
    assert!(refused.keeps(&[0x16, 60, 0x00, 0x04]));
}

#[test]
fn a_heart_by_light_has_values_and_its_lower_quality_is_told() {
    let mut engine = Engine::new(EngineConfig::default());
    let mut feed = light();
    let (mut n, mut now_us, mut classes) = (0, 0_i64, Vec::new());
    for round in 0..60_u16 {
        // Five beats at a time, as such bands tell them; in the thirtieth the arm moved.
        let five: Vec<PpiSample> =
            (0..5).map(|i| sample(820 + (round * 37 + i * 53) % 61, 8, round == 29 && i == 2)).collect();
        now_us += five.iter().map(|sample| i64::from(sample.interval_ms) * 1_000).sum::<i64>();
        for bytes in packets(&mut feed, &ppi_frame(&five)) {
            let key = PacketKey { receiver_epoch: 0, n };
            engine.packet_with(key, now_us, &bytes, |beat| classes.push(beat.class)).unwrap();
            n += 1;
        }
    }
    let live = engine.live(now_us);
    assert!(live.quality.issues.contains(QualityIssue::ByLight));
    assert!(matches!(live.reading, Reading::Value(_)));
    assert_eq!(
        classes[29 * 5 + 2],
        BeatClass::Noise,
        "an interval that the sensor itself doubts is not used"
    );
    assert!(classes.iter().filter(|class| **class == BeatClass::Normal).count() > 290);
}

#[test]
fn an_electrocardiogram_becomes_the_intervals_that_it_shows() {
    // A made-up lead: a spike each 0.85 s of the sensor's clock, which runs a thousandth fast.
    let mut feed = Feed::new();
    feed.answered(&[0xF0, 2, 0, 0, 0]);
    assert!(!feed.keeps(&[0x16, 60, 0x00, 0x04]) && feed.end() == Some([3, 0]));
    let (rate_hz, rr_s) = (130.13, 0.85);
    let mut intervals = Vec::new();
    let mut breaks = 0;
    for frame in 0..120_u64 {
        if (60..64).contains(&frame) {
            continue; // Lost on their way.
        }
        let mut bytes = vec![0];
        let last = (frame + 1) * 73 - 1;
        bytes.extend((700_000_000_000_000_000 + (last as f64 / rate_hz * 1e9) as u64).to_le_bytes());
        bytes.push(0);
        for i in frame * 73..=last {
            let from_beat = ((i as f64 / rate_hz + 0.4) % rr_s - 0.4) / 0.011;
            let value = (1_000.0 * (-0.5 * from_beat * from_beat).exp()).round() as i32;
            bytes.extend(&value.to_le_bytes()[..3]);
        }
        for bytes in packets(&mut feed, &bytes) {
            match Packet::parse(&bytes) {
                Ok(packet) => {
                    assert_eq!(packet.source(), Source::Ecg);
                    intervals.extend(packet.rr_ticks().iter().copied());
                }
                Err(_) => breaks += 1,
            }
        }
    }
    assert_eq!(breaks, 1, "where frames were lost the series breaks");
    assert!(intervals.len() > 65, "{}", intervals.len());
    // 0.85 s are 870.4 ticks.
    assert!(intervals.iter().all(|ticks| (869..=872).contains(ticks)), "{intervals:?}");
}

#[test]
fn an_electrode_that_is_off_is_told() {
    let mut feed = Feed::new();
    feed.answered(&[0xF0, 2, 0, 0, 0]);
    let mut told = Vec::new();
    for frame in 0..40_u64 {
        let mut bytes = vec![0];
        bytes.extend(((frame + 1) * 73 * 1_000_000_000 / 130).to_le_bytes());
        bytes.resize(10 + 73 * 3, 0);
        told.extend(packets(&mut feed, &bytes));
    }
    assert!(!told.is_empty());
    assert!(told.iter().all(|bytes| Packet::parse(bytes).unwrap().contact() == Some(false)));
}

proptest! {
    #[test]
    fn any_bytes_are_a_frame_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..260), kind in 0_u8..4) {
        let mut bytes = bytes;
        if let Some(first) = bytes.first_mut() {
            *first = kind;
        }
        if let Ok(Frame::Ppi(frame)) = Frame::parse(&bytes) {
            prop_assert_eq!(frame.samples().len() * 6 + 10, bytes.len());
        }
        let _ = (Features::parse(&bytes), read_settings(&bytes));
        let mut answer = vec![0xF0];
        answer.extend(&bytes);
        let _ = Answer::parse(&answer);
    }

    #[test]
    fn intervals_by_light_come_back_as_they_were_told(
        samples in prop::collection::vec((any::<u8>(), 1_u16..=63_999, any::<u16>(), any::<bool>(), any::<Option<bool>>()), 0..40),
    ) {
        let samples: Vec<PpiSample> = samples.into_iter().map(|(heart_rate_bpm, interval_ms, error_ms, blocked, contact)| {
            PpiSample { heart_rate_bpm, interval_ms, error_ms, blocked, contact }
        }).collect();
        let mut back = Vec::new();
        for bytes in packets(&mut light(), &ppi_frame(&samples)) {
            let Ok(Frame::Ppi(frame)) = Frame::parse(&bytes[1..]) else { panic!("its own frame") };
            back.extend(frame.samples());
            let packet = Packet::parse(&bytes).unwrap();
            prop_assert_eq!(Packet::parse(&packet.encode()).unwrap(), packet);
        }
        prop_assert_eq!(back, samples);
    }
}
