//! Trees: broad crowns by space colonisation (Runions et al. 2007), spruces by whorls; leaves are small folded blades.

use std::f32::consts::TAU;

use glam::{Mat3, Vec3};

use crate::mesh::{HEAP_FLOATS, Heap, Stuff};
use crate::noise::Random;

/// How a broad-leaved tree grows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Habit {
    /// Height at which the crown begins, in metres.
    pub trunk_m: f32,
    /// Half the crown's width, height and depth, in metres.
    pub crown_m: Vec3,
    /// Places that branches grow towards.
    pub buds: usize,
    /// Length of one piece of branch, in metres.
    pub step_m: f32,
    /// Leaves on each twig, and their length in metres.
    pub leaves: u32,
    pub leaf_m: f32,
    pub leaf: Vec3,
    pub bark: Vec3,
}

/// A piece of branch: where it ends and which piece it grew from.
struct Piece {
    at: Vec3,
    from: usize,
    /// Cross-section that all it carries needs (da Vinci's rule, with Murray's exponent).
    area: f32,
}

/// A tree's pieces, root first, each after the one it grew from.
fn grow(habit: &Habit, random: &mut Random) -> Vec<Piece> {
    let middle = Vec3::Y * (habit.trunk_m + habit.crown_m.y * 0.92);
    let mut buds: Vec<Vec3> = (0..habit.buds)
        .map(|_| {
            // More towards the shell than inside, where no light comes; flat below.
            let d = Vec3::new(random.normal(), random.normal(), random.normal()).normalize_or(Vec3::Y);
            let d = Vec3::new(d.x, if d.y < 0.0 { d.y * 0.72 } else { d.y }, d.z);
            middle + d * habit.crown_m * random.unit().powf(0.42)
        })
        .collect();
    let mut pieces = vec![Piece { at: Vec3::ZERO, from: 0, area: 0.0 }];
    while let Some(last) = pieces.last()
        && last.at.y < habit.trunk_m
    {
        let lean = Vec3::new(random.normal(), 0.0, random.normal()) * 0.05;
        pieces.push(Piece {
            at: last.at + (Vec3::Y + lean) * habit.step_m,
            from: pieces.len() - 1,
            area: 0.0,
        });
    }
    for _ in 0..60 {
        // Each bud draws the piece nearest to it.
        let mut drawn: Vec<(Vec3, u32)> = vec![(Vec3::ZERO, 0); pieces.len()];
        for bud in &buds {
            let near = (0..pieces.len()).min_by(|a, b| {
                pieces[*a].at.distance_squared(*bud).total_cmp(&pieces[*b].at.distance_squared(*bud))
            });
            if let Some(near) = near {
                drawn[near].0 += (*bud - pieces[near].at).normalize_or_zero();
                drawn[near].1 += 1;
            }
        }
        let before = pieces.len();
        for (from, (towards, number)) in drawn.into_iter().enumerate() {
            if number > 0 {
                let stray = Vec3::new(random.normal(), random.normal(), random.normal()) * 0.12;
                let way = (towards / number as f32 + stray + Vec3::Y * 0.10).normalize_or(Vec3::Y);
                pieces.push(Piece { at: pieces[from].at + way * habit.step_m, from, area: 0.0 });
            }
        }
        let reached = habit.step_m * 1.7;
        let fresh = &pieces[before..];
        buds.retain(|bud| fresh.iter().all(|piece| piece.at.distance_squared(*bud) > reached * reached));
        if buds.is_empty() || before == pieces.len() {
            break;
        }
    }
    for i in (1..pieces.len()).rev() {
        let own = pieces[i].area.max(1.0);
        pieces[i].area = own;
        let from = pieces[i].from;
        pieces[from].area += own;
    }
    pieces
}

