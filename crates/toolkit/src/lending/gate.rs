//! The gate before the next person: a headset goes out only when it is whole, cleaned, cleared of the last client's data and charged.
//!
//! Safety rules 2 and 14. In free use on a ward or in a waiting room the same gate is passed by oneself: wiping is confirmed in the
//! headset, clearing and charge are told by the headset.

/// The least charge with which a headset goes out, percent: enough for two sessions of half an hour.
pub const READY_CHARGE_PCT: u8 = 50;

/// A loan, by a name that the caller chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Loan(pub u128);

/// Where a headset is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// In the house, with help within reach.
    Here,
    /// At the client's home.
    AtHome {
        /// Whether the client has once done it all themselves, with someone beside them (safety rule 2).
        has_practised: bool,
    },
}

impl Use {
    /// Whether it may be used so: at home only by who has practised (safety rule 2).
    pub fn allowed(self) -> Result<(), GateError> {
        match self {
            Use::AtHome { has_practised: false } => Err(GateError::NotPractised),
            Use::AtHome { has_practised: true } | Use::Here => Ok(()),
        }
    }
}

/// In whose hands it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// In its place.
    InPlace,
    /// Handed out.
    Out(Loan),
}

/// Something that happened with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// It was given to someone.
    HandedOut {
        /// The loan that begins.
        loan: Loan,
        /// Where it will be used.
        used: Use,
    },
    /// It came back.
    Returned(Loan),
    /// It was wiped by the protocol, or its cover changed.
    Cleaned,
    /// It holds nothing of the last client any more; told by the headset.
    Cleared,
    /// What its battery holds, percent; told by the headset.
    Charged(u8),
    /// Someone wore it without it being handed out: free use.
    Worn,
    /// It does not work as it should.
    Broke,
    /// It works again.
    Repaired,
}

/// What stands between a headset and the next person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// It must come back first.
    Return,
    /// It must be repaired.
    Repair,
    /// It must be cleaned.
    Cleaning,
    /// It must be cleared.
    Clearing,
    /// It must be charged, or tell its charge.
    Charging,
}

/// Something that cannot happen now.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GateError {
    /// It is not ready for the next person.
    #[error("the headset is not ready: {0:?}")]
    NotReady(Vec<Missing>),
    /// A loan home before the client has done it once themselves.
    #[error("the client must have done it once themselves, with someone beside them, before taking it home")]
    NotPractised,
    /// It is not out on this loan.
    #[error("the headset is not out on this loan")]
    NotOut,
    /// More than full.
    #[error("a charge is 0 to 100 percent")]
    Charge,
}

/// How a headset stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gate {
    held: Held,
    is_whole: bool,
    is_clean: bool,
    is_cleared: bool,
    charge_pct: Option<u8>,
}

impl Default for Gate {
    /// New in the house: nothing is known of it, so everything must be seen to.
    fn default() -> Self {
        Gate { held: Held::InPlace, is_whole: true, is_clean: false, is_cleared: false, charge_pct: None }
    }
}

impl Gate {
    /// In whose hands it is.
    pub fn held(&self) -> Held {
        self.held
    }

    /// What it still needs before the next person; nothing when it is ready.
    pub fn missing(&self) -> Vec<Missing> {
        let is_charged = self.charge_pct.is_some_and(|pct| pct >= READY_CHARGE_PCT);
        [
            (self.held == Held::InPlace, Missing::Return),
            (self.is_whole, Missing::Repair),
            (self.is_clean, Missing::Cleaning),
            (self.is_cleared, Missing::Clearing),
            (is_charged, Missing::Charging),
        ]
        .into_iter()
        .filter_map(|(is_so, missing)| (!is_so).then_some(missing))
        .collect()
    }

    /// How it stands after this; the gate stays as it is where it cannot happen.
    pub fn after(self, happening: Happening) -> Result<Gate, GateError> {
        match happening {
            Happening::HandedOut { loan, used } => self.handed_out(loan, used),
            Happening::Returned(loan) if self.held == Held::Out(loan) => {
                // What it told of its battery before is long ago.
                Ok(Gate { held: Held::InPlace, is_clean: false, is_cleared: false, charge_pct: None, ..self })
            }
            Happening::Returned(_) => Err(GateError::NotOut),
            // What is done to it elsewhere does not count: the next to see it is whoever takes it back.
            Happening::Cleaned => Ok(Gate { is_clean: self.held == Held::InPlace, ..self }),
            Happening::Cleared => Ok(Gate { is_cleared: self.held == Held::InPlace, ..self }),
            Happening::Charged(pct) if pct > 100 => Err(GateError::Charge),
            Happening::Charged(pct) => Ok(Gate { charge_pct: Some(pct), ..self }),
            Happening::Worn => Ok(Gate { is_clean: false, is_cleared: false, ..self }),
            Happening::Broke => Ok(Gate { is_whole: false, ..self }),
            // Whoever repaired it had it in their hands and on their head.
            Happening::Repaired => Ok(Gate { is_whole: true, is_clean: false, is_cleared: false, ..self }),
        }
    }

    /// How it stands after something that did happen, whatever should have come before: a record is not argued with.
    pub fn told(self, happening: Happening) -> Gate {
        match (self.after(happening), happening) {
            (Ok(gate), _) => gate,
            (Err(_), Happening::HandedOut { loan, .. }) => {
                Gate { held: Held::Out(loan), is_clean: false, is_cleared: false, ..self }
            }
            (Err(_), _) => self,
        }
    }

    fn handed_out(self, loan: Loan, used: Use) -> Result<Gate, GateError> {
        // The same hand-over told twice.
        if self.held == Held::Out(loan) {
            return Ok(self);
        }
        let missing = self.missing();
        if !missing.is_empty() {
            return Err(GateError::NotReady(missing));
        }
        used.allowed()?;
        Ok(Gate { held: Held::Out(loan), is_clean: false, is_cleared: false, ..self })
    }
}
