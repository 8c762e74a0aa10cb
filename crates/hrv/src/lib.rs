//! Sensor packets → beats → clean intervals → HRV → stress indicator; pure, streaming, native and WebAssembly.
//!
//! The walk of one heartbeat, one module per step:
//!
//! 1. [`Packet`] reads the bytes of a Bluetooth Heart Rate Measurement, or what [`pmd`] makes of a sensor that tells more.
//! 2. [`Strap`] orders packets by their key and makes [`Beat`]s that know whether they truly follow each other.
//! 3. [`Classifier`] gives every beat a [`BeatClass`], at most two beats late. Raw intervals stay as they came.
//! 4. [`TimeDomain`] and [`Quality`] describe a window of classified beats.
//! 5. [`Indicator`] compares a window with the person's own rest ([`Baseline`]) and says why when it cannot.
//!
//! A whole recording goes another way from step 3 on: a [`View`] holds its intervals either raw or corrected, [`Metrics`]
//! describe a view in time, frequency, shape, entropy and scaling, and [`Spectrum`] is there to be drawn. [`Analysis`] makes
//! all of them at once and [`Report`] says what it rests on; [`files`] reads and writes what other tools record.
//!
//! While somebody breathes with a pacer, [`Coherence`] says how much of the rhythm is one wave, and [`resonance`] which pace
//! makes the heart swing most.
//!
//! [`Engine`] walks all five for a live strap; [`simulate`] and [`import`] make packets without one.
//!
//! ```
//! use hrv::{Engine, EngineConfig, PacketKey, Reading};
//!
//! let mut engine = Engine::new(EngineConfig::default());
//! // A notification of characteristic 0x2A37: 67 beats per minute, two intervals.
//! let bytes = [0x10, 0x43, 0x72, 0x03, 0x8A, 0x03];
//! engine.packet(PacketKey { receiver_epoch: 0, n: 0 }, 1_000_000, &bytes)?;
//! let live = engine.live(1_200_000);
//! assert!(matches!(live.reading, Reading::NoValue { .. }), "two beats are no window");
//! # Ok::<(), hrv::PacketError>(())
//! ```
//!
//! Nothing here reads a clock, a file or a socket. Every result is equal bit for bit on every target: arithmetic is
//! plain IEEE 754 in a fixed order, transcendental functions come from `libm`, and `no_std` keeps the platform's
//! own versions out of reach.

#![no_std]
#![deny(missing_docs, unsafe_code)]
#![cfg_attr(
    not(test),
    deny(
        clippy::indexing_slicing,
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable
    )
)]

extern crate alloc;

mod baseline;
mod beat;
mod classify;
mod coherence;
mod curve;
mod dfa;
mod digest;
pub mod ecg;
mod engine;
mod entropy;
pub mod files;
mod geometry;
pub mod import;
mod indicator;
mod irregularity;
mod metrics;
mod normal;
mod packet;
pub mod pmd;
mod quality;
mod record;
mod redacted;
mod repair;
mod report;
mod resonance;
mod rhythm;
pub mod simulate;
pub mod spectrum;
mod strap;
mod time_domain;
mod view;
mod window;

pub use baseline::{Baseline, BaselineState, RestWindow};
pub use beat::{Beat, BeatClass, ClassifiedBeat, MILLIS_PER_TICK};
pub use classify::{Classes, Classifier};
pub use coherence::{COHERENCE_ALGORITHM, Coherence};
pub use digest::{Digest, breath_digest, digest, report_digest};
pub use engine::{Engine, EngineConfig, LiveHeart};
pub(crate) use indicator::EXERTION_HR_BPM;
pub use indicator::{ALGORITHM, Indicator, IndicatorValue, NoValueReason, Reading, Trend, TrendDirection};
pub use metrics::Metrics;
pub use packet::{Packet, PacketError, RR_MAX, Source};
pub use quality::{Quality, QualityIssue, QualityIssues};
pub use record::{Record, TimedReading, record};
pub use report::{Analysis, Artefact, Caution, Report, ReportQuality};
pub use resonance::{OwnPace, PacePoint, PaceWindow, RESONANCE_ALGORITHM, Resonance, Unknown, resonance};
pub use spectrum::Spectrum;
pub use strap::{Admission, PacketKey, RawPacket, Strap};
pub use time_domain::TimeDomain;
pub use view::{Interval, Point, View, classes_of, classes_of_intervals};
