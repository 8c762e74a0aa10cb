//! What the answers before and after say: points, n and how they compare; never a bare percentage (rule 15).

use link::api::SessionSummary;

/// How tension changed within one session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Both ends were answered.
    Both {
        /// Before, 0 to 10.
        before: u8,
        /// After, 0 to 10.
        after: u8,
    },
    /// Only before.
    OnlyBefore(u8),
    /// Only after.
    OnlyAfter(u8),
    /// Neither.
    Neither,
}

impl Change {
    /// The change of a session.
    pub fn of(summary: &SessionSummary) -> Change {
        match (summary.tension_before, summary.tension_after) {
            (Some(before), Some(after)) => Change::Both { before, after },
            (Some(before), None) => Change::OnlyBefore(before),
            (None, Some(after)) => Change::OnlyAfter(after),
            (None, None) => Change::Neither,
        }
    }
}

/// How tension changed over several sessions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// Sessions with both answers, given by the client.
    pub answered: usize,
    /// Sessions in which it was lower after.
    pub lower: usize,
    /// Mean of before minus after over the answered sessions, in points of 10; positive is lower after.
    pub mean_drop: f64,
}

impl Summary {
    /// Over these sessions; `None` when none has both answers.
    pub fn of<'a>(sessions: impl IntoIterator<Item = &'a SessionSummary>) -> Option<Summary> {
        let drops: Vec<i16> = sessions
            .into_iter()
            // A drop between what a colleague saw and what the client felt is nobody's.
            .filter(|session| !session.rated_by_colleague)
            .filter_map(|session| match Change::of(session) {
                Change::Both { before, after } => Some(i16::from(before) - i16::from(after)),
                _ => None,
            })
            .collect();
        let answered = drops.len();
        let sum: i16 = drops.iter().sum();
        (answered > 0).then(|| Summary {
            answered,
            lower: drops.iter().filter(|drop| **drop > 0).count(),
            mean_drop: f64::from(sum) / answered as f64,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use session::{SessionId, Subject, WorldTime};

    fn session(before: Option<u8>, after: Option<u8>) -> SessionSummary {
        SessionSummary {
            id: "0192f3c1-7a00-7000-8000-000000000001".parse::<SessionId>().unwrap(),
            subject: Subject::Anonymous,
            device_name: "07".into(),
            recording: false,
            opened: 0,
            length: WorldTime::from_secs(840),
            live: false,
            tension_before: before,
            tension_after: after,
            rated_by_colleague: false,
            worlds: Vec::new(),
            adverse_event: false,
            review: None,
            way: None,
            alone: None,
        }
    }

    #[test]
    fn the_mean_counts_only_sessions_with_both_answers() {
        // The eight sessions of the reference screens: 15 points lower in eight sessions, lower in seven.
        let pairs = [(8, 6), (7, 6), (8, 5), (6, 6), (7, 5), (6, 4), (7, 5), (7, 4)];
        let mut sessions: Vec<_> = pairs.iter().map(|(b, a)| session(Some(*b), Some(*a))).collect();
        sessions.push(session(Some(9), None));
        let summary = Summary::of(&sessions).unwrap();
        assert_eq!((summary.answered, summary.lower), (8, 7));
        assert!((summary.mean_drop - 15.0 / 8.0).abs() < 1e-12);
    }

    #[test]
    fn what_a_colleague_filled_in_is_no_effect() {
        let of_colleague = SessionSummary { rated_by_colleague: true, ..session(Some(9), Some(1)) };
        let summary = Summary::of(&[session(Some(6), Some(5)), of_colleague]).unwrap();
        assert_eq!((summary.answered, summary.mean_drop), (1, 1.0));
    }

    #[test]
    fn without_two_answers_nothing_is_claimed() {
        assert_eq!(Summary::of(&[session(Some(9), None), session(None, None)]), None);
    }
}
