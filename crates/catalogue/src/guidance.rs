//! What a voice says in a guided exercise, line by line: how long it speaks and how long it is quiet after. The words are
//! texts with the id `guide-<line>`.

use crate::Exercise;

/// What the body does while a line and the quiet after it last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Posture {
    /// Rests, and is felt.
    Rests,
    /// Tenses the muscles that were named, gently.
    Tenses,
    /// Lets go.
    LetsGo,
}

/// A line that is spoken, and the quiet after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its text is `guide-<id>`.
    pub id: &'static str,
    /// How long the voice takes at most, in either language; seconds.
    pub say_s: u16,
    /// How long it is quiet after, for a client who breathes six times a minute; seconds. Who breathes more slowly has longer.
    pub quiet_s: u16,
    /// What the body does.
    pub posture: Posture,
}

/// The lines of a guided exercise in their order; none of any other.
pub const fn guidance(exercise: Exercise) -> &'static [Line] {
    match exercise {
        Exercise::BodyScan => &BODY_SCAN,
        Exercise::MuscleRelaxation => &MUSCLE_RELAXATION,
        _ => &[],
    }
}

const fn rests(id: &'static str, say_s: u16, quiet_s: u16) -> Line {
    Line { id, say_s, quiet_s, posture: Posture::Rests }
}

/// Tension is held for about five seconds, and never so long or so hard that the breath stops (safety rule 9).
const fn tenses(id: &'static str, say_s: u16) -> Line {
    Line { id, say_s, quiet_s: 5, posture: Posture::Tenses }
}

/// Letting go takes longer than tensing, so that the difference is felt (Bernstein and Borkovec, 1973: 5 to 7 seconds
/// of tension, 20 to 30 of release).
const fn lets_go(id: &'static str, say_s: u16, quiet_s: u16) -> Line {
    Line { id, say_s, quiet_s, posture: Posture::LetsGo }
}

const BODY_SCAN: [Line; 22] = [
    rests("scan-arrive", 6, 4),
    rests("scan-eyes", 7, 5),
    rests("scan-breath", 6, 10),
    rests("scan-wander", 8, 5),
    rests("scan-feet", 6, 6),
    rests("scan-feet-soften", 6, 9),
    rests("scan-shins", 6, 9),
    rests("scan-thighs", 7, 9),
    rests("scan-seat", 7, 9),
    rests("scan-belly", 6, 10),
    rests("scan-back", 6, 6),
    rests("scan-back-soften", 7, 9),
    rests("scan-chest", 6, 9),
    rests("scan-hands", 6, 8),
    rests("scan-arms", 6, 8),
    rests("scan-shoulders", 6, 10),
    rests("scan-neck", 6, 8),
    rests("scan-jaw", 7, 8),
    rests("scan-eyes-forehead", 7, 9),
    rests("scan-whole", 7, 14),
    rests("scan-stay", 7, 14),
    rests("scan-back-here", 8, 4),
];

const MUSCLE_RELAXATION: [Line; 27] = [
    rests("muscles-arrive", 6, 4),
    rests("muscles-kind", 8, 3),
    rests("muscles-breathe", 7, 5),
    tenses("muscles-fists", 6),
    lets_go("muscles-fists-go", 6, 6),
    rests("muscles-fists-feel", 7, 10),
    tenses("muscles-arms", 7),
    lets_go("muscles-arms-go", 6, 6),
    rests("muscles-arms-feel", 6, 10),
    tenses("muscles-shoulders", 6),
    lets_go("muscles-shoulders-go", 6, 6),
    rests("muscles-shoulders-feel", 7, 10),
    tenses("muscles-face", 7),
    lets_go("muscles-face-go", 6, 6),
    rests("muscles-face-feel", 7, 10),
    tenses("muscles-belly", 6),
    lets_go("muscles-belly-go", 6, 6),
    rests("muscles-belly-feel", 7, 10),
    tenses("muscles-legs", 7),
    lets_go("muscles-legs-go", 6, 6),
    rests("muscles-legs-feel", 7, 10),
    tenses("muscles-feet", 7),
    lets_go("muscles-feet-go", 6, 6),
    rests("muscles-feet-feel", 6, 10),
    rests("muscles-whole", 7, 12),
    rests("muscles-rest", 7, 14),
    rests("muscles-back-here", 8, 4),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Manner;

    fn seconds(exercise: Exercise) -> u32 {
        guidance(exercise).iter().map(|line| u32::from(line.say_s + line.quiet_s)).sum()
    }

    #[test]
    fn exactly_the_guided_exercises_have_lines_and_no_id_stands_twice() {
        let mut ids: Vec<&str> = Vec::new();
        for exercise in Exercise::ALL {
            assert_eq!(exercise.manner() == Manner::Guided, !guidance(exercise).is_empty(), "{exercise:?}");
            ids.extend(guidance(exercise).iter().map(|line| line.id));
        }
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all);
    }

    #[test]
    fn a_guided_exercise_takes_between_five_and_eight_minutes() {
        for exercise in [Exercise::BodyScan, Exercise::MuscleRelaxation] {
            assert!((300..=480).contains(&seconds(exercise)), "{exercise:?}: {} s", seconds(exercise));
        }
    }

    #[test]
    fn safety_rule_09_tension_is_short_and_always_let_go_at_once_and_for_longer() {
        let lines = guidance(Exercise::MuscleRelaxation);
        let mut groups = 0;
        for (n, line) in lines.iter().enumerate().filter(|(_, line)| line.posture == Posture::Tenses) {
            let [goes, feels] = [lines[n + 1], lines[n + 2]];
            assert_eq!((goes.posture, feels.posture), (Posture::LetsGo, Posture::Rests), "{}", line.id);
            assert!(line.quiet_s <= 6, "{}", line.id);
            assert!(goes.quiet_s + feels.say_s + feels.quiet_s >= 20, "{}", line.id);
            groups += 1;
        }
        assert_eq!(groups, 7);
    }
}
