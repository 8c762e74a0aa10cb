//! Money that adds up: whole cents, so that a total is exactly the sum of its parts.

use serde::{Serialize, Serializer};
use std::{
    iter::Sum,
    ops::{Add, Sub},
};

/// An amount in whole cents. Sums that would not fit stop at the largest amount instead of turning over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Euros {
    cents: i64,
}

impl Euros {
    /// Nothing.
    pub const ZERO: Euros = Euros { cents: 0 };

    /// This many euros, to the nearest cent, halves away from zero. What is no number is nothing.
    pub fn rounded(eur: f64) -> Self {
        // A cast from f64 stops at the ends of the range.
        Euros { cents: (eur * 100.0).round() as i64 }
    }

    /// In whole cents.
    pub fn cents(self) -> i64 {
        self.cents
    }

    /// In euros.
    pub fn eur(self) -> f64 {
        self.cents as f64 / 100.0
    }
}

impl Add for Euros {
    type Output = Euros;
    fn add(self, other: Euros) -> Euros {
        Euros { cents: self.cents.saturating_add(other.cents) }
    }
}

impl Sub for Euros {
    type Output = Euros;
    fn sub(self, other: Euros) -> Euros {
        Euros { cents: self.cents.saturating_sub(other.cents) }
    }
}

impl Sum for Euros {
    fn sum<I: Iterator<Item = Euros>>(amounts: I) -> Euros {
        amounts.fold(Euros::ZERO, Add::add)
    }
}

/// As euros with cents behind the point.
impl Serialize for Euros {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_f64(self.eur())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_rounded_to_the_cent_and_never_turn_over() {
        assert_eq!(Euros::rounded(1.005).cents(), 100, "1.005 is a hair below in binary fractions");
        assert_eq!(Euros::rounded(-2.346).cents(), -235);
        assert_eq!(Euros::rounded(f64::NAN), Euros::ZERO);
        let most = Euros::rounded(f64::MAX);
        assert_eq!(most + most, most);
        assert_eq!([0.1, 0.2].into_iter().map(Euros::rounded).sum::<Euros>(), Euros::rounded(0.3));
    }
}
