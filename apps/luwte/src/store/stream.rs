//! Which packets of one receiver's stream are in the record: each is taken once, however often and in what order it comes.

use super::{
    StoreError,
    database::{Transaction, execute, fetch_within},
};
use session::{OrganisationId, StrapId};
use std::{fmt::Write, ops::Range};

/// The numbers of one stream that are in the record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stream {
    /// Those up to which the receiver is told that all is durable.
    main: Range<u32>,
    /// Ranges that do not touch these, rising.
    beyond: Vec<Range<u32>>,
    heard: bool,
}

impl Stream {
    /// Takes in these numbers; those of them that are new, rising.
    pub(crate) fn take(&mut self, numbers: Range<u32>) -> Vec<Range<u32>> {
        if numbers.is_empty() {
            return Vec::new();
        }
        // Only what these touch is looked at: a stream may have many gaps.
        let touched = self.beyond.partition_point(|range| range.end < numbers.start)
            ..self.beyond.partition_point(|range| range.start <= numbers.end);
        let mut known = self.beyond.get(touched.clone()).unwrap_or_default().to_vec();
        known.insert(known.partition_point(|range| range.start < self.main.start), self.main.clone());
        let (mut fresh, mut from) = (Vec::new(), numbers.start);
        for range in known.iter().filter(|range| !range.is_empty()) {
            if from < range.start.min(numbers.end) {
                fresh.push(from..range.start.min(numbers.end));
            }
            from = from.max(range.end);
        }
        if from < numbers.end {
            fresh.push(from..numbers.end);
        }
        if self.heard {
            self.join(touched, numbers);
        } else {
            (self.main, self.heard) = (numbers, true);
        }
        fresh
    }

    /// These numbers and the ranges that they touch become one; what touches the main range becomes part of it.
    fn join(&mut self, touched: Range<usize>, numbers: Range<u32>) {
        let joined = self
            .beyond
            .drain(touched.clone())
            .fold(numbers, |joined, range| joined.start.min(range.start)..joined.end.max(range.end));
        if joined.start <= self.main.end && joined.end >= self.main.start {
            self.main = joined.start.min(self.main.start)..joined.end.max(self.main.end);
        } else {
            self.beyond.insert(touched.start, joined);
        }
    }

    /// In how many pieces they are.
    pub(crate) fn pieces(&self) -> usize {
        self.beyond.len() + usize::from(!self.main.is_empty())
    }

    /// The number up to which all from 0 on are there.
    pub(crate) fn whole_until(&self) -> u32 {
        let last = self.beyond.last().map_or(0, |range| range.end).max(self.main.end);
        self.missing().first().map_or(last, |range| range.start)
    }

    /// What is missing from 0 up to the highest number there is, rising.
    pub(crate) fn missing(&self) -> Vec<Range<u32>> {
        let mut known = self.beyond.clone();
        known.push(self.main.clone());
        known.sort_by_key(|range| range.start);
        let (mut missing, mut from) = (Vec::new(), 0);
        for range in known.iter().filter(|range| !range.is_empty()) {
            if from < range.start {
                missing.push(from..range.start);
            }
            from = from.max(range.end);
        }
        missing
    }

    fn beyond_text(&self) -> String {
        let mut text = String::new();
        for range in &self.beyond {
            let gap = if text.is_empty() { "" } else { " " };
            let _ = write!(text, "{gap}{}-{}", range.start, range.end);
        }
        text
    }

    pub(super) fn of_row(first_n: i64, next_n: i64, beyond: &str) -> Option<Self> {
        let beyond = beyond.split_whitespace().map(|range| {
            let (from, to) = range.split_once('-')?;
            Some(from.parse().ok()?..to.parse().ok()?)
        });
        let main = u32::try_from(first_n).ok()?..u32::try_from(next_n).ok()?;
        Some(Self { main, beyond: beyond.collect::<Option<_>>()?, heard: true })
    }

    /// As the record has it.
    pub(super) async fn find(
        on: &mut Transaction,
        strap: StrapId,
        receiver_epoch: u32,
    ) -> Result<Self, StoreError> {
        let row: Option<(i64, i64, String)> = fetch_within!(
            on,
            (i64, i64, String),
            "SELECT first_n, next_n, beyond FROM beat_streams WHERE strap = $1 AND receiver_epoch = $2",
            strap.0,
            i64::from(receiver_epoch),
        )?;
        row.map_or(Ok(Self::default()), |(first_n, next_n, beyond)| {
            Self::of_row(first_n, next_n, &beyond).ok_or(StoreError::Unreadable { what: "strap's stream" })
        })
    }

    /// Puts it into the record.
    pub(super) async fn keep(
        &self,
        on: &mut Transaction,
        strap: StrapId,
        receiver_epoch: u32,
        organisation: OrganisationId,
    ) -> Result<(), StoreError> {
        execute!(
            on,
            "INSERT INTO beat_streams (strap, receiver_epoch, organisation, next_n, first_n, beyond)
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (strap, receiver_epoch) DO UPDATE
             SET next_n = excluded.next_n, first_n = excluded.first_n, beyond = excluded.beyond",
            strap.0,
            i64::from(receiver_epoch),
            organisation.0,
            i64::from(self.main.end),
            i64::from(self.main.start),
            self.beyond_text(),
        )?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_gap_is_kept_apart_until_it_closes() {
        let mut stream = Stream::default();
        let mut taken = |numbers: Range<u32>| (format!("{:?}", stream.take(numbers)), stream.clone());
        assert_eq!(taken(0..5).0, "[0..5]");
        assert_eq!(taken(3..5).0, "[]");
        let (fresh, apart) = taken(9..12);
        assert_eq!(
            (fresh.as_str(), apart.main.clone(), apart.beyond_text().as_str()),
            ("[9..12]", 0..5, "9-12")
        );
        assert_eq!(Stream::of_row(0, 5, "9-12"), Some(apart));
        let (fresh, joined) = taken(4..14);
        assert_eq!(
            (fresh.as_str(), joined.main.clone(), joined.beyond_text().as_str()),
            ("[5..9, 12..14]", 0..14, "")
        );
        assert_eq!(Stream::of_row(0, 5, "9-x"), None);
    }

    proptest! {
        #[test]
        fn every_number_is_new_once(takes in prop::collection::vec((0_u32..60, 0_u32..20), 1..30)) {
            let mut stream = Stream::default();
            let mut seen = std::collections::BTreeSet::new();
            for (from, many) in takes {
                for range in stream.take(from..from + many) {
                    for n in range {
                        prop_assert!((from..from + many).contains(&n) && seen.insert(n), "{n} twice");
                    }
                }
                prop_assert!((from..from + many).all(|n| seen.contains(&n)));
                let missing: Vec<u32> = stream.missing().into_iter().flatten().collect();
                let last = seen.last().copied().unwrap_or(0);
                prop_assert!((0..last).filter(|n| !seen.contains(n)).eq(missing.iter().copied()));
                let first_missing = (0..).find(|n| !seen.contains(n)).unwrap_or(0);
                prop_assert_eq!(stream.whole_until(), first_missing);
                prop_assert!(stream.main.clone().all(|n| seen.contains(&n)));
                let again =
                    Stream::of_row(stream.main.start.into(), stream.main.end.into(), &stream.beyond_text());
                prop_assert!(!stream.heard || again == Some(stream.clone()));
            }
        }
    }
}
