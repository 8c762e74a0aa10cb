//! A project: the guide becomes a plan, nothing is without an owner, and what is best done next comes from real use.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use session::{TeamId, UserId};
use toolkit::{
    guide,
    project::{
        CareLine, Change, Contrast, Day, Entry, Experience, Facts, NextStep, PhaseId, Place, PlaceFacts,
        Project, QUIET_DAYS, Refusal, Room, Use, Verdict, default_strategies, guided, monitoring,
    },
};
use uuid::Uuid;

const START: Day = Day(20_600);
const WARD_A: TeamId = TeamId(Uuid::from_u128(1));
const WARD_B: TeamId = TeamId(Uuid::from_u128(2));

fn person(number: u128) -> UserId {
    UserId(Uuid::from_u128(100 + number))
}

fn at(day: i32, by: u128, change: Change) -> Entry {
    Entry { on: START.plus_days(day), by: person(by), change }
}

fn begun(line: CareLine) -> Project {
    Project::begin(&at(
        0,
        1,
        Change::Began {
            name: "Duin".into(),
            goal: "Minder spanning.".into(),
            line,
            strategies: default_strategies(line),
        },
    ))
    .unwrap()
}

fn after(project: Project, day: i32, changes: impl IntoIterator<Item = Change>) -> Project {
    changes.into_iter().fold(project, |project, change| project.after(&at(day, 1, change)).unwrap())
}

fn appointed(role: &str, who: u128, team: Option<TeamId>, deputy: bool) -> Change {
    Change::Appointed { role: role.into(), user: person(who), team, deputy }
}

fn place(team: TeamId, experience: Experience, room: Room) -> Change {
    Change::Placed { place: Place { team, experience, room } }
}

/// A pilot on two wards that differ, everybody appointed with a deputy, clients heard.
fn pilot() -> Project {
    let project = after(
        begun(CareLine::Second),
        0,
        [
            place(WARD_A, Experience::Much, Room::Quiet),
            place(WARD_B, Experience::Little, Room::Shared),
            Change::Heard { clients: 2, words: "Liever in de tuin dan in de kelder.".into() },
            appointed("coordinator", 9, None, true),
            appointed("project-leader", 2, None, false),
            appointed("effect-validator", 3, None, false),
            appointed("keeper", 4, None, false),
            appointed("champion", 5, Some(WARD_A), false),
            appointed("champion", 6, Some(WARD_B), false),
            appointed("champion", 7, Some(WARD_A), true),
            appointed("champion", 8, Some(WARD_B), true),
        ],
    );
    let done: Vec<Change> = project
        .tasks
        .iter()
        .filter(|task| task.phase == PhaseId::Explore)
        .map(|task| Change::Did { task: task.id.clone() })
        .collect();
    let project = after(project, 20, done);
    after(project, 28, [Change::Entered { phase: PhaseId::Pilot }])
}

fn facts(quiet_a: Option<u32>, quiet_b: Option<u32>) -> Facts {
    Facts {
        places: vec![
            PlaceFacts { team: WARD_A, quiet_days: quiet_a },
            PlaceFacts { team: WARD_B, quiet_days: quiet_b },
        ],
        left: Vec::new(),
        headsets_waiting: 0,
        headsets: 4,
    }
}

#[test]
fn every_task_of_the_guide_comes_into_a_plan_once_and_is_told_of() {
    for line in [CareLine::First, CareLine::Second, CareLine::Third] {
        let project = begun(line);
        let mut ids: Vec<&str> = project.tasks.iter().map(|task| task.id.as_str()).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count, "twice");
        for task in &project.tasks {
            assert!(guided(&task.id).is_some(), "{} is not told of", task.id);
            assert!(guide::role(&task.role).is_some(), "{} has no role", task.id);
        }
        for phase in guide::PHASES {
            for task in phase.tasks {
                assert!(project.task(task.id).is_some(), "{}", task.id);
            }
        }
        // Every action of the roadmap is a task, or is done by one.
        for action in guide::ROADMAP.iter().flat_map(|step| step.actions) {
            let by_task = guide::PHASES
                .iter()
                .flat_map(|phase| phase.tasks)
                .any(|task| task.roadmap.contains(&action.id));
            assert_ne!(by_task, project.task(action.id).is_some(), "{}", action.id);
        }
        // Every strategy for this line is carried out by some task.
        for strategy in guide::strategies_for(line.of_guide()) {
            let carries = |id: &str| guided(id).and_then(|said| said.strategy) == Some(strategy.id);
            assert!(project.tasks.iter().any(|task| carries(&task.id)), "{}", strategy.id);
        }
    }
}

