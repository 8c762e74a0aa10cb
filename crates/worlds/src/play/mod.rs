//! The things of exercises, in any world's light: bubbles, rings, blooms and a guiding light, bowls on their bench, a butterfly.
//!
//! Where they are and how they glow comes with the frame (`session::things`); here they are only drawn.

mod shapes;

use catalogue::{Look, THINGS_MAX, Thing};
use glam::{Vec3, Vec4};

use crate::gpu::{self, Blend, Draft, Mesh, Program, Value};
use crate::noise::smoothstep;
use crate::scene::Props;
use crate::{Counts, EyeView, Frame, Light, StageError, tone};

/// From which exposure on, in stops, the eye looks by the moon alone.
const NIGHT_STOPS: (f32, f32) = (2.4, 4.0);

/// The most triangles that things may cost.
#[cfg(test)]
const TRIANGLES_MOST: u64 = 12_000;

/// Draws the things of a frame.
pub(crate) struct Play {
    soft: Program,
    solid: Program,
    squares: Mesh,
    bowls: Mesh,
    bench: Mesh,
    butterfly: Mesh,
    bytes: u64,
}

/// How the things of a frame stand, as the shaders read it.
struct Moment {
    /// Middle in the world and radius.
    things: [Vec4; THINGS_MAX],
    /// Number of the look (0: nothing), how far it is there, how warm, seconds since touched.
    looks: [Vec4; THINGS_MAX],
    /// The butterfly's side, back and way ahead; stroke of its wings in the first.
    flight: [Vec4; 3],
}

impl Play {
    /// Compiles two programs and makes a few small meshes.
    pub fn new(gl: &glow::Context) -> Result<Play, StageError> {
        let defines = tone::defines();
        let draft = |name, vertex, fragment| {
            Draft::begin(gl, name, &[vertex], &[&defines, shader!("tone.glsl"), fragment])
        };
        let soft = draft("soft", shader!("soft.vert.glsl"), shader!("soft.frag.glsl"))?;
        let solid = draft("prop", shader!("prop.vert.glsl"), shader!("prop.frag.glsl"))?;
        let squares = shapes::squares(gl)?;
        let [bowls, bench, butterfly] = [shapes::bowls(gl)?, shapes::bench(gl)?, shapes::butterfly(gl)?];
        let bytes = [&squares, &bowls, &bench, &butterfly].iter().map(|mesh| mesh.bytes).sum();
        let (soft, solid) = (soft.finish(gl)?, solid.finish(gl)?);
        Ok(Play { soft, solid, squares, bowls, bench, butterfly, bytes })
    }
}

impl Props for Play {
    fn bytes(&self) -> u64 {
        self.bytes
    }

    fn draw(&self, gl: &glow::Context, frame: &Frame, light: &Light, views: &[EyeView]) -> Counts {
        let mut counts = Counts::default();
        let has = |looks: &[Look]| frame.things.iter().any(|thing| looks.contains(&thing.look));
        if !frame.things.iter().any(there) {
            return counts;
        }
        let moment = Moment::at(frame);
        for view in views {
            counts = Counts::default();
            let eye = view.world_from_view.w_axis.truncate();
            let common = [
                ("view_projection", Value::M4(view.projection * view.world_from_view.inverse())),
                ("eye", Value::V3(eye)),
                ("things", Value::V4s(&moment.things)),
                ("looks", Value::V4s(&moment.looks)),
                ("flight", Value::V4s(&moment.flight)),
                ("sun_dir", Value::V3(light.direction)),
                ("key_light", Value::V3(light.direct)),
                ("ambient", Value::V3(light.ambient)),
                ("tone_stop", Value::F(tone::stop(light.exposure))),
                // What glows by itself is as bright to the eye at noon as at night.
                ("glow", Value::F(1.0 / light.exposure.max(1e-6))),
                (
                    "night",
                    Value::F(smoothstep(NIGHT_STOPS.0, NIGHT_STOPS.1, light.exposure.max(1e-6).log2())),
                ),
            ];
            let mut put = |program: &Program, blend: Blend, meshes: &[&Mesh]| {
                gpu::begin_surface(gl, blend, view.viewport);
                program.apply(gl, &common);
                for mesh in meshes {
                    mesh.draw(gl);
                    counts.draws += 1;
                    counts.triangles += mesh.triangles();
                }
            };
            if has(&[Look::Bowl]) {
                put(&self.solid, Blend::Cut, &[&self.bench, &self.bowls]);
            }
            if has(&[Look::Butterfly]) {
                put(&self.solid, Blend::Cut, &[&self.butterfly]);
            }
            if has(&[Look::Bubble, Look::Ring, Look::Bloom, Look::Orb]) {
                put(&self.soft, Blend::Glass, &[&self.squares]);
            }
        }
        gpu::end_surfaces(gl);
        counts
    }

