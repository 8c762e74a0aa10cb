//! Studies: protocols that can be carried out, a draw that stays even and secret, days and arms, and what is told of how many.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use care::study::{
    Assessed, Course, Design, Fault, Moment, Person, PersonCount, Protocol, Reading, Standing, Taken, What,
    check, courses, drawn, flow, statistics, templates, withheld,
};
use proptest::prelude::*;

fn template(id: &str) -> Protocol {
    templates().iter().find(|template| template.id == id).unwrap().protocol.clone()
}

/// A stream for tests: SplitMix64.
fn stream(seed: u64) -> impl FnMut() -> u64 {
    let mut state = seed;
    move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

fn wrong(change: impl FnOnce(&mut Protocol)) -> Vec<(String, Fault)> {
    let mut protocol = template("relaxation-app");
    change(&mut protocol);
    check(&protocol).into_iter().map(|wrong| (wrong.place, wrong.fault)).collect()
}

#[test]
fn the_four_designs_that_ship_can_be_carried_out_and_speak_both_languages() {
    let files = std::fs::read_dir("../../content/studies").unwrap().count();
    assert_eq!((templates().len(), files), (4, 4));
    let targets: Vec<_> =
        templates().iter().map(|template| (template.id.as_str(), template.protocol.target)).collect();
    assert_eq!(targets[0], ("outpatient-crossover", 50));
    assert_eq!(targets[1], ("staff-breaks", 66));
    assert_eq!(targets[2].0, "three-weeks-at-work");
    assert_eq!(targets[3].0, "relaxation-app");
    let sets = care::questions::shipped();
    for template in templates() {
        let protocol = &template.protocol;
        assert_eq!(check(protocol), [], "{}", template.id);
        for words in [&protocol.title, &protocol.about, &protocol.who, &protocol.consent] {
            assert_ne!(words.nl, words.en, "{}", template.id);
        }
        for measure in &protocol.measures {
            if let care::study::Source::Item { set, item } = &measure.source {
                let found = sets.iter().find(|known| known.id == *set);
                assert!(
                    found.is_some_and(|known| known.item(item).is_some()),
                    "{}: {set}/{item}",
                    template.id
                );
            }
        }
    }
}

#[test]
fn what_cannot_be_carried_out_is_named_with_its_place() {
    let at = |place: &str, fault| vec![(place.to_owned(), fault)];
    assert_eq!(wrong(|protocol| protocol.target = 1), at("/target", Fault::Target));
    assert_eq!(wrong(|protocol| protocol.title.en.clear()), at("/title/en", Fault::Empty));
    assert_eq!(wrong(|protocol| protocol.measures.clear()), at("/measures", Fault::Measures));
    assert_eq!(wrong(|protocol| protocol.arms[1].id = "vr".into()), at("/arms/1/id", Fault::Twice));
    assert_eq!(wrong(|protocol| protocol.blinded = true), at("/blinded", Fault::Blind));
    assert_eq!(wrong(|protocol| protocol.arms[1].what = What::Sham), at("/blinded", Fault::Open));
    let blocks = |blocks: &[u8]| {
        let blocks = blocks.to_vec();
        wrong(move |protocol| protocol.design = Design::Parallel { days: 28, blocks })
    };
    for uneven in [&[3][..], &[0], &[], &[4, 5], &[62]] {
        assert_eq!(blocks(uneven), at("/design/blocks", Fault::Blocks), "{uneven:?}");
    }
    assert_eq!(wrong(|protocol| drop(protocol.arms.pop())), [("/arms".into(), Fault::Arms)]);
    let many = |protocol: &mut Protocol| {
        let mut again = protocol.strata[0].clone();
        again.id = "site".into();
        again.parts.extend(again.parts.clone().into_iter().map(|mut part| {
            part.id.push_str("-2");
            part
        }));
        protocol.strata.push(again);
    };
    assert_eq!(wrong(many), at("/strata", Fault::Strata));
}

#[test]
fn a_course_says_which_arm_a_day_belongs_to() {
    let protocol = template("outpatient-crossover");
    let [one, other] = &courses(&protocol)[..] else { panic!() };
    assert_eq!((one.id.as_str(), other.id.as_str()), ("vr-exercises", "exercises-vr"));
    let arm = |course: &Course, day| course.step(day).map(|step| step.arm.clone().unwrap());
    for (day, expected) in
        [(0, Some("vr")), (9, Some("vr")), (10, None), (12, None), (13, Some("exercises")), (23, None)]
    {
        assert_eq!(arm(one, day).as_deref(), expected, "day {day}");
    }
    assert_eq!(one.days(), 23);
    let mut staggered = protocol;
    staggered.arms.pop();
    staggered.design = Design::MultipleBaseline { baseline_days: vec![5, 8], days: 20, blocks: vec![2] };
    assert_eq!(check(&staggered), []);
    let late = &courses(&staggered)[1];
    assert_eq!((late.id.as_str(), late.steps[0].arm.as_ref(), late.steps[1].from_day), ("8", None, 8));
}

proptest! {
    #[test]
    fn arms_come_out_even_at_the_end_of_every_block(seed: u64, courses in 2_u8..5, times in 1_u8..4) {
        let block = courses * times;
        let mut counts = vec![0_u32; usize::from(courses)];
        for place in 0..u32::from(block) * 6 {
            // Each place is looked up anew, as the server does.
            let course = drawn(place, courses, &[block], &mut stream(seed)).unwrap();
            counts[usize::from(course)] += 1;
            if (place + 1) % u32::from(block) == 0 {
                prop_assert!(counts.iter().all(|count| *count == counts[0]), "{counts:?}");
            }
            let spread = counts.iter().max().unwrap() - counts.iter().min().unwrap();
            prop_assert!(spread <= u32::from(times), "never further apart than a block lets them");
        }
    }
}

#[test]
fn the_next_draw_does_not_follow_from_those_before() {
    // Over many secrets, the arm after an imbalance of one is still open: with blocks of 2, 4 and 6 nobody knows the last.
    let (mut same, mut all) = (0, 0);
    let mut first = [0; 2];
    for seed in 0..2_000 {
        let draw = |place| drawn(place, 2, &[2, 4, 6], &mut stream(seed)).unwrap();
        first[usize::from(draw(0))] += 1;
        same += u32::from(draw(0) == draw(1));
        all += 1;
    }
    assert!((900..=1_100).contains(&first[0]), "{first:?}");
    // Blocks of 2, 4, 6: (0 + 1/3 + 2/5) / 3 = 0.244 of the second draws repeat the first.
    let share = f64::from(same) / f64::from(all);
    assert!((share - 0.244).abs() < 0.03, "{share}");
}

#[test]
fn a_list_is_named_by_every_answer_and_by_none_that_is_unknown() {
    let protocol = template("relaxation-app");
    let cell = |answers: &[&str]| {
        let answers: Vec<String> = answers.iter().map(|answer| (*answer).to_owned()).collect();
        protocol.cell(&answers).map(|cell| cell.as_str().to_owned())
    };
    assert_eq!(cell(&["anxiety"]).as_deref(), Some("anxiety"));
    assert_eq!(cell(&["anger"]), None);
    assert_eq!(cell(&[]), None);
    assert_eq!(cell(&["anxiety", "anxiety"]), None);
    assert_eq!(template("staff-breaks").cell(&[]).unwrap().as_str(), "");
}

#[test]
fn safety_rule_15_fewer_than_five_are_not_told_and_do_not_follow_from_a_sum() {
    use PersonCount::{Count, Few};
    assert_eq!(withheld(&[12, 9]), [Count(12), Count(9)]);
    assert_eq!(withheld(&[3, 9, 20]), [Few, Few, Count(20)], "the one beside it would give it away");
    assert_eq!(withheld(&[3, 2, 20]), [Few, Few, Count(20)]);
    assert_eq!(withheld(&[0, 12]), [Count(0), Count(12)]);
    assert_eq!(PersonCount::of(4), Few);
    assert_eq!(PersonCount::of(5), Count(5));
}

fn person(code: usize, course: &Course, pairs: &[(f64, f64, f64)]) -> Person {
    let reading = |n: usize, day: f64, moment, value| Reading {
        measure: "tension".into(),
        day,
        session: Some(u32::try_from(n).unwrap()),
        moment,
        value,
    };
    let readings = pairs.iter().enumerate().flat_map(|(n, (day, before, after))| {
        [reading(n, *day, Moment::Before, *before), reading(n, *day + 0.01, Moment::After, *after)]
    });
    Person {
        code: format!("P{code}"),
        cell: String::new(),
        course: course.clone(),
        version: 1,
        standing: Standing::In,
        readings: readings.collect(),
    }
}

#[test]
fn sessions_count_for_the_arm_of_their_day_and_nothing_of_who_withdrew_counts() {
    let protocol = template("outpatient-crossover");
    let orders = courses(&protocol);
    let mut people: Vec<Person> = (0..12)
        .map(|n| {
            let by = n as f64 / 10.0;
            let (vr, exercises) = if n % 2 == 0 { (1.0, 14.0) } else { (14.0, 1.0) };
            // Two sessions in VR (drops of 4 and 2, and a little), one exercise (a drop of 1), and one in the wash-out.
            let days = [
                (vr, 7.0, 3.0 - by),
                (vr + 2.0, 6.0, 4.0),
                (11.0, 9.0, 0.0),
                (exercises, 6.0, 5.0 - by / 2.0),
            ];
            person(n, &orders[n % 2], &days)
        })
        .collect();
    let told = statistics::results(&protocol, &people, false);
    let tension = &told.measures[0];
    let [vr, exercises] = &tension.arms[..] else { panic!() };
    let mean = (0..12).map(|n| -(6.0 + n as f64 / 10.0) / 2.0).sum::<f64>() / 12.0;
    assert_eq!(vr.n, PersonCount::Count(12));
    assert!((vr.pre_post.as_ref().unwrap().change.estimate - mean).abs() < 1e-12, "{vr:?}");
    assert!(exercises.pre_post.as_ref().unwrap().ranked.is_some(), "only its order counts");
    let care::study::Comparison::Crossover { n, difference, .. } = &tension.comparisons[0] else { panic!() };
    assert_eq!(*n, (6, 6));
    assert!(difference.estimate < -1.5 && difference.high < 0.0, "{difference:?}");

    let hidden = statistics::results(&protocol, &people, true);
    assert_eq!(hidden.measures[0].arms.len(), 1);
    assert!(hidden.measures[0].arms[0].arm.is_none() && hidden.measures[0].comparisons.is_empty());

    for person in people.iter_mut().skip(4) {
        person.standing = Standing::Withdrawn;
    }
    let few = statistics::results(&protocol, &people, false);
    assert!(few.measures.iter().all(|measure| measure.comparisons.is_empty()));
    assert!(few.measures[0].arms.iter().all(|arm| arm.pre_post.is_none() && arm.n == PersonCount::Few));
}

#[test]
fn the_flow_counts_everybody_once() {
    let courses = ["vr".to_owned(), "app".to_owned()];
    let taken = |course: &str, standing, measured| Taken { course: course.into(), standing, measured };
    let mut people = vec![taken("vr", Standing::Done, true); 6];
    people.extend(vec![taken("vr", Standing::In, false); 7]);
    people.extend(vec![taken("app", Standing::Done, true); 11]);
    people.push(taken("app", Standing::Stopped, false));
    let others = [vec![Assessed::NotEligible; 8], vec![Assessed::Declined; 6]].concat();
    let told = flow(&courses, &people, &others, false);
    use PersonCount::{Count, Few};
    assert_eq!((told.assessed, told.enrolled), (Count(39), Count(25)));
    assert_eq!((told.not_eligible, told.declined), (Count(8), Count(6)));
    let [vr, app] = &told.arms[..] else { panic!() };
    assert_eq!(
        (vr.allocated, vr.ended.done, vr.ended.going_on, vr.measured),
        (Count(13), Count(6), Count(7), Count(6))
    );
    assert_eq!((app.allocated, app.ended.stopped, app.ended.done), (Count(12), Few, Few));
    let hidden = flow(&courses, &people, &others, true);
    assert_eq!((hidden.arms.len(), hidden.arms[0].course.as_ref()), (1, None));
}
