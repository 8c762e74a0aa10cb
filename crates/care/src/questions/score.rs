//! From answers to the numbers of a set's scales, with what was missing.

use super::{Answer, QuestionSet, Rule, Scale};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a scale came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Scored {
    /// The scale.
    pub scale: String,
    /// How many of its items were answered.
    pub answered: u8,
    /// How many it has.
    pub of: u8,
    /// The number.
    pub score: Score,
}

/// The number of a scale, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Score {
    /// The number, and between what it lies.
    Value {
        /// The number.
        value: f64,
        /// The lowest that is possible.
        lowest: f64,
        /// The highest that is possible.
        highest: f64,
    },
    /// More is missing than the scale allows.
    TooMuchMissing,
}

/// What these answers, by item, come to on every scale of the set. Answers that do not fit count as missing.
pub fn score(set: &QuestionSet, answers: &BTreeMap<String, Answer>) -> Vec<Scored> {
    set.scales.iter().map(|scale| one(set, scale, answers)).collect()
}

fn one(set: &QuestionSet, scale: &Scale, answers: &BTreeMap<String, Answer>) -> Scored {
    let (mut sum, mut answered, mut of, mut lowest, mut highest) = (0.0, 0_u8, 0_u8, 0.0, 0.0);
    for id in &scale.items {
        let Some(form) = set.item(id).map(|item| &item.form) else { continue };
        let Some((from, to)) = form.range() else { continue };
        of = of.saturating_add(1);
        lowest += f64::from(from);
        highest += f64::from(to);
        let answer = answers.get(id).filter(|answer| answer.fits(form).is_ok());
        let Some(Answer::Number(number)) = answer else { continue };
        answered = answered.saturating_add(1);
        let number = f64::from(*number);
        let reversed = scale.reversed.contains(id);
        sum += if reversed { f64::from(from) + f64::from(to) - number } else { number };
    }
    let missing = of.saturating_sub(answered);
    let score = if answered == 0 || missing > scale.missing_max {
        Score::TooMuchMissing
    } else {
        let (count, all) = (f64::from(answered), f64::from(of));
        let mean = sum / count;
        match scale.rule {
            Rule::Mean => Score::Value { value: mean, lowest: lowest / all, highest: highest / all },
            Rule::Sum if missing == 0 => Score::Value { value: sum, lowest, highest },
            Rule::Sum => Score::Value { value: mean * all, lowest, highest },
        }
    };
    Scored { scale: scale.id.clone(), answered, of, score }
}
