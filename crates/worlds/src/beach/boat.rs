//! A rowing boat, pulled up the beach and turned over: what shows how large the empty strand is.

use glam::{Quat, Vec2, Vec3};

use super::props::Contact;
use super::shore::ground;
use crate::mesh::{Heap, Stuff};
use crate::noise::{smoothstep, value2};

/// Where its middle lies, which way its bow points (radians from straight ahead), and half its length, in metres.
const AT: Vec2 = Vec2::new(12.0, 0.1);
const WAY: f32 = -2.25;
const HALF_M: f32 = 1.85;

/// Tarred bottom, blue strakes, cream sheer strake, and the wood that shows where paint has gone.
const TAR: Vec3 = Vec3::new(0.070, 0.062, 0.056);
const BLUE: Vec3 = Vec3::new(0.085, 0.160, 0.215);
const CREAM: Vec3 = Vec3::new(0.46, 0.43, 0.36);
const BARE: Vec3 = Vec3::new(0.250, 0.225, 0.195);

/// Half its width and the height of its keel above the sand, by share of its length (−1 stern to 1 bow).
fn section(s: f32) -> (f32, f32) {
    let wide = 0.70 * (1.0 - s.max(0.0).powf(2.3)) * (1.0 - 0.22 * (-s).max(0.0).powi(2));
    (wide.max(0.015), 0.47 + 0.03 * s - 0.20 * s.max(0.0).powi(4) - 0.05 * (-s).max(0.0).powi(2))
}

pub(super) fn build(heap: &mut Heap, contacts: &mut Vec<Contact>) {
    let turn = Quat::from_rotation_y(-WAY) * Quat::from_rotation_z(0.10);
    let foot = Vec3::new(AT.x, ground(AT) - 0.03, AT.y);
    let put = |x: f32, y: f32, s: f32| foot + turn * Vec3::new(x, y, -s * HALF_M);
    // Ten strakes from gunwale to gunwale, each lapped over the next.
    const ACROSS: usize = 30;
    let skin = |s: f32, u: f32| {
        let (wide, keel) = section(s);
        let strake = (u.abs() * 5.0).fract();
        let lap = 0.016 * strake;
        let round = (1.0 - u.abs().powf(2.7)).max(0.0).powf(0.72);
        put(u * wide * (1.0 + lap / wide.max(0.2)), 0.05 * s * s + (keel - 0.05 * s * s) * round + lap, s)
    };
    let rows = 26;
    let share = |i: usize| i as f32 / rows as f32 * 2.0 - 1.0;
    let across = |j: usize| j as f32 / ACROSS as f32 * 2.0 - 1.0;
    let paint = |s: f32, u: f32| {
        let (a, seam) = (u.abs(), (u.abs() * 5.0).fract());
        let worn = value2(s * 5.0 + 60.0, u * 9.0 + 60.0, 1 << 20, 31) * 0.6
            + value2(s * 19.0 + 60.0, u * 23.0 + 60.0, 1 << 20, 33) * 0.4;
        let coat = if a < 0.42 {
            TAR
        } else if a < 0.80 {
            BLUE
        } else {
            CREAM
        };
        let albedo = coat.lerp(BARE, smoothstep(0.56, 0.72, worn)) * (0.84 + 0.32 * worn);
        // A dark line under each lap.
        let albedo = albedo * (1.0 - 0.55 * smoothstep(0.14, 0.0, seam));
        (Stuff { albedo, grain: 0.7, gloss: 0.10 }, 0.42 + 0.58 * (1.0 - a * a))
    };
    let places: Vec<Vec3> = (0..=rows)
        .flat_map(|i| (0..=ACROSS).map(move |j| (i, j)))
        .map(|(i, j)| skin(share(i), across(j)))
        .collect();
    heap.sheet(&places, ACROSS, &|i, j| paint(share(i), across(j)));
    // The transom closes the stern.
    let stern: Vec<Vec3> = [1.0, 0.0]
        .into_iter()
        .flat_map(|up| (0..=ACROSS).map(move |j| (up, j)))
        .map(|(up, j)| {
            let edge = skin(-1.0, across(j));
            edge.with_y(foot.y + (edge.y - foot.y) * up) - turn * Vec3::Z * (0.03 * (1.0 - up))
        })
        .collect();
    heap.sheet(&stern, ACROSS, &|_, j| (Stuff { albedo: BLUE * 1.1, ..paint(-1.0, across(j)).0 }, 0.5));
    // Keel with its skeg, and a rubbing strake along either gunwale.
    let wood = Stuff { albedo: BARE * 0.8, grain: 1.0, gloss: 0.0 };
    let line = |x: f32, from: f32, up: f32| -> Vec<Vec3> {
        (0..=14)
            .map(|i| {
                let s = from + (0.985 - from) * i as f32 / 14.0;
                let (wide, keel) = section(s);
                put(x * (wide + 0.012), if x == 0.0 { keel + up } else { 0.05 * s * s + up }, s)
            })
            .collect()
    };
    heap.tube(&line(0.0, -1.0, 0.022), &[0.032; 15], 6, wood, 0.08, |_, n| 0.6 + 0.4 * n.y.max(0.0));
    for side in [-1.0, 1.0] {
        heap.tube(&line(side, -1.0, 0.035), &[0.026; 15], 6, wood, 0.08, |_, n| 0.4 + 0.4 * n.y.max(0.0));
    }
    // Its painter, and the stake it is tied to.
    let bow = put(0.0, 0.30, 1.0);
    let stake = AT + Vec2::new(WAY.sin(), -WAY.cos()) * 2.7 + Vec2::new(0.1, 0.6);
    let top = Vec3::new(stake.x, ground(stake) + 0.42, stake.y);
    let post = [top - Vec3::Y * 0.75, top - Vec3::Y * 0.3, top + Vec3::Y * 0.06];
    heap.tube(&post, &[0.040, 0.038, 0.034], 7, wood, 0.14, |at, _| {
        0.5 + (at.y - top.y + 0.42).clamp(0.0, 0.4)
    });
    let rope: Vec<Vec3> = (0..=10)
        .map(|i| {
            let t = i as f32 / 10.0;
            let at = bow.lerp(top, t) - Vec3::Y * (1.35 * t * (1.0 - t));
            at.with_y(at.y.max(ground(Vec2::new(at.x, at.z)) + 0.008))
        })
        .collect();
    heap.tube(&rope, &[0.009; 11], 5, Stuff { albedo: BARE, grain: 0.6, gloss: 0.0 }, 0.1, |_, _| 0.7);
    let along = Vec2::new(WAY.sin(), -WAY.cos()) * HALF_M;
    for (side, radius) in [(-0.45, 0.22), (0.0, 0.40), (0.45, 0.22)] {
        let off = Vec2::new(along.y, -along.x) * (side / HALF_M);
        let reach = along * if side == 0.0 { 0.85 } else { 0.6 };
        contacts.push(Contact { a: AT + off - reach, b: AT + off + reach, radius });
    }
    contacts.push(Contact { a: stake, b: stake, radius: 0.05 });
}
