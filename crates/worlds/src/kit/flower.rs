//! The one small mesh that all flowers on stalks share; `shaders/flower.vert.glsl` gives each its height, cup and colours.

/// A stalk, petals and a domed heart: radius or side, turn or share of the stalk, height, kind.
pub(crate) fn flower(petals: u32) -> (Vec<f32>, Vec<u32>) {
    let (mut vertices, mut indices) = (Vec::new(), Vec::<u32>::new());
    let mut push = |corner: [f32; 4]| {
        vertices.extend(corner);
        (vertices.len() / 4) as u32 - 1
    };
    let stalk = [[-1.0, 0.0], [1.0, 0.0], [-1.0, 0.5], [1.0, 0.5], [-0.8, 1.0], [0.8, 1.0]]
        .map(|[side, t]| push([side, t, 0.0, 0.0]));
    for k in 0..2 {
        let [a, b, c, d] = [0, 1, 2, 3].map(|i: usize| stalk[k * 2 + i]);
        indices.extend_from_slice(&[a, b, c, b, d, c]);
    }
    let turn = std::f32::consts::TAU / petals as f32;
    let near = petals > 6;
    for petal in 0..petals {
        let (a, half) = (petal as f32 * turn, 0.47 * turn);
        let corners = [
            push([0.12, a, 0.0, 1.0]),
            push([0.86, a - half, 0.0, 1.0]),
            push([1.0, a, 0.0, 1.0]),
            push([0.86, a + half, 0.0, 1.0]),
        ];
        // Far off a petal is one triangle, and a heart three.
        let [heart, left, tip, right] = corners;
        indices.extend_from_slice(&[heart, left, if near { tip } else { right }]);
        if near {
            indices.extend_from_slice(&[heart, tip, right]);
        }
    }
    let sides = if near { 5 } else { 3 };
    let middle = push([0.0, 0.0, 0.16, 2.0]);
    let rim: Vec<u32> = (0..sides)
        .map(|k| push([0.27, (k as f32 / sides as f32) * std::f32::consts::TAU, 0.02, 2.0]))
        .collect();
    for k in 0..sides {
        indices.extend_from_slice(&[middle, rim[k], rim[(k + 1) % sides]]);
    }
    (vertices, indices)
}