#[test]
fn nothing_in_a_plan_is_without_an_owner() {
    let project = begun(CareLine::Third);
    assert!(
        project.tasks.iter().all(|task| project.owners(task) == [person(1)]),
        "all the coordinator's at first"
    );
    let project = pilot();
    let task = project.task("pilot-keeping").unwrap();
    assert_eq!(project.owners(task), [person(4)], "the keeper's, by the role");
    let project = after(project, 30, [Change::Gave { task: "pilot-keeping".into(), to: Some(person(9)) }]);
    assert_eq!(project.owners(project.task("pilot-keeping").unwrap()), [person(9)]);
    let ended = Change::Ended { role: "coordinator".into(), user: person(1), team: None, deputy: false };
    assert_eq!(project.after(&at(31, 1, ended)), Err(Refusal::LastCoordinator));
}

#[test]
fn who_leaves_hands_everything_over_in_one_step_and_a_deputy_goes_first() {
    let project = after(pilot(), 30, [Change::Gave { task: "pilot-stories".into(), to: Some(person(6)) }]);
    assert!(project.needs(person(6)) && !project.needs(person(8)), "a deputy alone holds nobody back");
    let project = after(project, 31, [Change::HandedOver { from: person(6), to: person(1) }]);
    assert!(!project.needs(person(6)));
    let champion = project.holders("champion").find(|held| held.team == Some(WARD_B)).unwrap();
    assert_eq!((champion.user, champion.instead_of), (person(8), Some(person(6))), "the deputy of that ward");
    assert_eq!(
        project.task("pilot-stories").unwrap().person,
        Some(person(1)),
        "the rest goes to who was named"
    );
    assert!(project.tasks.iter().all(|task| !project.owners(task).is_empty()));
    // The coordinator goes too: their deputy runs it from then on.
    let project = after(project, 32, [Change::HandedOver { from: person(1), to: person(2) }]);
    assert_eq!(project.coordinator(), Some(person(9)));
    assert!(project.held.iter().all(|held| held.user != person(1)));
}

#[test]
fn a_silent_ward_whose_champion_left_is_the_first_thing_to_see_to() {
    // Ward B: nobody relaxed there for 14 days, and its champion left.
    let project = after(pilot(), 30, [Change::HandedOver { from: person(6), to: person(1) }]);
    let today = START.plus_days(28 + 20);
    let steps = project.next_steps(&facts(Some(1), Some(QUIET_DAYS)), today);
    assert_eq!(
        steps[0],
        NextStep::Appoint {
            role: "champion".into(),
            team: Some(WARD_B),
            quiet_days: Some(14),
            gone: Some(person(6))
        }
    );
    // With its champion there, that champion is asked.
    let steps = pilot().next_steps(&facts(Some(1), Some(20)), today);
    let ask = NextStep::Ask { team: WARD_B, champion: person(6), quiet_days: 20 };
    assert_eq!(steps[0], ask);
    // A day less is nothing to ask about; and before the pilot nobody is expected to relax there.
    assert!(!pilot().next_steps(&facts(Some(1), Some(13)), today).contains(&ask));
    let early = after(begun(CareLine::Second), 0, [place(WARD_B, Experience::Little, Room::Quiet)]);
    let asks = |step: &NextStep| matches!(step, NextStep::Ask { .. });
    assert!(!early.next_steps(&facts(None, None), START.plus_days(40)).iter().any(asks));
    // A place without any session is silent since the pilot began.
    let steps = pilot().next_steps(&facts(Some(1), None), START.plus_days(28 + 15));
    assert_eq!(steps[0], NextStep::Ask { team: WARD_B, champion: person(6), quiet_days: 15 });
}

#[test]
fn late_tasks_come_after_people_and_the_latest_first() {
    let project = pilot();
    // The kick-off is due two weeks after day 28; champions one week.
    let today = START.plus_days(28 + 16);
    let late: Vec<NextStep> = project
        .next_steps(&facts(Some(0), Some(0)), today)
        .into_iter()
        .take_while(|step| matches!(step, NextStep::Late { .. }))
        .collect();
    assert_eq!(late[0], NextStep::Late { task: "pilot-champions".into(), days: 9, stuck: false });
    assert!(late.contains(&NextStep::Late { task: "pilot-kick-off".into(), days: 2, stuck: false }));
    // Moved, with its occasion: no longer late, and the evaluation finds why.
    let moved = Change::Moved {
        task: "pilot-kick-off".into(),
        to: today.plus_days(7),
        words: "De zaal was dicht.".into(),
    };
    let project = after(project, 44, [moved, Change::Did { task: "pilot-champions".into() }]);
    let steps = project.next_steps(&facts(Some(0), Some(0)), today);
    let is_kick_off =
        |step: &NextStep| matches!(step, NextStep::Late { task, .. } if task == "pilot-kick-off");
    assert!(!steps.iter().any(is_kick_off));
    let figures = monitoring(&project, &Use::default(), today);
    let line = figures.lines.iter().find(|line| line.item == "m-adaptation-occasion").unwrap();
    assert_eq!(line.said, ["De zaal was dicht."]);
    // It waits for the coordinator, a week before it is due.
    assert!(project.waits_for(person(1), today).iter().any(|task| task.task == "pilot-kick-off"));
    assert!(!project.waits_for(person(4), today).iter().any(|task| task.task == "pilot-kick-off"));
}

