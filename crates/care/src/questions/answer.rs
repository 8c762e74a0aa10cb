//! An answer, and whether it fits its question.

use super::Form;
use core::fmt;
use serde::{Deserialize, Serialize};

/// An answer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = ItemAnswer))]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// A place on a line, a number, or a step counted from 0.
    Number(u8),
    /// One choice, counted from 0.
    One(u8),
    /// Choices, each once, counted from 0, in order.
    Some(Vec<u8>),
    /// In own words.
    Words(String),
    /// An assignment: whether it was done.
    Done(bool),
    /// Put aside without an answer.
    Skipped,
}

/// Why an answer does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this answer does not fit the question")]
pub struct Unfit;

impl Answer {
    /// That it fits this form.
    pub fn fits(&self, form: &Form) -> Result<(), Unfit> {
        let within = |number: u8, count: usize| usize::from(number) < count;
        let fits = match (self, form) {
            (Answer::Skipped, _) => true,
            (Answer::Number(number), _) => {
                form.range().is_some_and(|(from, to)| (from..=to).contains(number))
            }
            (Answer::One(one), Form::Single { choices }) => within(*one, choices.len()),
            (Answer::Some(some), Form::Multiple { choices }) => {
                some.iter().all(|one| within(*one, choices.len())) && some.is_sorted_by(|a, b| a < b)
            }
            (Answer::Words(words), Form::Text { chars_max }) => {
                let unfit = |letter: char| letter.is_control() && letter != '\n';
                words.chars().count() <= usize::from(*chars_max) && !words.contains(unfit)
            }
            (Answer::Done(_), Form::Assignment { .. }) => true,
            _ => false,
        };
        if fits { Ok(()) } else { Err(Unfit) }
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Answer { … }")
    }
}
