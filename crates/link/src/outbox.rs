//! What a device still has to deliver: numbered items kept until the receiver says they are durable.

use std::collections::VecDeque;

/// A queue of numbered items and its watermark: everything below it is durable at the receiver.
///
/// Sending twice is harmless (the receiver knows the watermark too), so after a broken link all that is unacknowledged goes again.
#[derive(Clone, Debug, PartialEq)]
pub struct Outbox<T> {
    items: VecDeque<T>,
    /// The number of the first item still held.
    watermark: u64,
    /// The number of the first item not yet handed to the present connection.
    unsent: u64,
}

impl<T> Default for Outbox<T> {
    fn default() -> Self {
        Self { items: VecDeque::new(), watermark: 0, unsent: 0 }
    }
}

impl<T: Clone> Outbox<T> {
    /// Adds an item; returns its number.
    pub fn push(&mut self, item: T) -> u64 {
        self.items.push_back(item);
        self.next_number() - 1
    }

    /// The number the next item gets.
    pub fn next_number(&self) -> u64 {
        self.watermark + self.items.len() as u64
    }

    /// The next items to send, at most `most`, with the number of the first; `None` when all was sent.
    pub fn take(&mut self, most: usize) -> Option<(u64, Vec<T>)> {
        let (first, batch) = self.waiting_from(self.unsent, most)?;
        self.unsent = first + batch.len() as u64;
        Some((first, batch))
    }

    /// Items from this number on that still wait, at most `most`, with the number of the first; they do not count as sent.
    pub fn waiting_from(&self, number: u64, most: usize) -> Option<(u64, Vec<T>)> {
        let first = number.max(self.watermark);
        let skip = usize::try_from(first - self.watermark).ok()?;
        let batch: Vec<T> = self.items.iter().skip(skip).take(most).cloned().collect();
        (!batch.is_empty()).then_some((first, batch))
    }

    /// The number of the first item that is not known to be durable.
    pub fn watermark(&self) -> u64 {
        self.watermark
    }

    /// Everything below `watermark` is durable and can be let go. Old news and news from the future change nothing.
    pub fn acknowledge(&mut self, watermark: u64) {
        if watermark <= self.watermark || watermark > self.next_number() {
            return;
        }
        let gone = usize::try_from(watermark - self.watermark).unwrap_or(usize::MAX).min(self.items.len());
        self.items.drain(..gone);
        self.watermark = watermark;
        self.unsent = self.unsent.max(watermark);
    }

    /// The link was made anew: all that is not acknowledged goes again.
    pub fn rewind(&mut self) {
        self.unsent = self.watermark;
    }

    /// How many items wait for their acknowledgement.
    pub fn waiting(&self) -> usize {
        self.items.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_not_acknowledged_goes_again_after_a_broken_link() {
        let mut outbox = Outbox::default();
        for item in ["a", "b", "c"] {
            outbox.push(item);
        }
        assert_eq!(outbox.take(2), Some((0, vec!["a", "b"])));
        assert_eq!(outbox.take(2), Some((2, vec!["c"])));
        assert_eq!(outbox.take(2), None);
        outbox.acknowledge(1);
        outbox.rewind();
        assert_eq!(outbox.take(9), Some((1, vec!["b", "c"])));
        assert_eq!(outbox.waiting_from(0, 9), Some((1, vec!["b", "c"])), "looking takes nothing away");
        assert_eq!(outbox.waiting_from(2, 9), Some((2, vec!["c"])));
        assert_eq!(outbox.waiting_from(3, 9), None);
        outbox.acknowledge(3);
        assert_eq!((outbox.waiting(), outbox.watermark()), (0, 3));
    }

    #[test]
    fn an_acknowledgement_from_the_past_or_the_future_changes_nothing() {
        let mut outbox = Outbox::default();
        outbox.push(1);
        outbox.acknowledge(7);
        outbox.acknowledge(0);
        assert_eq!(outbox.waiting(), 1);
    }

    proptest! {
        /// A receiver that keeps items in order by number gets each exactly once, whatever breaks on the way.
        #[test]
        fn every_item_arrives_exactly_once(script in prop::collection::vec((0..5_u8, 1..4_usize), 1..200)) {
            let mut outbox = Outbox::default();
            let mut received: Vec<u64> = Vec::new();
            let mut pushed = 0_u64;
            let mut deliver = |outbox: &mut Outbox<u64>, most: usize, lost: bool| {
                if let Some((first, batch)) = outbox.take(most) && !lost {
                    for (offset, item) in batch.into_iter().enumerate() {
                        if first + offset as u64 == received.len() as u64 {
                            received.push(item);
                        }
                    }
                }
                received.clone()
            };
            for (what, most) in script {
                match what {
                    0 | 1 => { outbox.push(pushed); pushed += 1; }
                    2 => { deliver(&mut outbox, most, false); }
                    3 => { deliver(&mut outbox, most, true); outbox.rewind(); }
                    _ => { let seen = deliver(&mut outbox, 0, true).len() as u64; outbox.acknowledge(seen); }
                }
            }
            outbox.rewind();
            while outbox.waiting() > 0 {
                let seen = deliver(&mut outbox, 3, false).len() as u64;
                outbox.acknowledge(seen);
            }
            let all = deliver(&mut outbox, 1, true);
            prop_assert_eq!(all, (0..pushed).collect::<Vec<_>>());
        }
    }
}
