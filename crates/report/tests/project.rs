//! The reports of a project: what they say in both languages, and that their pages are accessible.
//!
//! The pages lie in the folder `tmp` of the build folder afterwards, to be looked at.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use report::{Accent, Agreements, Evaluation, House, Made};
use session::{TeamId, UserId};
use std::path::Path;
use texts::{Language, Texts};
use toolkit::project::{
    CareLine, Change, Day, Entry, Experience, Facts, NamedPerson, NamedTeam, PhaseId, Place, Project, Room,
    SeenProject, Use, Verdict, default_strategies, monitoring,
};
use uuid::Uuid;

const START: Day = Day(20_700);
const NOW: Day = Day(20_779);
const DUIN: TeamId = TeamId(Uuid::from_u128(1));
const ZEE: TeamId = TeamId(Uuid::from_u128(2));
const NAMES: [&str; 5] =
    ["Lotte Voorbeeld", "Noor Voorbeeld", "Sam Voorbeeld", "Jip Voorbeeld", "Ada Voorbeeld"];

fn person(number: u128) -> UserId {
    UserId(Uuid::from_u128(100 + number))
}

fn seen() -> SeenProject {
    let line = CareLine::Second;
    let appointed = |role: &str, who: u128, team: Option<TeamId>, deputy: bool| Change::Appointed {
        role: role.into(),
        user: person(who),
        team,
        deputy,
    };
    let placed = |team, experience, room| Change::Placed { place: Place { team, experience, room } };
    let answered = |item: &str, value: Option<u8>, words: &str, influence: &str| Change::Answered {
        item: item.into(),
        value,
        words: Some(words.to_owned()).filter(|words| !words.is_empty()),
        influences: Some(influence.to_owned()).filter(|id| !id.is_empty()).into_iter().collect(),
    };
    let began = Change::Began {
        name: "Rust op Duin <&> #strong[x]".into(),
        goal: "Cliënten vinden zelf rust op een gespannen moment.".into(),
        line,
        strategies: default_strategies(line),
    };
    let mut changes = vec![
        (0, 0, began),
        (1, 0, appointed("project-leader", 1, None, false)),
        (1, 0, appointed("effect-validator", 4, None, false)),
        (1, 0, appointed("keeper", 3, None, false)),
        (2, 0, placed(DUIN, Experience::Much, Room::Quiet)),
        (2, 0, placed(ZEE, Experience::Little, Room::Shared)),
        (3, 0, Change::Heard { clients: 3, words: "Liever een plek met een deur.".into() }),
        (20, 0, appointed("champion", 1, Some(DUIN), false)),
        (20, 0, appointed("champion", 2, Some(ZEE), false)),
        (20, 0, appointed("champion", 2, Some(DUIN), true)),
        (30, 0, Change::Entered { phase: PhaseId::Pilot }),
        (40, 0, Change::Did { task: "pilot-champions".into() }),
        (
            41,
            0,
            Change::Moved { task: "pilot-kick-off".into(), to: NOW, words: "Het team had dienst.".into() },
        ),
        (50, 2, answered("i-context-harder", None, "De gedeelde kamer is vol.", "b-no-room")),
        (50, 2, answered("i-context-harder", None, "", "b-technical")),
        (60, 0, Change::Decided { verdict: Verdict::Change, words: "Eerst een eigen kamer op Zee.".into() }),
    ];
    for who in 0..5 {
        let value = Some(6 + u8::try_from(who % 3).unwrap());
        changes.push((
            61,
            50 + who,
            answered("i-satisfaction-professionals", value, "Snel klaar te zetten.", ""),
        ));
    }
    let entries: Vec<Entry> = changes
        .into_iter()
        .map(|(day, by, change)| Entry { on: START.plus_days(day), by: person(by), change })
        .collect();
    let project = Project::told(&entries).unwrap();
    let people =
        (0..).zip(NAMES).map(|(number, name)| NamedPerson { user: person(number), name: name.into() });
    SeenProject {
        id: Uuid::nil(),
        team: None,
        project,
        facts: Facts::default(),
        today: NOW,
        runs: true,
        people: people.collect(),
        teams: vec![
            NamedTeam { team: DUIN, name: "Team Duin".into() },
            NamedTeam { team: ZEE, name: "Team Zee".into() },
        ],
    }
}

fn used(clients: u32) -> Use {
    let weeks = (0..7).map(|week| (START.plus_days(28 + 7 * week), 5 + u32::try_from(week).unwrap() % 3));
    Use {
        colleagues: 9,
        professionals: 4,
        clients,
        sessions: 41,
        minutes: 560,
        weeks: weeks.collect(),
        guided: 12,
        broken_off: 2,
        drops: [vec![2; 20], vec![1; 10]].concat(),
        rated_clients: clients,
        adverse: 0,
        headsets: 2,
        faults: 1,
        indications: vec![("stress".into(), 6), ("sleep".into(), 2)],
        ..Use::default()
    }
}

fn made() -> Made {
    Made { at_us: NOW.noon_us(), version: "0.0.0".to_owned() }
}

fn house() -> House {
    House {
        name: "GGZ De Lagune".to_owned(),
        address: vec!["Kanaalweg 12, 3526 KL Utrecht".to_owned()],
        help: "Noor, toestel 4411".to_owned(),
        accent: Accent::read("#7a1f5c").unwrap(),
        logo: None,
    }
}

#[test]
fn the_pages_of_a_project_are_tagged_and_accessible_in_both_languages() {
    for language in Language::ALL {
        let (seen, texts) = (seen(), Texts::new(language));
        let figures = monitoring(&seen.project, &used(9), NOW);
        let evaluation = Evaluation::of(&seen, &figures, &made(), &texts);
        for (name, pdf) in [
            ("agreements", Agreements::of(&seen, &made(), &texts).pdf(&house()).unwrap()),
            ("evaluation", evaluation.pdf(&house()).unwrap()),
        ] {
            let file = format!("project-{name}-{}.pdf", language.tag());
            std::fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join(file), &pdf).unwrap();
            let has = |wanted: &str| pdf.windows(wanted.len()).any(|bytes| bytes == wanted.as_bytes());
            for mark in ["%PDF-1.7", "/MarkInfo", "/StructTreeRoot", "pdfuaid", "pdfaid", "/FontFile"] {
                assert!(has(mark), "{name} {language:?}: no {mark}");
            }
        }
    }
}

#[test]
fn the_finding_tells_counts_and_nothing_where_they_are_too_few() {
    let (seen, texts) = (seen(), Texts::new(Language::Nl));
    let finding = |used: &Use| {
        let figures = monitoring(&seen.project, used, NOW);
        Evaluation::of(&seen, &figures, &made(), &texts).finding().to_owned()
    };
    assert_eq!(finding(&used(9)), "41 sessies bij 9 cliënten");
    assert_eq!(finding(&used(4)), "Nog te weinig cliënten om cijfers te tonen");
    assert_eq!(finding(&Use::default()), "Nog geen sessies op de plekken van de pilot");
}