/// Adds a tree to `wood` and `leaves`; `stand` turns and sizes it, then it stands at `foot`.
pub(crate) fn broad(
    habit: &Habit,
    seed: u64,
    (foot, stand): (Vec3, Mat3),
    wood: &mut Heap,
    leaves: &mut Heap,
) {
    let mut random = Random::new(seed, 211);
    let pieces = grow(habit, &mut random);
    let radius = |i: usize| 0.021 * pieces[i].area.powf(0.44) * habit.step_m / 0.4;
    let place = |at: Vec3| foot + stand * at;
    let bark = Stuff { albedo: habit.bark, grain: 0.8, gloss: 0.0 };
    // Follow each limb along its thickest continuation; the others begin limbs of their own.
    let mut heir = vec![0; pieces.len()];
    for i in 1..pieces.len() {
        let from = pieces[i].from;
        if heir[from] == 0 || pieces[i].area > pieces[heir[from]].area {
            heir[from] = i;
        }
    }
    for start in 0..pieces.len() {
        let first = pieces[start].from;
        if start > 0 && heir[first] == start || heir[start] == 0 && start == 0 {
            continue;
        }
        let mut limb = vec![first];
        let mut at = start;
        while at != 0 || start == 0 {
            limb.push(at);
            at = heir[at];
            if at == 0 {
                break;
            }
        }
        if radius(start) < 0.019 || limb.len() < 3 {
            continue;
        }
        let path: Vec<Vec3> = limb.iter().map(|i| place(pieces[*i].at)).collect();
        let mut radii: Vec<f32> = limb.iter().map(|i| radius(*i).min(radius(start))).collect();
        if start == 0 {
            // Roots spread where the trunk meets the ground.
            radii.iter_mut().zip([1.55, 1.5, 1.12]).for_each(|(radius, more)| *radius *= more);
        }
        let sides = if radii[1] > 0.12 {
            12
        } else if radii[1] > 0.05 {
            6
        } else {
            4
        };
        wood.tube(&path, &radii, sides, bark, 0.16, |at, _| 0.45 + 0.4 * ((at.y - foot.y) / 1.5).min(1.0));
    }
    let middle = Vec3::Y * (habit.trunk_m + habit.crown_m.y * 0.75);
    for i in 1..pieces.len() {
        if pieces[i].area > 9.0 || pieces[i].at.y < habit.trunk_m * 0.8 {
            continue;
        }
        let along = (pieces[i].at - pieces[pieces[i].from].at).normalize_or(Vec3::Y);
        for _ in 0..habit.leaves {
            let off = Vec3::new(random.normal(), random.normal() * 0.7, random.normal());
            let at = pieces[i].at + off * (habit.step_m * 0.62);
            let out = (at - middle) / habit.crown_m;
            // Deep in the crown and below it little sky is seen.
            let open = (0.20 + 0.80 * out.length().min(1.0).powi(3)) * (0.78 + 0.22 * out.y.clamp(-1.0, 1.0));
            let tip = (along * 0.5 + off.normalize_or(Vec3::X) + Vec3::NEG_Y * 0.35).normalize_or(Vec3::X);
            let facing = (out * 1.3 + Vec3::Y * 0.5 + off * 0.35).normalize_or(Vec3::Y);
            let tint =
                habit.leaf * random.between(0.74, 1.26) * Vec3::new(random.between(0.86, 1.2), 1.0, 1.0);
            let size = habit.leaf_m * random.between(0.7, 1.25);
            leaf(leaves, place(at), stand * tip * size, stand * facing, tint, (open, random.unit()));
        }
    }
}

/// One leaf, or a spray of them: two triangles folded along the middle. Its normal is that of the crown around it.
fn leaf(heap: &mut Heap, at: Vec3, tip: Vec3, facing: Vec3, tint: Vec3, (open, phase): (f32, f32)) {
    let across = tip.cross(facing).normalize_or(Vec3::X) * tip.length() * 0.42;
    let fold = facing * tip.length() * 0.12;
    let start = (heap.vertices.len() / HEAP_FLOATS) as u32;
    for (place, way) in [
        (at, 0.0),
        (at + tip * 0.45 + across - fold, 0.55),
        (at + tip, 0.15),
        (at + tip * 0.45 - across - fold, -0.55),
    ] {
        let normal = (facing + across.normalize_or_zero() * way).normalize_or(Vec3::Y);
        heap.vertices.extend_from_slice(&place.to_array());
        heap.vertices.extend_from_slice(&normal.to_array());
        heap.vertices.extend_from_slice(&tint.to_array());
        heap.vertices.extend_from_slice(&[(at - place).length() + 0.6, phase, open, 1.0, 0.0]);
    }
    heap.indices.extend_from_slice(&[start, start + 1, start + 2, start, start + 2, start + 3]);
}

