//! Which assumptions the business case hangs on: each turned to its low and high end, the widest swing first.

use super::{Assumptions, Case, CaseError, Euros, assumptions::Assumed};
use serde::Serialize;

/// What becomes of the case when one assumption is turned to its ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Swing {
    /// The assumption, with its ends.
    pub assumed: Assumed,
    /// What all years bring together at its low end.
    pub at_low: Euros,
    /// At its high end.
    pub at_high: Euros,
}

impl Swing {
    /// How far apart the two lie.
    pub fn width(&self) -> Euros {
        self.at_low.max(self.at_high) - self.at_low.min(self.at_high)
    }

    /// Whether it decides between loss and gain.
    pub fn decides(&self) -> bool {
        (self.at_low < Euros::ZERO) != (self.at_high < Euros::ZERO)
    }
}

/// Every assumption turned to both ends while the others stay, the widest swing first; those that move nothing are left out.
pub fn sensitivity(assumptions: &Assumptions, years: u32) -> Result<Vec<Swing>, CaseError> {
    let mut swings = Vec::new();
    for assumed in assumptions.each() {
        let net = |value: f64| net_with(assumptions, assumed.about.id, value, years);
        let swing = Swing { at_low: net(assumed.low)?, at_high: net(assumed.high)?, assumed };
        if swing.width() > Euros::ZERO {
            swings.push(swing);
        }
    }
    swings.sort_by(|a, b| b.width().cmp(&a.width()).then_with(|| a.assumed.about.id.cmp(b.assumed.about.id)));
    Ok(swings)
}

/// From which value of one assumption, the others as they are, all years together bring neither loss nor gain.
///
/// `None` where no value that it can have does so, or where there is no such assumption. For one that is a whole number, the first
/// whole number on the side of gain.
pub fn breaks_even_at(assumptions: &Assumptions, name: &str, years: u32) -> Result<Option<f64>, CaseError> {
    let Some(assumed) = assumptions.each().find(|assumed| assumed.about.id == name) else { return Ok(None) };
    let net = |value: f64| net_with(assumptions, name, value, years);
    let [mut least, mut most] = assumed.about.bounds;
    let gains_upwards = net(most)? >= Euros::ZERO;
    if (net(least)? >= Euros::ZERO) == gains_upwards {
        return Ok(None);
    }
    // Sixty halvings leave less than any bound here can be written with.
    for _ in 0..60 {
        let mut middle = f64::midpoint(least, most);
        if assumed.about.whole {
            middle = middle.floor();
            if middle <= least {
                break;
            }
        }
        if (net(middle)? >= Euros::ZERO) == gains_upwards {
            most = middle;
        } else {
            least = middle;
        }
    }
    Ok(Some(if gains_upwards { most } else { least }))
}

fn net_with(assumptions: &Assumptions, name: &str, value: f64, years: u32) -> Result<Euros, CaseError> {
    // The value lies within its bounds, and whole where it must be; otherwise the case stays as it was.
    let turned = assumptions.with(name, value);
    Ok(Case::of(turned.as_ref().unwrap_or(assumptions), years)?.total.net)
}

impl Serialize for Swing {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut fields = to.serialize_struct("Swing", 6)?;
        fields.serialize_field("id", self.assumed.about.id)?;
        fields.serialize_field("value", &self.assumed.value)?;
        fields.serialize_field("low", &self.assumed.low)?;
        fields.serialize_field("high", &self.assumed.high)?;
        fields.serialize_field("net_at_low_eur", &self.at_low)?;
        fields.serialize_field("net_at_high_eur", &self.at_high)?;
        fields.end()
    }
}