    fn destroy(self: Box<Self>, gl: &glow::Context) {
        [self.soft, self.solid].into_iter().for_each(|program| program.destroy(gl));
        [self.squares, self.bowls, self.bench, self.butterfly].into_iter().for_each(|mesh| mesh.destroy(gl));
    }
}

fn there(thing: &Thing) -> bool {
    thing.look != Look::Absent && thing.shown > 0.0
}

impl Moment {
    fn at(frame: &Frame) -> Moment {
        let ears = Vec3::Y * sound::EARS_M;
        let things = frame.things.map(|thing| (Vec3::from(thing.at_m) + ears).extend(thing.radius_m));
        let looks = frame.things.map(|thing| {
            let number = match thing.look {
                Look::Absent => 0.0,
                Look::Bubble => 1.0,
                Look::Ring => 2.0,
                Look::Bloom => 3.0,
                Look::Orb => 4.0,
                Look::Bowl => 5.0,
                Look::Butterfly => 6.0,
            };
            let number = if there(&thing) { number } else { 0.0 };
            Vec4::new(number, thing.shown, thing.warm, thing.touched_s)
        });
        let butterfly = frame.things.iter().find(|thing| thing.look == Look::Butterfly);
        let flight = butterfly.map_or([Vec4::ZERO; 3], |thing| flight(thing, frame.world_time));
        Moment { things, looks, flight }
    }
}

/// How a butterfly is held: ahead along its way and a little upwards, its back turned half to who looks, so that its
/// wings are seen; it beats them slowly, with a glide now and then.
fn flight(thing: &Thing, time_s: f64) -> [Vec4; 3] {
    let to_eye = -Vec3::from(thing.at_m).normalize_or(Vec3::NEG_Z);
    let level = Vec3::new(thing.heading_rad.sin(), 0.0, -thing.heading_rad.cos());
    let ahead = (level + Vec3::Y * 0.55).normalize_or(Vec3::NEG_Z);
    let back = to_eye * 0.8 + Vec3::Y * 0.6;
    let back = (back - ahead * back.dot(ahead)).normalize_or(Vec3::Y);
    let side = ahead.cross(back);
    let wave =
        |per_s: f64, begins: f64| ((time_s * per_s + begins).fract() * std::f64::consts::TAU).sin() as f32;
    let gliding = (0.5 + 0.5 * wave(0.13, 0.2)).powi(3);
    let stroke = 0.30 + 0.62 * wave(1.35, 0.0) * (1.0 - 0.75 * gliding);
    [side.extend(stroke), back.extend(0.0), ahead.extend(0.0)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use glam::Mat3;

    fn butterfly(heading_rad: f32) -> Thing {
        Thing {
            look: Look::Butterfly,
            at_m: [0.5, -0.1, -2.0],
            radius_m: 0.1,
            shown: 1.0,
            heading_rad,
            ..Thing::default()
        }
    }

    #[test]
    fn a_butterfly_shows_its_wings_whichever_way_it_crosses_and_at_any_time() {
        for (heading, time_s) in [(1.1, 0.0), (-1.1, 3.3), (0.0, 1_800.0), (-0.7, 7_200.0)] {
            let [side, back, ahead] = flight(&butterfly(heading), time_s).map(Vec4::truncate);
            let turn = Mat3::from_cols(side, back, -ahead);
            assert!((turn.determinant() - 1.0).abs() < 1e-4, "{heading}: no mirror image");
            assert!(back.dot(-Vec3::new(0.5, -0.1, -2.0).normalize()) > 0.3, "{heading}: its wings are seen");
        }
    }

    #[test]
    fn its_wings_beat_slowly_and_never_through_each_other() {
        let strokes: Vec<f32> =
            (0..3_000).map(|n| flight(&butterfly(1.0), f64::from(n) * 0.02)[0].w).collect();
        assert!(strokes.iter().all(|stroke| stroke.abs() < 1.2));
        // At most 1.5 strokes a second: nothing flickers (safety rule 7).
        let ups = strokes.windows(2).filter(|two| two[0] < 0.3 && two[1] >= 0.3).count();
        assert!(ups <= 90, "{ups} strokes in a minute");
    }

    #[test]
    fn all_meshes_together_stay_small() {
        let triangles = shapes::triangles();
        assert!(triangles > 500 && triangles <= TRIANGLES_MOST, "{triangles}");
    }
}
