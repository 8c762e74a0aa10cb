//! The business case adds up to the cent, moves the way it must, agrees with the white paper, and stands any input.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use toolkit::{
    guide::{ADOPTION, ASSUMPTIONS, Line, source},
    value::{
        Absence, Assumptions, Case, CaseError, Cost, Euros, Gain, MOST_YEARS, TimeOnOneself, breaks_even_at,
        sensitivity,
    },
};

/// One practitioner who works as in the white paper's example, from the first month on, and nothing else.
fn the_white_papers_practitioner() -> Assumptions {
    let mut assumptions = Assumptions::of(Line::Second);
    for (name, value) in [
        ("headsets", 1.0),
        // 5 clients a day on 200 days: 25 a week in 40 weeks.
        ("sessions-week", 25.0),
        ("weeks", 40.0),
        ("self-use", 100.0),
        ("saved-minutes", 15.0),
        ("cashed", 100.0),
        ("hour-cost", 60.0),
        ("use-start", 100.0),
        ("use-iteration", 100.0),
        ("use-adoption", 100.0),
        ("use-switch", 100.0),
        ("use-saving", 100.0),
    ] {
        assumptions.set(name, value).unwrap();
    }
    assumptions
}

#[test]
fn the_white_papers_practitioner_frees_as_much_here_as_in_the_sum_of_time() {
    let year = &Case::of(&the_white_papers_practitioner(), 1).unwrap().years[0];
    let time = TimeOnOneself {
        clients_a_day: 5.0,
        minutes: 15.0,
        days_a_year: 200,
        practitioners: 1,
        hour_cost_eur: 60.0,
    };
    let freed = time.freed().unwrap();
    assert!((year.sessions - 1_000.0).abs() < 1e-9);
    assert!((year.hours_freed - freed.hours_a_year).abs() < 1e-9, "250 hours");
    assert_eq!(year.gains[Gain::Time as usize], Euros::rounded(15_000.0));
    assert_eq!(Euros::rounded(freed.worth_eur), Euros::rounded(15_000.0));
    assert_eq!(year.hours_for_care, 0.0, "counted as money, so not once more as care");
    assert_eq!(year.costs[Cost::Licences as usize], Euros::rounded(995.0));
}

#[test]
fn the_white_papers_absence_comes_out_here_to_the_euro_too() {
    let mut assumptions = the_white_papers_practitioner();
    assumptions.set("employees", 600.0).unwrap();
    assumptions.set("prevented", 100.0).unwrap();
    let year = &Case::of(&assumptions, 1).unwrap().years[0];
    let absence = Absence::WHITE_PAPER.cost().unwrap();
    assert_eq!(year.gains[Gain::Absence as usize], Euros::rounded(598_410.0));
    assert_eq!(Euros::rounded(absence.stress_cost_eur), Euros::rounded(598_410.0));
    // 4 of 2,393.64 days pay for the licence: told there as 0.16 %, cut off; 0.167 % rounded.
    let pct = absence.break_even.pct.unwrap();
    assert_eq!((pct * 100.0).floor() / 100.0, 0.16);
    assert_eq!((pct * 1_000.0).round() / 1_000.0, 0.167);
    let none = Case::of(&assumptions.with("prevented", 0.0).unwrap(), 1).unwrap();
    assert_eq!(none.total.gains[Gain::Absence as usize], Euros::ZERO);
}

/// Reckoned by hand: the first line with one headset, over two years.
#[test]
fn a_small_case_comes_out_as_on_paper() {
    let mut assumptions = Assumptions::of(Line::First);
    for (name, value) in [
        ("headset-price", 500.0),
        ("headset-life", 1.0),
        ("licence", 1_000.0),
        ("start-hours", 10.0),
        ("professionals", 5.0),
        ("training-hours", 2.0),
        ("turnover", 20.0),
        ("coordinator-hours", 3.0),
        ("champion-hours", 1.0),
        ("hour-cost", 50.0),
        ("keeping-hour-cost", 30.0),
        ("keeping-minutes", 4.0),
        ("consumables", 0.5),
        ("sessions-week", 10.0),
        ("weeks", 48.0),
        ("self-use", 50.0),
        ("saved-minutes", 15.0),
        ("cashed", 40.0),
        ("treatment-hours", 6.0),
        ("discount", 25.0),
        ("use-start", 25.0),
        ("use-iteration", 50.0),
        ("effort-start", 100.0),
        ("effort-iteration", 50.0),
    ] {
        assumptions.set(name, value).unwrap();
    }
    let case = Case::of(&assumptions, 2).unwrap();
    let eur = |amounts: &[Euros]| amounts.iter().map(|amount| amount.eur()).collect::<Vec<_>>();
    // Sessions: 10 × 48 × 25 % = 120, then 240. Keeping: 4 minutes of 30 euros is 2 euros, and a half for wipes.
    // Coordination: (3 × 12 × 100 % + 12) × 50 = 2,400, then (18 + 12) × 50 = 1,500.
    assert_eq!(eur(&case.years[0].costs), [500.0, 1_000.0, 1_000.0, 100.0, 2_400.0, 300.0]);
    assert_eq!(eur(&case.years[1].costs), [500.0, 1_000.0, 0.0, 100.0, 1_500.0, 600.0]);
    // 120 × 50 % × a quarter of an hour = 15 hours, of which 40 % at 50 euros; 9 are left for care.
    assert_eq!(eur(&case.years[0].gains), [300.0, 0.0, 0.0]);
    assert_eq!(case.years[0].hours_for_care, 9.0);
    assert_eq!(case.years[0].treatments, 1.5);
    assert_eq!(eur(&case.years[1].gains), [600.0, 0.0, 0.0]);
    assert_eq!((case.years[0].net.eur(), case.years[1].net.eur()), (-5_000.0, -3_100.0));
    assert_eq!(case.total.net.eur(), -8_100.0);
    assert_eq!(case.total.present_value.eur(), -7_480.0, "5,000 and 3,100 / 1.25");
    assert_eq!(case.paid_back_in, None);
    assert_eq!(case.years[1].adoption().id, "iteration");
}

