//! Trees: broad crowns by space colonisation (Runions et al. 2007), and whole trees as cards.

use glam::{Mat3, Vec3};

use super::foliage::{self, Cell, SPRAYS};
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
    /// Sprays of leaves on each twig, and their length in metres.
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
            let at = pieces[i].at + off * (habit.step_m * 0.5);
            let out = (at - middle) / habit.crown_m;
            // Deep in the crown and below it little sky is seen.
            let open = (0.38 + 0.62 * out.length().min(1.0).powi(3)) * (0.74 + 0.26 * out.y.clamp(-1.0, 1.0));
            let tip = (along * 0.5 + off.normalize_or(Vec3::X) + Vec3::NEG_Y * 0.25).normalize_or(Vec3::X);
            let facing = (out * 1.3 + Vec3::Y * 0.5 + off * 0.35).normalize_or(Vec3::Y);
            let tint =
                habit.leaf * random.between(0.74, 1.26) * Vec3::new(random.between(0.86, 1.2), 1.0, 1.0);
            let size = habit.leaf_m * random.between(0.7, 1.25);
            let at = place(at);
            // The client never leaves their seat: a spray lies along its twig as far as it can be seen there, its face
            // towards them, so that none shows its edge.
            let view = -(stand.transpose() * at).normalize_or(Vec3::Z);
            let tip = (tip - view * (0.75 * tip.dot(view))).normalize_or(Vec3::X);
            let across = tip.cross(view * 1.2 + off * 0.45).normalize_or(Vec3::X) * size;
            let at = at - stand * tip * (size * 0.35);
            let [tip, across] = [tip * size, across * 0.5].map(|way| stand * way);
            let look = Look { cell: SPRAYS[i % 2], tint, sway: size, phase: random.unit() };
            let rows = [(at, across), (at + tip, across)];
            let normal = stand * facing;
            strip(leaves, &rows, &look, &|_, side| (normal + across * (side / size * 0.6), open));
        }
    }
}

/// How a card of foliage looks and moves.
pub(crate) struct Look {
    pub cell: Cell,
    pub tint: Vec3,
    /// How far its end moves in the wind, in metres of the shader's own measure; and when.
    pub sway: f32,
    pub phase: f32,
}

/// A strip of foliage through `rows` (middle, and half its width across), from the cell's foot to its top; `lit` gives
/// the normal and the share of open sky by share of its length and side.
pub(crate) fn strip(
    heap: &mut Heap,
    rows: &[(Vec3, Vec3)],
    look: &Look,
    lit: &dyn Fn(f32, f32) -> (Vec3, f32),
) {
    let start = (heap.vertices.len() / HEAP_FLOATS) as u32;
    let last = rows.len() - 1;
    for (i, (middle, half)) in rows.iter().enumerate() {
        let t = i as f32 / last as f32;
        for side in [-1.0, 1.0] {
            let (normal, open) = lit(t, side);
            vertex(heap, *middle + *half * side, normal, look, look.cell.at(0.5 + 0.5 * side, t), (open, t));
        }
        if i < last {
            let a = start + 2 * i as u32;
            heap.indices.extend_from_slice(&[a, a + 1, a + 2, a + 1, a + 3, a + 2]);
        }
    }
}

/// One corner of a card: as a [`Heap`] has it, with a place in the foliage's picture instead of in the grain.
fn vertex(heap: &mut Heap, at: Vec3, normal: Vec3, look: &Look, uv: [f32; 2], (open, t): (f32, f32)) {
    heap.vertices.extend_from_slice(&at.to_array());
    heap.vertices.extend_from_slice(&normal.normalize_or(Vec3::Y).to_array());
    heap.vertices.extend_from_slice(&look.tint.to_array());
    heap.vertices.extend_from_slice(&[uv[0], uv[1], open, look.sway * t, look.phase]);
}

/// A tree or a bush as a card: from twenty-five metres on nobody sees past it, as the client stays where they sit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Card {
    /// Where it stands, and how high its picture is, in metres.
    pub foot: Vec3,
    pub height_m: f32,
    /// One of [`foliage::TREES`], and whether it is seen in a mirror.
    pub kind: usize,
    pub mirrored: bool,
    pub tint: Vec3,
    /// How much sky its foot sees, 0 to 1.
    pub open: f32,
}

/// Adds a card that faces the client; or, to cast a shadow, two that stand across each other.
pub(crate) fn card(heap: &mut Heap, card: &Card, crossed: bool) {
    let Card { foot, height_m, kind, mirrored, tint, open } = *card;
    let towards = Vec3::new(-foot.x, 0.0, -foot.z).normalize_or(Vec3::Z);
    let turned = Vec3::new(towards.z, 0.0, -towards.x);
    let phase = if mirrored { -1.0 } else { 1.0 };
    let look = Look { cell: foliage::tree(kind), tint, sway: 1.0, phase };
    for (towards, right) in [(towards, turned), (turned, towards)].into_iter().take(1 + crossed as usize) {
        let half = right * (height_m * 0.25);
        let start = (heap.vertices.len() / HEAP_FLOATS) as u32;
        for (t, open) in [(0.0, open), (1.0, 1.0)] {
            for side in [-1.0, 1.0] {
                let at = foot + Vec3::Y * (height_m * t) + half * side;
                let uv = look.cell.at(0.5 + 0.5 * side * phase, t);
                vertex(heap, at, towards, &look, uv, (open, t));
            }
        }
        heap.indices.extend_from_slice(&[start, start + 1, start + 2, start + 1, start + 3, start + 2]);
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
            assert!(!wood.indices.is_empty() && leaves.indices.len() > 1_000, "{}", leaves.indices.len());
            let count = (leaves.vertices.len() / HEAP_FLOATS) as u32;
            assert!(leaves.indices.iter().all(|i| *i < count));
            leaves.vertices
        };
        assert!(tree(4) == tree(4) && tree(4) != tree(5));
    }

    #[test]
    fn a_card_faces_the_client_and_stands_on_its_foot() {
        let mut heap = Heap::default();
        let foot = Vec3::new(40.0, 2.0, -30.0);
        let spruce = Card { foot, height_m: 16.0, kind: 3, mirrored: true, tint: Vec3::ONE, open: 0.5 };
        card(&mut heap, &spruce, false);
        assert_eq!(heap.indices.len(), 6);
        for v in heap.vertices.chunks(HEAP_FLOATS) {
            let off = Vec3::new(v[0], v[1], v[2]) - foot;
            assert!(off.dot(foot.with_y(0.0)).abs() < 0.01 && (-0.01..16.01).contains(&off.y), "{off}");
        }
        card(&mut heap, &spruce, true);
        assert_eq!(heap.indices.len(), 18, "a shadow needs two");
    }
}
