//! One strap from raw packets to live values: the door that apps use.

use alloc::collections::VecDeque;

use crate::window::{TICKS_PER_SECOND, WINDOW_MAX_S, Window};
use crate::{
    Admission, Baseline, Beat, BeatClass, ClassifiedBeat, Classifier, Coherence, Indicator, MILLIS_PER_TICK,
    NoValueReason, Packet, PacketError, PacketKey, Quality, QualityIssue, RawPacket, Reading, RestWindow,
    Source, Strap, TimeDomain, Trend,
};

/// Silence after which live values disappear, µs.
const SILENCE_US: i64 = 5_000_000;
/// Normal intervals that make the live heart rate.
const RATE_INTERVALS: usize = 8;
/// Oldest beat that still counts for the live heart rate, s.
const RATE_S: u64 = 15;
/// Shortest window with live RMSSD and SDNN, s.
const METRICS_MIN_S: u64 = 30;

/// What an engine needs to know beforehand.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct EngineConfig {
    /// The rest that readings are compared with; the population's when nothing is known of the person.
    pub baseline: Baseline,
}

/// Everything live about one heart.
#[derive(Clone, Copy, PartialEq)]
pub struct LiveHeart {
    /// The series' clock at the newest classified beat, ms.
    pub clock_ms: f64,
    /// Intervals received so far.
    pub beats: u64,
    /// Heart rate now, beats per minute: mean of the last eight normal intervals, or the strap's own when it sends no
    /// intervals. `None` without contact or in silence.
    pub hr_bpm: Option<f64>,
    /// RMSSD of the window, ms; `None` below 30 s.
    pub rmssd_ms: Option<f64>,
    /// SDNN of the window, ms; `None` below 30 s.
    pub sdnn_ms: Option<f64>,
    /// All time-domain metrics of the window; `None` below 30 s.
    pub time: Option<TimeDomain>,
    /// Signal quality of the window and now.
    pub quality: Quality,
    /// The stress indicator, renewed every 30 s.
    pub reading: Reading,
    /// The direction of the last one or two minutes.
    pub trend: Option<Trend>,
}

/// Takes the packets of one strap and always knows the live values.
///
/// After [`Engine::new`] nothing is allocated. Equal packets in, equal bits out, on every platform.
#[derive(Clone)]
pub struct Engine {
    strap: Strap,
    classifier: Classifier,
    waiting: VecDeque<Beat>,
    window: Window,
    indicator: Indicator,
    contact: Option<bool>,
    strap_rate_bpm: u16,
    by_light: bool,
    beats: u64,
    last_arrival_us: Option<i64>,
}

impl Engine {
    /// An engine that has heard nothing yet.
    pub fn new(config: EngineConfig) -> Engine {
        Engine {
            strap: Strap::new(),
            classifier: Classifier::new(),
            waiting: VecDeque::with_capacity(8),
            window: Window::new(),
            indicator: Indicator::new(config.baseline),
            contact: None,
            strap_rate_bpm: 0,
            by_light: false,
            beats: 0,
            last_arrival_us: None,
        }
    }

    /// Takes the bytes of one notification, named by the receiver and stamped with its clock in µs.
    ///
    /// Errors when the bytes are no Heart Rate Measurement; the series then breaks at this packet and goes on.
    pub fn packet(
        &mut self,
        key: PacketKey,
        arrival_us: i64,
        bytes: &[u8],
    ) -> Result<Admission, PacketError> {
        self.packet_with(key, arrival_us, bytes, |_| ())
    }

    /// As [`Engine::packet`], and hands out every beat whose class is now certain, in order.
    pub fn packet_with(
        &mut self,
        key: PacketKey,
        arrival_us: i64,
        bytes: &[u8],
        mut emit: impl FnMut(ClassifiedBeat),
    ) -> Result<Admission, PacketError> {
        match Packet::parse(bytes) {
            Ok(packet) => Ok(self.admit_with(RawPacket { key, arrival_us, packet }, emit)),
            Err(error) => {
                let (strap, mut line) = self.parts();
                strap.admit_unreadable(key, arrival_us, |beat| line.beat(beat, &mut |beat, _| emit(beat)));
                Err(error)
            }
        }
    }

    /// Takes a packet that was read before.
    pub fn admit(&mut self, raw: RawPacket) -> Admission {
        self.admit_with(raw, |_| ())
    }

    /// As [`Engine::admit`], and hands out every beat whose class is now certain, in order.
    pub fn admit_with(&mut self, raw: RawPacket, mut emit: impl FnMut(ClassifiedBeat)) -> Admission {
        self.admit_full(raw, |beat, _| emit(beat))
    }

    /// As [`Engine::admit_with`], and hands out the reading that a beat completed with that beat.
    pub(crate) fn admit_full(
        &mut self,
        raw: RawPacket,
        mut emit: impl FnMut(ClassifiedBeat, Option<Reading>),
    ) -> Admission {
        let (strap, mut line) = self.parts();
        let admission = strap.admit(raw, |beat| line.beat(beat, &mut emit));
        if matches!(admission, Admission::Next | Admission::Held) {
            self.contact = raw.packet.contact();
            self.strap_rate_bpm = raw.packet.heart_rate_bpm();
            if !raw.packet.rr_ticks().is_empty() {
                self.by_light = raw.packet.source() == Source::Light;
            }
            self.last_arrival_us = Some(raw.arrival_us);
        }
        admission
    }

    /// Hands out the beats that still wait for later ones. For the end of a recording.
    pub fn finish(&mut self, mut emit: impl FnMut(ClassifiedBeat)) {
        self.finish_full(|beat, _| emit(beat));
    }

