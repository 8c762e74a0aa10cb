//! A garden of beach plants that opens around the client: sea aster, sea holly and beach morning-glory, rooted in the sand.
//!
//! How far each plant has come is a function of how much of the garden has opened; that only ever grows (`session::Garden`).

mod plants;

use glam::Vec2;
use std::f32::consts::TAU;

use crate::StageError;
use crate::gpu::{Attribute, Mesh};
use crate::noise::Random;
use plants::Plant;

/// The share of the garden's opening that one plant takes, from its first leaf to its open flowers.
pub(crate) const SPAN: f32 = 0.16;
/// Nearest and farthest plant, metres from the seat.
const REACH_M: (f32, f32) = (0.95, 3.3);
/// How many of each kind, in the order of [`plants::ALL`].
const COUNTS: [usize; 3] = [8, 7, 9];

const VERTEX: [Attribute; 4] = [(0, 3), (1, 3), (2, 3), (3, 4)];
const INSTANCE: [Attribute; 3] = [(4, 4), (5, 4), (6, 2)];

/// One plant on its place.
struct Rooted {
    at: Vec2,
    /// When it begins, as a share of the garden's opening.
    begins: f32,
}

/// One mesh of many plants for each kind. `ground` is the height of the sand, `dry` whether plants grow at a place.
pub(crate) fn build(
    gl: &glow::Context,
    seed: u64,
    ground: &dyn Fn(Vec2) -> f32,
    dry: &dyn Fn(Vec2) -> bool,
) -> Result<[Mesh; 3], StageError> {
    let mut random = Random::new(seed, 83);
    let places = places(&mut random, dry);
    let mut meshes = Vec::with_capacity(3);
    for (kind, make) in plants::ALL.into_iter().enumerate() {
        let Plant { vertices, indices } = make(&mut random);
        let mut instances = Vec::new();
        for Rooted { at, begins } in places.iter().filter(|(of, _)| *of == kind).map(|(_, rooted)| rooted) {
            let e = 0.15;
            let slope =
                [Vec2::X, Vec2::Y].map(|way| (ground(*at + way * e) - ground(*at - way * e)) / (2.0 * e));
            let size = random.between(0.82, 1.18);
            instances.extend([at.x, ground(*at) - 0.004, at.y, size]);
            instances.extend([random.between(0.0, TAU), random.unit(), *begins, 1.0]);
            instances.extend(slope);
        }
        meshes.push(Mesh::new(gl, &VERTEX, &vertices, &indices, &INSTANCE, &instances)?);
    }
    meshes.try_into().map_err(|_| StageError::OutOfObjects("three kinds of plants".to_owned()))
}

/// Where the plants grow, by kind, and when each begins: those ahead first, then further round.
fn places(random: &mut Random, dry: &dyn Fn(Vec2) -> bool) -> Vec<(usize, Rooted)> {
    let all: usize = COUNTS.iter().sum();
    let mut found: Vec<(usize, Vec2, f32)> = Vec::with_capacity(all);
    // Kinds take turns, so that each part of the garden has all three.
    let kinds = (0..COUNTS[0].max(COUNTS[1]).max(COUNTS[2]))
        .flat_map(|round| (0..3).filter(move |kind| round < COUNTS[*kind]));
    for kind in kinds {
        let mut best: Option<(f32, Vec2, f32)> = None;
        // The one of several tries that stands freest: plants are spread, but not in rows.
        for _ in 0..14 {
            let aside = random.normal() * 0.85;
            let near = if kind == 2 { 0.55 } else { 1.0 };
            let r = REACH_M.0 + (REACH_M.1 - REACH_M.0) * near * random.unit().powf(0.8);
            // The middle stays open towards the sea for what is tall.
            let aside = if kind != 2 && r < 1.9 { aside.signum() * (aside.abs() + 0.24) } else { aside };
            let at = Vec2::new(aside.sin(), -aside.cos()) * r;
            if !dry(at) {
                continue;
            }
            let free = found.iter().map(|(_, other, _)| other.distance(at)).fold(4.0, f32::min) / r.sqrt();
            if best.is_none_or(|(most, ..)| free > most) {
                best = Some((free, at, aside.abs() * 0.7 + r * 0.35 + random.unit() * 0.9));
            }
        }
        found.extend(best.map(|(_, at, order)| (kind, at, order)));
    }
    found.sort_by(|a, b| a.2.total_cmp(&b.2));
    let last = found.len().saturating_sub(1).max(1) as f32;
    let rooted = found.into_iter().enumerate().map(|(i, (kind, at, _))| {
        let begins = (1.0 - SPAN) * i as f32 / last;
        (kind, Rooted { at, begins })
    });
    rooted.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plants_stand_free_and_begin_one_after_another_from_the_first_moment_to_the_last() {
        for seed in 0..20 {
            let places = places(&mut Random::new(seed, 83), &|_| true);
            assert_eq!(places.len(), COUNTS.iter().sum::<usize>());
            for (kind, rooted) in &places {
                assert!((REACH_M.0..=REACH_M.1).contains(&rooted.at.length()), "{}", rooted.at);
                assert!(*kind < 3 && (0.0..=1.0 - SPAN + 1e-6).contains(&rooted.begins));
            }
            assert_eq!(places[0].1.begins, 0.0);
            assert!(places.windows(2).all(|two| two[0].1.begins < two[1].1.begins));
        }
    }

    #[test]
    fn all_plants_together_have_at_most_eight_thousand_triangles() {
        let mut triangles = 0;
        for (make, count) in plants::ALL.into_iter().zip(COUNTS) {
            let plant = make(&mut Random::new(3, 83));
            let vertices = plant.vertices.len() / plants::FLOATS;
            assert!(plant.indices.iter().all(|index| (*index as usize) < vertices));
            assert!(plant.vertices.iter().all(|value| value.is_finite()));
            triangles += plant.indices.len() / 3 * count;
        }
        assert!(triangles <= 8_000, "{triangles}");
    }
}
