//! The rules of a plan: bound by the screening, by one session done oneself, and by its own days; and where somebody stands.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use care::{
    plan::{Known, Moment, Phase, Plan, Unplanned, Wrong, admit, check, progress},
    screening::{self, Hindrance, Outcome, Standing, Use},
};
use catalogue::World;
use proptest::prelude::*;
use session::Way;
use std::collections::BTreeSet;

const DAY_US: i64 = 86_400_000_000;
/// 2026-11-23, a Monday.
const MONDAY_US: i64 = 20_780 * DAY_US;

fn stands(outcome: Outcome) -> Standing {
    Standing::Stands { outcome, until_us: MONDAY_US + 300 * DAY_US }
}

fn known(outcome: Outcome) -> Known {
    Known { standing: stands(outcome), adverse_event_open: false, self_runs: 1 }
}

/// Four weeks, three times a week, alone, in every way that clients have.
fn plan() -> Plan {
    Plan {
        goal: "’s Avonds tot rust komen".into(),
        minutes: 15,
        per_week: 3,
        moments: BTreeSet::from([Moment::Evening]),
        alone: true,
        ways: Way::ALL.into_iter().filter(|way| way.is_for_clients()).collect(),
        preferred: BTreeSet::from([World::CoralReef]),
        avoided: BTreeSet::from([World::SunsetBeach]),
        avoid: String::new(),
        from_us: MONDAY_US,
        until_us: MONDAY_US + 27 * DAY_US,
        evaluate_us: MONDAY_US + 27 * DAY_US,
    }
}

#[test]
fn a_plan_that_fits_a_client_who_may_be_alone_is_written() {
    assert_eq!(check(&plan(), &known(Outcome::Alone)), Ok(()));
}

#[test]
fn safety_rule_13_nobody_plans_alone_where_the_screening_has_someone_there() {
    let refused = check(&plan(), &known(Outcome::Supervised));
    assert_eq!(refused, Err(Wrong::Hindered(Hindrance::SupervisedOnly)));
    let together = Plan { alone: false, ways: BTreeSet::from([Way::Guided]), ..plan() };
    assert_eq!(check(&together, &known(Outcome::Supervised)), Ok(()));
    let consult = Plan { ways: BTreeSet::from([Way::Consult]), ..together };
    assert_eq!(check(&consult, &known(Outcome::Alone)), Err(Wrong::Ways), "alone by another name");
}

#[test]
fn safety_rule_10_nothing_is_planned_alone_while_an_adverse_event_waits() {
    let waits = Known { adverse_event_open: true, ..known(Outcome::Alone) };
    assert_eq!(check(&plan(), &waits), Err(Wrong::Hindered(Hindrance::AdverseEvent)));
}

#[test]
fn safety_rule_02_a_loan_home_comes_after_one_session_that_the_client_did_themselves() {
    let never = Known { self_runs: 0, ..known(Outcome::Alone) };
    assert_eq!(check(&plan(), &never), Err(Wrong::NotPractised));
    let elsewhere = Plan { ways: BTreeSet::from([Way::Consult]), ..plan() };
    assert_eq!(check(&elsewhere, &never), Ok(()));
    let at_home =
        |plan: Option<&Plan>, self_runs| admit(plan, Some(Way::HomeLoan), Use::Alone, self_runs, MONDAY_US);
    assert_eq!(at_home(None, 1), Err(Unplanned::NoPlan));
    assert_eq!(at_home(Some(&plan()), 0), Err(Unplanned::NotPractised));
    assert_eq!(at_home(Some(&elsewhere), 1), Err(Unplanned::Way));
    assert_eq!(at_home(Some(&plan()), 1), Ok(()));
    let over = plan().end_us();
    assert_eq!(admit(Some(&plan()), Some(Way::HomeLoan), Use::Alone, 1, over), Err(Unplanned::NoPlan));
}