    pub(crate) fn finish_full(&mut self, mut emit: impl FnMut(ClassifiedBeat, Option<Reading>)) {
        let (strap, mut line) = self.parts();
        strap.finish(|beat| line.beat(beat, &mut emit));
        line.finish(&mut emit);
    }

    fn parts(&mut self) -> (&mut Strap, Line<'_>) {
        let Engine { strap, classifier, waiting, window, indicator, beats, .. } = self;
        (strap, Line { classifier, waiting, window, indicator, beats })
    }

    /// Compares with another rest from the next 30 s mark on.
    pub fn set_baseline(&mut self, baseline: Baseline) {
        self.indicator.set_baseline(baseline);
    }

    /// Whether the newest intervals were found by light, from pulse to pulse.
    pub fn by_light(&self) -> bool {
        self.by_light
    }

    /// What readings are compared with.
    pub fn baseline(&self) -> &Baseline {
        self.indicator.baseline()
    }

    /// The current window as a rest of this person, for [`Baseline::from_rests`]; only the caller knows that they rest.
    ///
    /// Errors with the reason when the window would give no value either.
    pub fn rest_window(&self, day: i32) -> Result<RestWindow, NoValueReason> {
        self.indicator.rest_window(&self.window, self.contact, day)
    }

    /// How much of the rhythm of the last 64 s is one slow wave, at `now_us` on the receiver's clock.
    ///
    /// Errors with the gravest reason when that cannot be said. Costs some tens of microseconds: ask about once a second.
    pub fn coherence(&self, now_us: i64) -> Result<Coherence, NoValueReason> {
        if self.contact != Some(false)
            && self.last_arrival_us.is_none_or(|last| now_us.saturating_sub(last) > SILENCE_US)
        {
            return Err(NoValueReason::Silence);
        }
        Coherence::of(&self.window, self.contact)
    }

    /// The live values at `now_us` on the receiver's clock.
    pub fn live(&self, now_us: i64) -> LiveHeart {
        let silent = self.last_arrival_us.is_none_or(|last| now_us.saturating_sub(last) > SILENCE_US);
        let mut quality = Quality::of(&self.window, self.contact);
        if silent {
            quality.issues.insert(QualityIssue::Silence);
        }
        if self.by_light {
            quality.issues.insert(QualityIssue::ByLight);
        }
        let lost = match (self.contact, silent) {
            (Some(false), _) => Some(NoValueReason::NoContact),
            (_, true) => Some(NoValueReason::Silence),
            _ if self.sends_no_intervals() => Some(NoValueReason::NoIntervals),
            _ => None,
        };
        let long_enough = self.window.span_ticks() >= METRICS_MIN_S * TICKS_PER_SECOND;
        let time = if long_enough { TimeDomain::of(self.window.intervals(0, WINDOW_MAX_S)) } else { None };
        LiveHeart {
            clock_ms: self.window.end_ticks() as f64 * MILLIS_PER_TICK,
            beats: self.beats,
            hr_bpm: if matches!(lost, None | Some(NoValueReason::NoIntervals)) {
                self.rate_bpm()
            } else {
                None
            },
            rmssd_ms: time.map(|time| time.rmssd_ms),
            sdnn_ms: time.map(|time| time.sdnn_ms),
            time,
            quality,
            reading: lost.map_or(self.indicator.reading(), |reason| Reading::NoValue { reason }),
            trend: if lost.is_none() { self.indicator.trend(&self.window) } else { None },
        }
    }

    fn rate_bpm(&self) -> Option<f64> {
        let oldest = self.window.end_ticks().saturating_sub(RATE_S * TICKS_PER_SECOND);
        let recent = self.window.newest().take_while(|classified| classified.beat.clock_ticks > oldest);
        let (mut sum_ms, mut count) = (0.0, 0.0);
        for classified in
            recent.filter(|classified| classified.class == BeatClass::Normal).take(RATE_INTERVALS)
        {
            sum_ms += classified.beat.rr_ms();
            count += 1.0;
        }
        if count > 0.0 {
            return Some(60_000.0 * count / sum_ms);
        }
        self.sends_no_intervals().then(|| f64::from(self.strap_rate_bpm))
    }

    fn sends_no_intervals(&self) -> bool {
        self.beats == 0 && self.strap_rate_bpm > 0
    }
}

/// The parts of an engine behind the strap, borrowed while it hands out beats.
struct Line<'a> {
    classifier: &'a mut Classifier,
    waiting: &'a mut VecDeque<Beat>,
    window: &'a mut Window,
    indicator: &'a mut Indicator,
    beats: &'a mut u64,
}

impl Line<'_> {
    fn beat(&mut self, beat: Beat, emit: &mut impl FnMut(ClassifiedBeat, Option<Reading>)) {
        *self.beats += 1;
        let heard_ms = if beat.contact == Some(false) || beat.doubtful { 0.0 } else { beat.rr_ms() };
        let classes = self.classifier.push(heard_ms, beat.successive);
        self.waiting.push_back(beat);
        for class in classes.iter() {
            self.classified(class, emit);
        }
    }

    fn finish(&mut self, emit: &mut impl FnMut(ClassifiedBeat, Option<Reading>)) {
        for class in self.classifier.finish().iter() {
            self.classified(class, emit);
        }
    }

    fn classified(&mut self, class: BeatClass, emit: &mut impl FnMut(ClassifiedBeat, Option<Reading>)) {
        let Some(beat) = self.waiting.pop_front() else { return };
        let classified = ClassifiedBeat { beat, class };
        self.window.push(classified);
        emit(classified, self.indicator.update(self.window));
    }
}
