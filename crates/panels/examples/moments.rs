//! Every moment of a session as a picture in both languages: `cargo run -p panels --example moments -- FOLDER [PART]`.

#[path = "../tests/moments/mod.rs"]
mod moments;

use glam::{Mat4, Vec3, camera::rh::proj::opengl::perspective};
use offscreen::Room;
use panels::{Eye, Gaze, Light, Painter, Panels, Sight};
use std::path::PathBuf;

const WIDTH: i32 = 1200;
const HEIGHT: i32 = 1000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| "target/panels".to_owned()));
    let part = arguments.next().unwrap_or_default();
    std::fs::create_dir_all(&folder)?;
    let room = Room::open(WIDTH, HEIGHT, 1).ok_or(offscreen::NO_ROOM)?;
    let panels = Panels::new()?;
    for (language, spoken) in
        [(session::Language::Nl, texts::Language::Nl), (session::Language::En, texts::Language::En)]
    {
        let texts = texts::Texts::new(spoken);
        for moment in moments::all(language) {
            let file = format!("{}-{}.png", moment.name, spoken.tag());
            if !file.contains(&part) {
                continue;
            }
            let night = moment.name.contains("settings") || moment.name.contains("steered");
            let scene = panels.lay_out(&moment.state, moment.at, &texts, &moment.extras);
            let mut painter = Painter::new(&room.gl)?;
            // The gaze rests on the first choice, three fifths of the way.
            let on =
                scene.panels.iter().rev().flat_map(|panel| &panel.targets).next().map(|target| target.id);
            let towards = Vec3::new(0.0, -0.26, -0.97);
            let gaze = Gaze { from: Vec3::ZERO, towards };
            let light = Light { colour: [1.0, 0.8, 0.6], brightness: if night { 0.1 } else { 0.7 } };
            let lit = on.map(|id| (id, 0.6));
            let sight = Sight { lit, dot: None, head: gaze, gaze, light, quiet_floor: 0.6 };
            for _ in 0..40 {
                painter.update(&room.gl, &scene, &sight, 0.05);
            }
            room.clear(if night { [0.05, 0.06, 0.11] } else { [0.62, 0.52, 0.47] });
            let projection = perspective(52.0_f32.to_radians(), WIDTH as f32 / HEIGHT as f32, 0.05, 100.0);
            let view = Mat4::from_rotation_x(0.26);
            let eye = Eye { clip_from_seat: projection * view, viewport: [0, 0, WIDTH, HEIGHT] };
            painter.draw(&room.gl, &[eye]);
            offscreen::save(&room.picture(), WIDTH, &folder.join(&file))?;
            println!("{file}");
        }
    }
    Ok(())
}