#[test]
fn what_does_not_go_together_is_no_plan() {
    let all: BTreeSet<World> = World::ALL.into();
    let wrong = [
        (Plan { goal: " \n".into(), ..plan() }, Wrong::Goal),
        (Plan { goal: "x".repeat(501), ..plan() }, Wrong::Goal),
        (Plan { minutes: 4, ..plan() }, Wrong::Minutes),
        (Plan { minutes: 31, ..plan() }, Wrong::Minutes),
        (Plan { per_week: 0, ..plan() }, Wrong::PerWeek),
        (Plan { per_week: 15, ..plan() }, Wrong::PerWeek),
        (Plan { avoided: all, preferred: BTreeSet::new(), ..plan() }, Wrong::Worlds),
        (Plan { preferred: plan().avoided, ..plan() }, Wrong::Worlds),
        (Plan { avoid: "een\u{7}bel".into(), ..plan() }, Wrong::Worlds),
        (Plan { ways: BTreeSet::new(), ..plan() }, Wrong::Ways),
        (Plan { ways: BTreeSet::from([Way::StaffBreak]), ..plan() }, Wrong::Ways),
        (Plan { until_us: MONDAY_US - DAY_US, ..plan() }, Wrong::Period),
        (Plan { until_us: MONDAY_US + 367 * DAY_US, ..plan() }, Wrong::Period),
        (Plan { evaluate_us: MONDAY_US + 28 * DAY_US, ..plan() }, Wrong::Period),
        (Plan { from_us: MONDAY_US + 1, ..plan() }, Wrong::Period),
    ];
    for (plan, expected) in wrong {
        assert_eq!(check(&plan, &known(Outcome::Alone)), Err(expected), "{expected}");
    }
}

#[test]
fn a_way_of_who_stays_unknown_is_never_a_clients() {
    for way in [Way::StaffBreak, Way::Visitor] {
        let refused = admit(None, Some(way), Use::Alone, 9, MONDAY_US);
        assert_eq!(refused, Err(Unplanned::NotForClients), "{way:?}");
    }
}

#[test]
fn with_someone_there_more_is_possible_than_was_planned_and_alone_is_not() {
    let together = Plan { alone: false, ways: BTreeSet::from([Way::Guided]), ..plan() };
    let now_us = MONDAY_US + DAY_US;
    assert_eq!(admit(Some(&together), Some(Way::Reintegration), Use::Supervised, 0, now_us), Ok(()));
    assert_eq!(
        admit(Some(&together), Some(Way::Reintegration), Use::Alone, 0, now_us),
        Err(Unplanned::SupervisedOnly)
    );
    assert_eq!(admit(Some(&together), None, Use::Alone, 0, now_us), Err(Unplanned::SupervisedOnly));
    assert_eq!(admit(None, Some(Way::Consult), Use::Alone, 0, now_us), Ok(()), "the screening decides alone");
}

#[test]
fn sessions_done_are_counted_against_weeks_that_are_over() {
    let at = |day: i64| MONDAY_US + day * DAY_US + 72_000_000_000;
    // Before the plan, two in its first week, one in its second, one after it.
    let begun = [at(-1), at(0), at(3), at(8), at(30)];
    let ahead = progress(&plan(), &begun, at(-2));
    assert_eq!((ahead.phase, ahead.by_now, ahead.planned), (Phase::Ahead, 0, 12));
    let midweek = progress(&plan(), &begun, at(9));
    assert_eq!((midweek.done, midweek.by_now, midweek.this_week), (3, 3, 1));
    assert_eq!(midweek.phase, Phase::Running);
    assert_eq!(progress(&plan(), &begun, at(27)).phase, Phase::Evaluate);
    let over = progress(&plan(), &begun, at(40));
    assert_eq!((over.done, over.by_now, over.phase), (3, 12, Phase::Over));
}