/// Adds a spruce: `detail` 0 (far) to 1 (near) sets how many whorls and twigs it has.
pub(crate) fn spruce(
    heap: &mut Heap,
    wood: Option<&mut Heap>,
    foot: Vec3,
    height_m: f32,
    detail: f32,
    seed: u64,
) {
    let mut random = Random::new(seed, 223);
    if let Some(wood) = wood {
        let bark = Stuff { albedo: Vec3::new(0.115, 0.085, 0.065), grain: 0.8, gloss: 0.0 };
        let lean = Vec3::new(random.normal(), 0.0, random.normal()) * 0.006 * height_m;
        let path = [0.0, 0.12, 0.5, 1.0].map(|t: f32| foot + Vec3::Y * (height_m * t - 0.2) + lean * t * t);
        let radii = [0.026, 0.019, 0.011, 0.002].map(|r: f32| r * height_m);
        wood.tube(&path, &radii, 7, bark, 0.12, |_, _| 0.45);
    }
    let whorls = (8.0 + 24.0 * detail) as u32;
    let (wide, slim) = (random.between(0.17, 0.235), random.between(0.72, 1.0));
    let tint = Vec3::new(0.050, 0.073, 0.036) * random.between(0.8, 1.25);
    for whorl in 0..whorls {
        let t = whorl as f32 / whorls as f32;
        let y = height_m * (0.055 + 0.93 * t.powf(0.92));
        let length = (height_m * wide * (1.0 - t).powf(slim) + 0.16) * random.between(0.86, 1.12);
        let boughs = (4.0 + (2.0 + 3.5 * detail) * (1.0 - t)) as u32;
        let turn = random.between(0.0, TAU);
        for bough in 0..boughs {
            let a = turn + (bough as f32 + random.between(-0.3, 0.3)) / boughs as f32 * TAU;
            let out = Vec3::new(a.cos(), 0.0, a.sin());
            let reach = length * random.between(0.70, 1.16);
            // Boughs of a spruce hang and lift their tips; the youngest ones stand.
            let y = y + height_m * 0.85 / whorls as f32 * random.between(-0.6, 0.6);
            let rise = -0.20 + 0.85 * t * t + random.between(-0.12, 0.12);
            let spine = |u: f32| {
                foot + Vec3::Y * (y + reach * (rise * u - 0.42 * (1.0 - 0.8 * t) * u * u + 0.25 * u * u * u))
                    + out * (reach * u)
            };
            let bright = tint * random.between(0.72, 1.28);
            let twigs = (2.0 + 9.0 * detail * (0.4 + 0.6 * (1.0 - t))) as u32;
            for twig in 0..=twigs {
                let u = twig as f32 / twigs as f32;
                let at = spine(0.10 + 0.80 * u);
                let ahead = (spine(u * 0.9 + 0.12) - spine(u * 0.9)).normalize_or(out);
                let across = Vec3::new(-out.z, 0.0, out.x);
                let long = reach * (0.20 + 0.40 * (1.0 - detail)) * (1.25 - 0.6 * u) + 0.12;
                let open = (0.26 + 0.74 * (0.15 + 0.85 * u).powf(0.8)) * (0.72 + 0.28 * t);
                let fresh = bright * (Vec3::ONE + Vec3::new(0.55, 0.42, 0.10) * (u * u));
                let sides: &[f32] = if twig == twigs { &[0.0] } else { &[-1.0, 1.0] };
                for side in sides {
                    let way = ahead * (0.62 + 0.4 * (1.0 - side.abs())) + across * (0.80 * side)
                        - Vec3::Y * (0.24 + 0.10 * random.normal());
                    let facing =
                        (out * 0.75 + Vec3::Y * (0.62 + 0.5 * t) + across * (0.3 * side)).normalize();
                    let tip = way.normalize_or(out) * long * random.between(0.8, 1.2);
                    leaf(heap, at, tip, facing, fresh, (open, u));
                }
            }
        }
    }
}

