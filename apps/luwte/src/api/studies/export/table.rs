//! The tables of a study's data: people, sessions, every number, and before and after in each arm.

use super::super::data::Gathered;
use care::study::{Moment, Protocol, Standing};

/// A table.
pub(super) struct Table {
    /// Its name, and that of its files.
    pub(super) name: &'static str,
    /// Its columns.
    pub(super) columns: Vec<Column>,
    /// Its rows: a cell for each column.
    pub(super) rows: Vec<Vec<Cell>>,
}

/// A column.
pub(super) struct Column {
    /// Its name: small letters.
    pub(super) name: &'static str,
    /// Whether it holds numbers; else words.
    pub(super) is_number: bool,
    /// The unit, or the words that it may hold.
    pub(super) unit: &'static str,
    /// What it means, in Dutch.
    pub(super) nl: &'static str,
    /// The same in English.
    pub(super) en: &'static str,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    /// Nothing.
    Missing,
    /// A number.
    Number(f64),
    /// Words.
    Words(String),
}

impl Cell {
    /// As it stands in a text.
    pub(super) fn told(&self) -> String {
        match self {
            Cell::Missing => String::new(),
            Cell::Number(number) => number.to_string(),
            Cell::Words(words) => words.clone(),
        }
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Cell::Number(number)
    }
}

impl From<&str> for Cell {
    fn from(words: &str) -> Self {
        Cell::Words(words.to_owned())
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(maybe: Option<T>) -> Self {
        maybe.map_or(Cell::Missing, Into::into)
    }
}

pub(super) const fn words(
    name: &'static str,
    unit: &'static str,
    nl: &'static str,
    en: &'static str,
) -> Column {
    Column { name, is_number: false, unit, nl, en }
}

pub(super) const fn number(
    name: &'static str,
    unit: &'static str,
    nl: &'static str,
    en: &'static str,
) -> Column {
    Column { name, is_number: true, unit, nl, en }
}

pub(super) const CODE: Column = words(
    "code",
    "",
    "Pseudoniem van de deelnemer, alleen in dit onderzoek",
    "Pseudonym of the participant, in this study alone",
);
const ARM: Column = words(
    "arm",
    "",
    "Groep; leeg zolang een geblindeerd onderzoek loopt",
    "Arm; empty while a blinded study goes on",
);
const MEASURE: Column = words("measure", "", "Maat, zoals in het protocol", "Measure, as in the protocol");
const SESSION: Column = number(
    "session",
    "",
    "Nummer van de sessie of het gelogde gebruik van deze deelnemer, vanaf 0",
    "Number of the session or the logged use of this participant, from 0",
);

/// Every table of these people but the heart. `hidden` names no arm.
pub(super) fn all(protocol: &Protocol, people: &[Gathered], hidden: bool) -> Vec<Table> {
    vec![
        of_people(people, hidden),
        of_sessions(people),
        of_readings(people, hidden),
        of_pairs(protocol, people, hidden),
    ]
}

fn of_people(people: &[Gathered], hidden: bool) -> Table {
    let row = |one: &Gathered| {
        let person = &one.person;
        let course = (!hidden).then_some(person.course.id.as_str());
        let standing = match person.standing {
            Standing::In => "in",
            Standing::Done => "done",
            Standing::Stopped => "stopped",
            Standing::Withdrawn => "withdrawn",
        };
        vec![
            person.code.as_str().into(),
            course.into(),
            person.cell.as_str().into(),
            f64::from(person.version).into(),
            standing.into(),
        ]
    };
    Table {
        name: "people",
        columns: vec![
            CODE,
            words(
                "course",
                "",
                "Groep, volgorde of lengte van de beginperiode; leeg zolang een geblindeerd onderzoek loopt",
                "Arm, order or length of the baseline; empty while a blinded study goes on",
            ),
            words("stratum", "", "Lijst waaruit is geloot", "List that was drawn from"),
            number(
                "version",
                "",
                "Versie van het protocol waarmee de deelnemer instemde",
                "Version of the protocol that the participant agreed to",
            ),
            words(
                "standing",
                "in, done, stopped",
                "Hoe het met de deelname staat",
                "How the participation stands",
            ),
        ],
        rows: people.iter().map(row).collect(),
    }
}

fn of_sessions(people: &[Gathered]) -> Table {
    let of_one = |one: &Gathered| {
        let sessions = one.sessions.iter().enumerate().map(|(n, session)| {
            vec![
                one.person.code.as_str().into(),
                (n as f64).into(),
                rounded(one.row.day(session.opened_us)).into(),
            ]
        });
        sessions.collect::<Vec<Vec<Cell>>>()
    };
    Table {
        name: "sessions",
        columns: vec![CODE, SESSION, DAY],
        rows: people.iter().flat_map(of_one).collect(),
    }
}

const DAY: Column =
    number("day", "days", "Dagen sinds de deelnemer begon", "Days since the participant joined");

fn of_readings(people: &[Gathered], hidden: bool) -> Table {
    let of_one = |one: &Gathered| {
        let person = &one.person;
        let rows = person.readings.iter().map(|reading| {
            let step = person.arm(reading.day);
            let arm = step.filter(|_| !hidden).map(|arm| arm.unwrap_or("baseline"));
            let moment = match reading.moment {
                Moment::Before => "before",
                Moment::After => "after",
                Moment::Apart => "apart",
            };
            vec![
                person.code.as_str().into(),
                arm.into(),
                reading.measure.as_str().into(),
                rounded(reading.day).into(),
                reading.session.map(f64::from).into(),
                moment.into(),
                reading.value.into(),
            ]
        });
        rows.collect::<Vec<Vec<Cell>>>()
    };
    Table {
        name: "readings",
        columns: vec![
            CODE,
            ARM,
            MEASURE,
            DAY,
            SESSION,
            words(
                "moment",
                "before, after, apart",
                "Voor of na een sessie, of los daarvan",
                "Before or after a session, or apart from one",
            ),
            number("value", "", "Het getal", "The number"),
        ],
        rows: people.iter().flat_map(of_one).collect(),
    }
}

fn of_pairs(protocol: &Protocol, people: &[Gathered], hidden: bool) -> Table {
    let mut rows = Vec::new();
    for one in people {
        for measure in &protocol.measures {
            // While arms are hidden each person has one pair of each measure, as the results have it.
            let arms =
                protocol.arms.iter().filter_map(|arm| Some((arm, one.person.pair(measure, Some(&arm.id))?)));
            for (arm, (before, after)) in arms.take(if hidden { 1 } else { usize::MAX }) {
                let arm = (!hidden).then_some(arm.id.as_str());
                rows.push(vec![
                    one.person.code.as_str().into(),
                    arm.into(),
                    measure.id.as_str().into(),
                    before.into(),
                    after.into(),
                ]);
            }
        }
    }
    Table {
        name: "pairs",
        columns: vec![
            CODE,
            ARM,
            MEASURE,
            number(
                "before",
                "",
                "Voor: het gemiddelde van de sessies, of het eerste antwoord",
                "Before: the mean over sessions, or the first answer",
            ),
            number(
                "after",
                "",
                "Na: het gemiddelde van de sessies, of het laatste antwoord",
                "After: the mean over sessions, or the last answer",
            ),
        ],
        rows,
    }
}

/// To a minute and a half: enough for an order, too little for a clock.
fn rounded(day: f64) -> f64 {
    (day * 1_000.0).round() / 1_000.0
}
