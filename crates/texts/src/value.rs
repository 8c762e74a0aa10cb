//! What can stand in a text's place for a value.

use std::borrow::Cow;

/// A value for a place in a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Words, put in as they are.
    Text(Cow<'a, str>),
    /// A number: chooses singular or plural, and is written as the language writes numbers.
    Number(f64),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Value::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Value::Text(Cow::Owned(text))
    }
}

impl From<f64> for Value<'_> {
    fn from(number: f64) -> Self {
        Value::Number(number)
    }
}

macro_rules! whole_numbers {
    ($($number:ty),*) => {
        $(impl From<$number> for Value<'_> {
            fn from(number: $number) -> Self {
                Value::Number(f64::from(number))
            }
        })*
    };
}
whole_numbers!(u8, u16, u32, i32, f32);

impl From<usize> for Value<'_> {
    fn from(number: usize) -> Self {
        // Counts of things on a screen; far below 2^53.
        Value::Number(number as f64)
    }
}
