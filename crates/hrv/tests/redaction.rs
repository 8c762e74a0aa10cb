//! No type that holds heart data shows it when it is printed for debugging.

use hrv::files::Recording;
use hrv::import::TimedInterval;
use hrv::simulate::{BodyState, Simulator, SimulatorConfig};
use hrv::{
    Analysis, Artefact, Baseline, BeatClass, Engine, EngineConfig, Metrics, Reading, RestWindow, Spectrum,
    View,
};

#[test]
fn debug_output_of_every_type_with_heart_data_has_no_number() {
    let mut engine = Engine::new(EngineConfig::default());
    let mut simulator = Simulator::new(SimulatorConfig::default());
    let (mut shown, mut packets, mut now_us) = (Vec::new(), Vec::new(), 0);
    for _ in 0..150 {
        let raw = simulator.next_packet(BodyState::REST);
        now_us = raw.arrival_us;
        packets.push(raw);
        shown.extend([format!("{raw:?}"), format!("{:?}", raw.packet)]);
        engine.admit_with(raw, |beat| shown.extend([format!("{beat:?}"), format!("{:?}", beat.beat)]));
    }
    let live = engine.live(now_us);
    let Reading::Value(value) = live.reading else { panic!("no value") };
    shown.extend([format!("{live:?}"), format!("{value:?}"), format!("{:?}", live.reading)]);
    shown.extend([format!("{:?}", live.time), format!("{:?}", live.trend), format!("{:?}", live.quality)]);
    shown.extend([format!("{engine:?}"), format!("{:?}", Baseline::population())]);
    shown.push(format!("{:?}", RestWindow { day: 1, ln_rmssd: 3.5, hr_bpm: 60.0 }));
    shown.push(format!("{:?}", TimedInterval { arrival_us: 1, rr_ms: 800.0 }));
    shown.push(format!("{:?}", EngineConfig::default()));
    let record = hrv::record(&packets, EngineConfig::default());
    shown.extend([format!("{record:?}"), format!("{:?}", record.readings)]);
    let view = View::raw_beats(&record.beats);
    shown.extend([format!("{view:?}"), format!("{:?}", view.points()), format!("{:?}", Metrics::of(&view))]);
    shown.push(format!("{:?}", Spectrum::of(&view)));
    let analysis = Analysis::of_beats(&record.beats);
    let report = analysis.report();
    shown.extend([format!("{analysis:?}"), format!("{report:?}"), format!("{:?}", report.quality)]);
    shown.push(format!("{:?}", Artefact { class: BeatClass::Ectopic, index: 1 }));
    shown.push(format!("{:?} {:?}", analysis.intervals, Recording::of_intervals_ms(&[800.0], Some(1))));
    for text in shown {
        assert!(!text.chars().any(|c| c.is_ascii_digit()), "{text}");
    }
}