fn any_plan() -> impl Strategy<Value = Plan> {
    let ways = prop::sample::subsequence(Way::ALL.to_vec(), 0..=Way::ALL.len());
    let worlds = || prop::sample::subsequence(World::ALL.to_vec(), 0..=World::ALL.len());
    let days = (0..40_i64, 0..40_i64, 0..40_i64);
    (0..40_u8, 0..20_u8, any::<bool>(), ways, worlds(), worlds(), days).prop_map(
        |(minutes, per_week, alone, ways, preferred, avoided, (from, until, evaluate))| Plan {
            minutes,
            per_week,
            alone,
            ways: ways.into_iter().collect(),
            preferred: preferred.into_iter().collect(),
            avoided: avoided.into_iter().collect(),
            from_us: MONDAY_US + from * DAY_US,
            until_us: MONDAY_US + until * DAY_US,
            evaluate_us: MONDAY_US + evaluate * DAY_US,
            ..plan()
        },
    )
}

fn any_known() -> impl Strategy<Value = Known> {
    let outcome = prop::sample::select(vec![
        Outcome::Alone,
        Outcome::Supervised,
        Outcome::UntilCleared,
        Outcome::HardStop,
    ]);
    let standing = prop_oneof![
        4 => outcome.prop_map(stands),
        1 => Just(Standing::Missing),
        1 => Just(Standing::Expired { since_us: 1 }),
        1 => Just(Standing::Outdated),
    ];
    (standing, any::<bool>(), 0..3_u32).prop_map(|(standing, adverse_event_open, self_runs)| Known {
        standing,
        adverse_event_open,
        self_runs,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// Whatever was written and however it is used: a session alone begins by a plan only where that plan says alone, and a plan
    /// that says alone was only written where the screening let the client be alone.
    #[test]
    fn nothing_that_the_screening_forbids_can_be_planned_and_begun(
        plan in any_plan(),
        known in any_known(),
        way in prop::option::of(prop::sample::select(Way::ALL.to_vec())),
        day in -5..90_i64,
    ) {
        let now_us = MONDAY_US + day * DAY_US;
        if check(&plan, &known).is_ok() {
            prop_assert_eq!(screening::admit(Use::Supervised, known.standing, known.adverse_event_open), Ok(()));
            if plan.alone || plan.ways.iter().any(|way| way.is_alone(false)) {
                prop_assert_eq!(screening::admit(Use::Alone, known.standing, known.adverse_event_open), Ok(()));
            }
            prop_assert!(!plan.ways.contains(&Way::HomeLoan) || known.self_runs > 0);
            prop_assert!(!plan.worlds().offered().is_empty());
            prop_assert!(plan.worlds().offered().iter().all(|world| !plan.avoided.contains(world)));
        }
        if plan.runs(now_us) && admit(Some(&plan), way, Use::Alone, known.self_runs, now_us).is_ok() {
            prop_assert!(plan.alone);
            prop_assert!(way.is_none_or(|way| plan.ways.contains(&way)));
        }
        if way == Some(Way::HomeLoan) && admit(Some(&plan), way, Use::Alone, known.self_runs, now_us).is_ok() {
            prop_assert!(known.self_runs > 0 && plan.runs(now_us));
        }
    }

    #[test]
    fn progress_never_counts_more_than_there_was(
        plan in any_plan(),
        begun in prop::collection::vec(-10..100_i64, 0..40),
        day in -10..100_i64,
    ) {
        let begun: Vec<i64> = begun.into_iter().map(|day| MONDAY_US + day * DAY_US).collect();
        let now = progress(&plan, &begun, MONDAY_US + day * DAY_US);
        prop_assert!(now.done as usize <= begun.len());
        prop_assert!(now.by_now <= now.planned);
        prop_assert!(now.this_week <= now.done);
        let mut other = begun.clone();
        other.reverse();
        prop_assert_eq!(progress(&plan, &other, MONDAY_US + day * DAY_US), now);
    }
}