#[test]
fn a_plan_lacks_places_that_differ_clients_and_deputies_until_it_has_them() {
    let today = START.plus_days(1);
    let project = begun(CareLine::First);
    let steps = project.next_steps(&Facts::default(), today);
    assert!(steps.contains(&NextStep::ChoosePlaces { places: 0 }) && steps.contains(&NextStep::HearClients));
    let same = after(
        project,
        1,
        [place(WARD_A, Experience::Much, Room::Quiet), place(WARD_B, Experience::Much, Room::Quiet)],
    );
    assert_eq!(same.contrast(), Contrast { places: 2, experience: false, rooms: false });
    assert!(!same.contrast().is_enough());
    let differ = after(same, 1, [place(WARD_B, Experience::Much, Room::Shared)]);
    assert!(differ.contrast().is_enough());
    let deputies = |project: &Project| {
        let steps = project.next_steps(&facts(Some(0), Some(0)), START.plus_days(29));
        steps.iter().filter(|step| matches!(step, NextStep::NameDeputy { .. })).count()
    };
    assert_eq!(deputies(&pilot()), 0);
    let gone = Change::Ended { role: "champion".into(), user: person(7), team: Some(WARD_A), deputy: true };
    assert_eq!(deputies(&after(pilot(), 29, [gone])), 1);
}

#[test]
fn phases_follow_each_other_and_a_project_that_was_stopped_rests() {
    let project = begun(CareLine::Second);
    let skip = at(1, 1, Change::Entered { phase: PhaseId::Evaluate });
    assert_eq!(project.clone().after(&skip), Err(Refusal::Order));
    let done: Vec<Change> = pilot()
        .tasks
        .iter()
        .filter(|task| task.phase == PhaseId::Pilot)
        .map(|task| Change::Did { task: task.id.clone() })
        .collect();
    let project = after(pilot(), 60, done);
    let steps = project.next_steps(&facts(Some(0), Some(0)), START.plus_days(57));
    assert_eq!(steps.last(), Some(&NextStep::Enter { phase: PhaseId::Evaluate }));
    let stop = Change::Decided { verdict: Verdict::Stop, words: "Geen geld.".into() };
    let project = after(project, 61, [stop]);
    assert!(project.next_steps(&facts(None, None), START.plus_days(90)).is_empty());
    let done = at(62, 1, Change::Did { task: "evaluate-report".into() });
    assert_eq!(project.clone().after(&done), Err(Refusal::Over));
    let on = Change::Decided { verdict: Verdict::Change, words: "Toch geld.".into() };
    assert!(!after(project, 62, [on]).is_over());
}

#[test]
fn whoever_does_not_run_it_does_what_is_their_own_and_no_more() {
    let project = pilot();
    let nothing = |_: &str| false;
    let did = |task: &str| Change::Did { task: task.into() };
    assert!(did("pilot-keeping").is_own(&project, person(4), nothing));
    assert!(!did("pilot-keeping").is_own(&project, person(5), nothing));
    assert!(Change::Volunteered { words: "Voor de nacht.".into() }.is_own(&project, person(50), nothing));
    assert!(!appointed("champion", 5, Some(WARD_A), false).is_own(&project, person(5), nothing));
    let answered = |item: &str| Change::Answered {
        item: item.into(),
        value: Some(7),
        words: None,
        influences: Vec::new(),
    };
    let treats = |role: &str| role == "practitioner";
    assert!(answered("i-satisfaction-professionals").is_own(&project, person(50), treats));
    assert!(!answered("i-satisfaction-organisation").is_own(&project, person(50), treats));
}

