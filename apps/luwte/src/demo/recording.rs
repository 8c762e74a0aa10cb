//! A recording in a file as the packets a strap would have sent, each with the time it is due.

use hrv::{RawPacket, import};
use std::{fs, io, path::Path, path::PathBuf, time::Duration};

/// Why a file is no recording.
#[derive(Debug, thiserror::Error)]
pub enum RecordingError {
    /// The file cannot be read.
    #[error("{}: cannot be read", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// It holds no recording.
    #[error("{}: is no recording", path.display())]
    Import {
        /// Which.
        path: PathBuf,
        /// Why, with the line.
        #[source]
        source: import::ImportError,
    },
}

/// One packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// When, after the first.
    pub after: Duration,
    /// Its bytes (0x2A37).
    pub bytes: Vec<u8>,
}

/// Reads RR text, or the timed CSV of strap loggers when the file begins with its header.
pub fn read(path: &Path) -> Result<Vec<Due>, RecordingError> {
    let text = fs::read_to_string(path)
        .map_err(|source| RecordingError::File { path: path.to_path_buf(), source })?;
    packets(&text).map_err(|source| RecordingError::Import { path: path.to_path_buf(), source })
}

fn packets(text: &str) -> Result<Vec<Due>, import::ImportError> {
    let timed = text.trim_start_matches('\u{feff}').trim_start().starts_with("timestamp");
    let packets = if timed {
        import::packets_from_timed(&import::timed_csv(text)?, 0)
    } else {
        import::packets_from_intervals(&import::rr_text(text)?, 0, 0)
    };
    Ok(due(&packets))
}

/// Arrival times of real logs run backwards now and then; a packet is never due before the one before it.
fn due(packets: &[RawPacket]) -> Vec<Due> {
    let first_us = packets.first().map_or(0, |packet| packet.arrival_us);
    let mut latest_us = 0;
    packets
        .iter()
        .map(|packet| {
            latest_us = packet.arrival_us.saturating_sub(first_us).max(latest_us);
            let after = Duration::from_micros(u64::try_from(latest_us).unwrap_or(0));
            Due { after, bytes: packet.packet.encode() }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_of_recording_are_read_and_packets_are_due_in_order() {
        let plain = packets("800\n810\n790\n805\n").unwrap();
        assert!(!plain.is_empty());
        let timed = "timestamp,rr,since_start\n1000,800,0\n3000,810,800\n2500,790,1610\n";
        let timed = packets(timed).unwrap();
        let after: Vec<_> = timed.iter().map(|due| due.after.as_millis()).collect();
        assert_eq!(after, [0, 2_000, 2_000]);
    }

    #[test]
    fn what_is_no_recording_is_refused_with_its_line() {
        assert!(packets("800\nhallo\n").unwrap_err().to_string().contains("line 2"));
        assert!(packets("").is_err());
    }

    #[test]
    fn the_real_ride_is_read_whole() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../../shared/data/rr/polarh10_ride_102min.timed.csv");
        if !file.exists() {
            eprintln!("skipped: no recordings in ../shared/data");
            return;
        }
        let packets = read(&file).unwrap();
        let minutes = packets.last().unwrap().after.as_secs() / 60;
        assert!((100..=104).contains(&minutes), "{minutes}");
    }
}
