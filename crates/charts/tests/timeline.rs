//! The timeline's geometry: values, gaps and stretches lie where they should, wide and narrow.
#![allow(clippy::unwrap_used)] // helpers of tests

use charts::*;

fn timeline() -> Timeline {
    Timeline {
        title: "Tension went from 7 to 4".into(),
        description: String::new(),
        length_s: 840.0,
        ticks: time_ticks_s(840.0, 8)
            .into_iter()
            .map(|at_s| LabelledTick { at_s, label: format!("{}", at_s / 60.0) })
            .collect(),
        tracks: vec![
            Track::Marks {
                name: "Answers".into(),
                marks: vec![Mark {
                    at_s: 0.0,
                    shape: MarkShape::Number { value: "7".into(), filled: false },
                    label: "tension before".into(),
                }],
            },
            Track::Line(LineTrack {
                name: "Indicator".into(),
                unit: "not validated".into(),
                points: vec![
                    Point { at_s: 0.0, value: 60.0 },
                    Point { at_s: 5.0, value: 55.0 },
                    Point { at_s: 300.0, value: 40.0 },
                    Point { at_s: 305.0, value: 40.0 },
                ],
                bands: vec![
                    Band { at_s: 0.0, low: 50.0, high: 70.0 },
                    Band { at_s: 5.0, low: 45.0, high: 65.0 },
                ],
                baseline: Some(Baseline { value: 50.0, label: "own rest 50".into() }),
                gaps: vec![Gap { from_s: 5.0, to_s: 300.0, label: "strap loose".into(), waiting: false }],
                domain: Some((0.0, 100.0)),
                join_within_s: 12.0,
                ink: Ink::Index,
                nothing: "not measured".into(),
            }),
            Track::Segments {
                name: "World".into(),
                segments: vec![Segment {
                    from_s: 0.0,
                    to_s: 420.0,
                    label: "Beach".into(),
                    short: String::new(),
                    ink: Some(Ink::Sea),
                }],
            },
        ],
        table: Table::default(),
    }
}

fn lines(scene: &Scene, wanted: Ink) -> Vec<Vec<(f64, f64)>> {
    scene
        .primitives
        .iter()
        .filter_map(|primitive| match primitive {
            Primitive::Line { points, ink, .. } if *ink == wanted => Some(points.clone()),
            _ => None,
        })
        .collect()
}

#[test]
fn the_line_stops_at_the_gap_and_the_gap_is_hatched_with_its_reason() {
    let drawn = timeline().scene(840.0, 14.0);
    assert_eq!(lines(&drawn.scene, Ink::Index).len(), 2);
    let hatch = drawn.scene.primitives.iter().find_map(|primitive| match primitive {
        Primitive::Hatch { x, width, .. } => Some((*x, *width)),
        _ => None,
    });
    let (x, width) = hatch.unwrap();
    assert!((x - drawn.x.at(5.0)).abs() < 1e-9);
    assert!((width - (drawn.x.at(300.0) - drawn.x.at(5.0))).abs() < 1e-9);
    let said = drawn
        .scene
        .primitives
        .iter()
        .any(|primitive| matches!(primitive, Primitive::Text { words, .. } if words == "strap loose"));
    assert!(said);
}

#[test]
fn fifty_lies_halfway_and_the_cursor_finds_its_way_back() {
    let drawn = timeline().scene(840.0, 14.0);
    let place = drawn.tracks[1];
    let y = place.y.unwrap();
    assert!((y.at(50.0) - (place.top + place.bottom) / 2.0).abs() < 1e-9);
    assert!((drawn.x.value_at(drawn.x.at(123.0)) - 123.0).abs() < 1e-9);
}

#[test]
fn a_world_of_half_the_session_is_half_as_wide() {
    let drawn = timeline().scene(840.0, 14.0);
    let (from, to) = drawn.x.range();
    let rect = drawn.scene.primitives.iter().find_map(|primitive| match primitive {
        Primitive::Rect { x, width, ink: Ink::Sea, .. } => Some((*x, *width)),
        _ => None,
    });
    let (x, width) = rect.unwrap();
    assert!((x - from - 1.0).abs() < 1e-9 && (width - ((to - from) / 2.0 - 2.0)).abs() < 1e-9);
}

#[test]
fn on_a_phone_everything_stays_within_the_width() {
    for width_px in [288.0, 340.0, 599.0] {
        let drawn = timeline().scene(width_px, 15.0);
        let (from, to) = drawn.x.range();
        assert!(from > 0.0 && to < width_px);
        assert!(to - from > width_px * 0.75, "names stand above, the plot keeps the width");
        let mut last = 0.0;
        for place in &drawn.tracks {
            assert!(place.top >= last && place.bottom > place.top, "{:?}", drawn.tracks);
            last = place.bottom;
        }
        assert!(drawn.scene.height_px > last);
    }
}

#[test]
fn every_colour_in_the_picture_is_a_token() {
    let svg = timeline().scene(840.0, 14.0).scene.to_svg("t");
    for part in svg.split("fill:").skip(1).chain(svg.split("stroke:").skip(1)) {
        assert!(part.starts_with("var(--") || part.starts_with("none"), "{}", &part[..20]);
    }
}

#[test]
fn a_session_without_heart_data_says_so_instead_of_drawing_an_empty_axis() {
    let mut bare = timeline();
    if let Track::Line(line) = &mut bare.tracks[1] {
        line.points.clear();
        line.bands.clear();
        line.gaps.clear();
    }
    let drawn = bare.scene(840.0, 14.0);
    assert!(lines(&drawn.scene, Ink::Index).is_empty() && lines(&drawn.scene, Ink::Rest).is_empty());
    assert_eq!(drawn.tracks[1].y, None);
    let said = drawn
        .scene
        .primitives
        .iter()
        .any(|primitive| matches!(primitive, Primitive::Text { words, .. } if words == "not measured"));
    assert!(said);
}

#[test]
fn a_name_that_does_not_fit_gives_way_to_its_short_form_and_then_to_nothing() {
    let words = |width_px: f64| {
        let mut chart = timeline();
        chart.tracks = vec![Track::Segments {
            name: "Who".into(),
            segments: vec![Segment {
                from_s: 0.0,
                to_s: 84.0,
                label: "Sanne Dijkstra".into(),
                short: "Sanne".into(),
                ink: Some(Ink::Accent),
            }],
        }];
        let scene = chart.scene(width_px, 14.0).scene;
        scene.primitives.into_iter().find_map(|primitive| match primitive {
            Primitive::Text { words, ink: Ink::OnAccent, .. } => Some(words),
            _ => None,
        })
    };
    assert_eq!(words(1600.0).as_deref(), Some("Sanne Dijkstra"));
    assert_eq!(words(900.0).as_deref(), Some("Sanne"));
    assert_eq!(words(320.0), None);
}