#[test]
fn what_fewer_than_five_said_or_had_is_never_in_the_figures() {
    let answer = |value| Change::Answered {
        item: "i-satisfaction-professionals".into(),
        value: Some(value),
        words: Some("Fijn.".into()),
        influences: Vec::new(),
    };
    let mut project = pilot();
    for who in 0..4 {
        project = project.after(&at(40, 50 + who, answer(8))).unwrap();
    }
    // The same colleague again within a month says it instead, not besides.
    project = project.after(&at(41, 50, answer(6))).unwrap();
    let used = |clients| Use {
        clients,
        sessions: 30,
        minutes: 400,
        drops: vec![3; 20],
        rated_clients: clients,
        weeks: vec![(START, 3), (START.plus_days(7), 3), (START.plus_days(14), 22), (START.plus_days(21), 2)],
        indications: vec![("stress".into(), 4), ("sleep".into(), 6)],
        ..Use::default()
    };
    let today = START.plus_days(45);
    let figures = monitoring(&project, &used(4), today);
    let line = |figures: &toolkit::project::Figures, item: &str| {
        figures.lines.iter().find(|line| line.item == item).unwrap().clone()
    };
    let hidden = line(&figures, "i-satisfaction-professionals");
    assert_eq!((hidden.answered, hidden.mean, hidden.said.len()), (None, None, 0));
    assert!(figures.weeks.is_empty());
    for item in ["i-reach-clients", "i-dose-sessions", "i-quality-result"] {
        let first = &line(&figures, item).figures[0];
        assert_eq!(first.value, None, "{item}");
    }
    project = project.after(&at(42, 54, answer(9))).unwrap();
    let figures = monitoring(&project, &used(9), today);
    let shown = line(&figures, "i-satisfaction-professionals");
    // (6 + 8 + 8 + 8 + 9) / 5.
    assert_eq!(shown.mean.map(|mean| (mean.mean, mean.n)), Some((7.8, 5)));
    assert_eq!(line(&figures, "i-quality-result").figures[0].value, Some(3.0));
    let indications = line(&figures, "i-reach-characteristics").figures;
    assert_eq!(indications.iter().map(|figure| figure.value).collect::<Vec<_>>(), [None, Some(6.0)]);
    // Three in a week is a small cell: two weeks together are not.
    assert_eq!(figures.weeks_each, 2);
    assert_eq!(figures.weeks.iter().map(|week| week.sessions).collect::<Vec<_>>(), [6, 24]);
    // Of all sessions three were with a colleague: neither they nor the others are told, for one follows from the other.
    let guided = monitoring(&project, &Use { guided: 3, adverse: 1, ..used(9) }, today);
    let of = |item: &str| line(&guided, item).figures.iter().map(|figure| figure.value).collect::<Vec<_>>();
    assert_eq!(of("i-adaptation-intended"), [None, None, Some(0.0)]);
    assert_eq!(of("i-quality-safety"), [None]);
    // Where no pieces are large enough nothing is drawn.
    let rare = Use { weeks: (0..12).map(|week| (START.plus_days(7 * week), 1)).collect(), ..used(9) };
    assert!(monitoring(&project, &rare, today).weeks.is_empty());
    // Every item of the list has its line, in its order.
    let items: Vec<&str> = guide::MONITORING.iter().map(|item| item.id).collect();
    assert_eq!(figures.lines.iter().map(|line| line.item.as_str()).collect::<Vec<_>>(), items);
}

#[test]
fn an_answer_fits_its_question() {
    let refused = |item: &str, value: Option<u8>, influences: &[&str]| {
        let influences = influences.iter().map(|id| (*id).to_owned()).collect();
        let words = Some("Omdat.".to_owned());
        let change = Change::Answered { item: item.into(), value, words, influences };
        pilot().after(&at(40, 1, change)).is_err()
    };
    assert!(
        !refused("i-satisfaction-clients", Some(10), &[]) && refused("i-satisfaction-clients", Some(11), &[])
    );
    assert!(refused("i-satisfaction-clients", None, &[]), "a scale is answered on it");
    assert!(!refused("m-quality-training", Some(2), &[]) && refused("m-quality-training", Some(3), &[]));
    assert!(!refused("i-context-harder", None, &["b-workload"]));
    assert!(refused("i-context-easier", None, &["b-workload"]), "a barrier does not help");
    assert!(refused("i-context-harder", None, &["b-workload", "b-workload"]));
    assert!(refused("i-reach-clients", Some(1), &[]), "nobody is asked that");
}

#[test]
fn days_are_the_calendars() {
    // Python: (date(2026, 11, 22) - date(1970, 1, 1)).days and so on.
    for (text, days) in [
        ("1970-01-01", 0),
        ("2026-11-22", 20_779),
        ("2024-02-29", 19_782),
        ("1969-12-31", -1),
        ("2100-03-01", 47_541),
    ] {
        assert_eq!(text.parse::<Day>(), Ok(Day(days)), "{text}");
        assert_eq!(Day(days).to_string(), text);
        assert_eq!(Day::of_us(Day(days).noon_us()), Day(days));
    }
    for wrong in
        ["2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "22-11-2026x", "", "2026-11", "2026-11-22-1"]
    {
        assert!(wrong.parse::<Day>().is_err(), "{wrong}");
    }
}