#[test]
fn five_years_walk_through_the_five_phases_and_the_last_goes_on() {
    let case = Case::of(&Assumptions::of(Line::Second), 7).unwrap();
    let phases: Vec<&str> = case.years.iter().map(|year| year.adoption().id).collect();
    assert_eq!(phases, ["start", "iteration", "adoption", "switch", "saving", "saving", "saving"]);
    assert_eq!(ADOPTION.len(), 5);
    let quick = Assumptions::of(Line::Second).with("phase-months", 6.0).unwrap();
    let case = Case::of(&quick, 1).unwrap();
    assert!((case.years[0].use_pct - (20.0 + 45.0) / 2.0).abs() < 1e-9, "half a year of each");
}

#[test]
fn the_costs_come_first_in_every_line() {
    for line in Line::ALL {
        let case = Case::of(&Assumptions::of(line), 5).unwrap();
        assert!(case.years[0].net < Euros::ZERO, "{line:?}");
        assert!(case.years[0].net <= case.years.iter().map(|year| year.net).max().unwrap());
        assert!(case.years[4].net > case.years[0].net, "{line:?}: it gets better along the curve");
    }
}

#[test]
fn every_assumption_has_a_source_and_most_move_the_case() {
    for assumption in ASSUMPTIONS {
        assert!(source(assumption.source).is_some(), "{}", assumption.id);
    }
    // With all that can be saved switched on, every assumption but those below must count for something.
    let mut all = Assumptions::of(Line::Second);
    for (name, value) in [("shorter", 2.0), ("prevented", 0.5)] {
        all.set(name, value).unwrap();
    }
    let moves: Vec<&str> = sensitivity(&all, 5).unwrap().iter().map(|swing| swing.assumed.about.id).collect();
    let silent: Vec<&str> =
        ASSUMPTIONS.iter().map(|known| known.id).filter(|id| !moves.contains(id)).collect();
    // What a treatment takes says how many fit in the hours for care; the discount bears on the present value.
    assert_eq!(silent, ["treatment-hours", "discount"]);
}

#[test]
fn the_value_that_makes_it_even_does_so() {
    let assumptions = Assumptions::of(Line::Third);
    let cashed = breaks_even_at(&assumptions, "cashed", 5).unwrap().unwrap();
    let net = |value: f64| Case::of(&assumptions.with("cashed", value).unwrap(), 5).unwrap().total.net;
    assert!(net(cashed) >= Euros::ZERO && net(cashed - 0.01) < Euros::ZERO, "{cashed}");
    assert_eq!(breaks_even_at(&assumptions, "treatment-hours", 5), Ok(None), "it never moves the balance");
    assert_eq!(breaks_even_at(&assumptions, "no such", 5), Ok(None));
    let practitioner = the_white_papers_practitioner();
    let most = breaks_even_at(&practitioner, "professionals", 5).unwrap().unwrap();
    let net =
        |value: f64| Case::of(&practitioner.with("professionals", value).unwrap(), 5).unwrap().total.net;
    assert!(most.fract() == 0.0 && net(most) >= Euros::ZERO && net(most + 1.0) < Euros::ZERO, "{most}");
}

#[test]
fn a_case_has_one_to_ten_years() {
    for years in [0, MOST_YEARS + 1, u32::MAX] {
        assert_eq!(Case::of(&Assumptions::of(Line::First), years), Err(CaseError::Years));
    }
}

