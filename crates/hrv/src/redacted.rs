//! Heart data never reaches a log: `Debug` of every type that holds it shows only the type's name.

use core::fmt;

macro_rules! redacted {
    ($($name:ident),+ $(,)?) => {
        $(
            impl fmt::Debug for crate::$name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.debug_struct(stringify!($name)).finish_non_exhaustive()
                }
            }
        )+
    };
}

redacted!(
    Analysis,
    Artefact,
    Baseline,
    Beat,
    ClassifiedBeat,
    Engine,
    EngineConfig,
    IndicatorValue,
    Interval,
    LiveHeart,
    Metrics,
    Packet,
    Point,
    Quality,
    RawPacket,
    Record,
    Report,
    ReportQuality,
    RestWindow,
    Spectrum,
    TimeDomain,
    TimedReading,
    Trend,
    View,
);

impl fmt::Debug for crate::import::TimedInterval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TimedInterval").finish_non_exhaustive()
    }
}

impl fmt::Debug for crate::files::Recording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recording").field("format", &self.format).finish_non_exhaustive()
    }
}

/// Whether there is a value, and why not, is no heart data.
impl fmt::Debug for crate::Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            crate::Reading::Value(_) => f.write_str("Value(..)"),
            crate::Reading::NoValue { reason } => f.debug_struct("NoValue").field("reason", reason).finish(),
        }
    }
}