/// Adds a spruce as it is seen from far: layers of drooping fans.
pub(crate) fn fir(heap: &mut Heap, foot: Vec3, height_m: f32, layers: u32, seed: u64) {
    let mut random = Random::new(seed, 227);
    let tint = Vec3::new(0.056, 0.076, 0.036) * random.between(0.75, 1.3);
    let (wide, turn) = (random.between(0.15, 0.21), random.between(0.0, TAU));
    for layer in 0..layers {
        let t = layer as f32 / layers as f32;
        let boughs = 6 - (t * 2.5) as u32;
        for bough in 0..boughs {
            let a = turn
                + (bough as f32 + 0.5 * (layer % 2) as f32 + random.between(-0.2, 0.2)) / boughs as f32 * TAU;
            let out = Vec3::new(a.cos(), 0.0, a.sin());
            let reach = height_m * wide * (1.0 - t * 0.93) * random.between(0.8, 1.25);
            let lift = random.between(-0.7, 0.7) / layers as f32;
            let at = foot + Vec3::Y * (height_m * (0.13 + 0.87 * (t + lift + 1.0 / layers as f32)));
            let tip = out * reach - Vec3::Y * (height_m * (0.72 / layers as f32));
            let facing = (out + Vec3::Y * 0.7).normalize();
            leaf(heap, at, tip * 1.2, facing, tint * random.between(0.8, 1.2), (0.5 + 0.4 * t, t));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HABIT: Habit = Habit {
        trunk_m: 2.0,
        crown_m: Vec3::new(3.0, 2.6, 3.0),
        buds: 260,
        step_m: 0.4,
        leaves: 3,
        leaf_m: 0.2,
        leaf: Vec3::splat(0.1),
        bark: Vec3::splat(0.1),
    };

    #[test]
    fn a_tree_is_one_and_tapers_from_root_to_twig() {
        let pieces = grow(&HABIT, &mut Random::new(3, 1));
        assert!(pieces.len() > 150, "{}", pieces.len());
        for (i, piece) in pieces.iter().enumerate().skip(1) {
            assert!(piece.from < i, "a piece grows from an earlier one");
            assert!(pieces[piece.from].area >= piece.area - 1e-3);
            assert!(piece.at.distance(pieces[piece.from].at) < HABIT.step_m * 1.2);
        }
        let widest = pieces.iter().map(|p| p.at.x.hypot(p.at.z)).fold(0.0, f32::max);
        assert!((2.0..4.5).contains(&widest), "the crown fills its form: {widest} m");
    }

    #[test]
    fn another_seed_grows_another_tree_and_the_same_seed_the_same() {
        let tree = |seed| {
            let (mut wood, mut leaves) = (Heap::default(), Heap::default());
            broad(&HABIT, seed, (Vec3::ZERO, Mat3::IDENTITY), &mut wood, &mut leaves);
            assert!(!wood.indices.is_empty() && leaves.indices.len() > 1_000);
            let count = (leaves.vertices.len() / HEAP_FLOATS) as u32;
            assert!(leaves.indices.iter().all(|i| *i < count));
            leaves.vertices
        };
        assert!(tree(4) == tree(4) && tree(4) != tree(5));
    }

    #[test]
    fn a_spruce_is_a_cone_of_its_height() {
        let mut heap = Heap::default();
        spruce(&mut heap, None, Vec3::ZERO, 14.0, 1.0, 9);
        let at = |low: f32, high: f32| {
            heap.vertices
                .chunks(HEAP_FLOATS)
                .filter(|v| (low..high).contains(&v[1]))
                .map(|v| v[0].hypot(v[2]))
                .fold(0.0, f32::max)
        };
        let (low, high) = (at(1.0, 4.0), at(11.0, 13.0));
        assert!(low > 2.5 && high < 0.55 * low, "{low} m wide below, {high} m above");
        let top = heap.vertices.chunks(HEAP_FLOATS).map(|v| v[1]).fold(0.0, f32::max);
        assert!((13.0..15.5).contains(&top), "{top}");
    }
}