/// Any assumptions that can be: each anywhere between its bounds.
fn any_assumptions() -> impl Strategy<Value = Assumptions> {
    let line = prop_oneof![Just(Line::First), Just(Line::Second), Just(Line::Third)];
    (line, prop::collection::vec(0.0_f64..=1.0, ASSUMPTIONS.len())).prop_map(|(line, along)| {
        let mut assumptions = Assumptions::of(line);
        for (assumption, along) in ASSUMPTIONS.iter().zip(along) {
            let [least, most] = assumption.bounds;
            let value = (least + (most - least) * along).clamp(least, most);
            let value = if assumption.whole { value.round() } else { value };
            assumptions.set(assumption.id, value).unwrap();
        }
        assumptions
    })
}

/// More of these never makes it worse.
const BETTER: [&str; 6] = ["saved-minutes", "self-use", "cashed", "shorter", "prevented", "employees"];
/// More of these never makes it better.
const DEARER: [&str; 10] = [
    "headset-price",
    "licence",
    "start-hours",
    "professionals",
    "training-hours",
    "turnover",
    "coordinator-hours",
    "champion-hours",
    "keeping-minutes",
    "consumables",
];

proptest! {
    #[test]
    fn sums_add_up_to_the_cent(assumptions in any_assumptions(), years in 1..=MOST_YEARS) {
        let case = Case::of(&assumptions, years).unwrap();
        let mut so_far = 0;
        for year in &case.years {
            let costs: i64 = year.costs.iter().map(|amount| amount.cents()).sum();
            let gains: i64 = year.gains.iter().map(|amount| amount.cents()).sum();
            prop_assert_eq!(year.net.cents(), gains - costs);
            so_far += gains - costs;
            prop_assert_eq!(year.cumulative.cents(), so_far);
            prop_assert!(costs >= 0 && gains >= 0);
            for amount in [year.sessions, year.clients, year.hours_freed, year.hours_for_care, year.treatments] {
                prop_assert!(amount.is_finite() && amount >= 0.0);
            }
            prop_assert!(year.hours_for_care <= year.hours_freed);
        }
        prop_assert_eq!(case.total.net.cents(), so_far);
        let parts = |amounts: &[Euros]| amounts.iter().map(|amount| amount.cents()).sum::<i64>();
        prop_assert_eq!(parts(&case.total.gains) - parts(&case.total.costs), so_far);
    }

    #[test]
    fn more_of_what_helps_never_hurts_and_more_of_what_costs_never_helps(
        assumptions in any_assumptions(), years in 1..=MOST_YEARS, which in 0..16_usize, along in 0.0_f64..=1.0,
    ) {
        let names: Vec<&str> = BETTER.into_iter().chain(DEARER).collect();
        let name = names[which];
        let about = ASSUMPTIONS.iter().find(|known| known.id == name).unwrap();
        let now = assumptions.get(name).unwrap();
        let more = (now + (about.bounds[1] - now) * along).clamp(now, about.bounds[1]);
        let more = if about.whole { more.round() } else { more };
        let net = Case::of(&assumptions, years).unwrap().total.net;
        let with_more = Case::of(&assumptions.with(name, more).unwrap(), years).unwrap().total.net;
        if BETTER.contains(&name) {
            prop_assert!(with_more >= net, "{} from {} to {}", name, now, more);
        } else {
            prop_assert!(with_more <= net, "{} from {} to {}", name, now, more);
        }
    }

    #[test]
    fn swings_stand_in_order_and_hold_the_case_within_them_where_it_is_even(
        assumptions in any_assumptions(), years in 1..=3_u32,
    ) {
        let swings = sensitivity(&assumptions, years).unwrap();
        let widths: Vec<Euros> = swings.iter().map(|swing| swing.width()).collect();
        prop_assert!(widths.windows(2).all(|pair| pair[0] >= pair[1]));
        let net = Case::of(&assumptions, years).unwrap().total.net;
        for swing in swings.iter().filter(|swing| BETTER.contains(&swing.assumed.about.id)) {
            prop_assert!(swing.at_low <= net && net <= swing.at_high, "{}", swing.assumed.about.id);
        }
    }

    #[test]
    fn whatever_is_set_is_taken_or_refused_by_name(
        which in 0..ASSUMPTIONS.len(), value in any::<f64>(), years in any::<u32>(),
    ) {
        let about = &ASSUMPTIONS[which];
        let mut assumptions = Assumptions::of(Line::Third);
        let is_taken = assumptions.set(about.id, value).is_ok();
        let can_be = (about.bounds[0]..=about.bounds[1]).contains(&value) && !(about.whole && value.fract() != 0.0);
        prop_assert_eq!(is_taken, can_be);
        prop_assert_eq!(Case::of(&assumptions, years).is_ok(), (1..=MOST_YEARS).contains(&years));
    }
}
