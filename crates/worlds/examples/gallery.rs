//! Draws a world to pictures without a window: directions × times of day × calm × breath × eyes.
//!
//! `gallery FOLDER [world=sunset-beach] [yaw=0,90] [pitch=0] [minutes=1200] [time=20] [calm=0.3] [breath=none] [size=640x360]
//! [quality=full|reduced|lowest] [eye=1.2] [fov=70] [stereo] [seed=7] [x=0] [garden=0] [exercise=none] [touched=] [plain]`
//!
//! `exercise=bubbles touched=0.1,2` shows an exercise that began at 0 s, its first things touched so many seconds ago.
//! `garden` is how much of the garden around the client has opened, 0 to 1; `plain` leaves the clouds out: seconds instead of minutes on a machine without a GPU.

#[cfg(not(target_arch = "wasm32"))]
#[path = "../tests/sight/mod.rs"]
mod sight;

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    use worlds::{Frame, Quality};
    let mut arguments = std::env::args().skip(1);
    let folder = std::path::PathBuf::from(arguments.next().ok_or("usage: gallery FOLDER [name=values …]")?);
    std::fs::create_dir_all(&folder)?;
    let given: Vec<String> = arguments.collect();
    let text = |name: &str, otherwise: &str| {
        let start = format!("{name}=");
        given.iter().find_map(|g| g.strip_prefix(&start)).unwrap_or(otherwise).to_owned()
    };
    let numbers = |name: &str, otherwise: &str| {
        text(name, otherwise).split(',').map(str::parse::<f64>).collect::<Result<Vec<_>, _>>()
    };
    let quality = match text("quality", "full").as_str() {
        "lowest" => Quality::Lowest,
        "reduced" => Quality::Reduced,
        _ => Quality::Full,
    };
    let size: Vec<i32> = text("size", "640x360").split('x').map(str::parse).collect::<Result<_, _>>()?;
    let (width, height) = (size[0], *size.get(1).unwrap_or(&size[0]));
    let eye = numbers("eye", "1.2")?[0] as f32;
    let across = numbers("x", "0")?[0] as f32;
    let fov = numbers("fov", "70")?[0] as f32;
    let seed = text("seed", "7").parse::<u64>()?;
    let breath = text("breath", "none").parse::<f32>().ok();
    let garden = text("garden", "0").parse::<f32>()?;
    let exercise = match text("exercise", "").as_str() {
        "" => None,
        slug => Some(catalogue::Exercise::from_slug(slug).ok_or("no such exercise")?),
    };
    let touched = numbers("touched", "").unwrap_or_default();
    let stereo = given.iter().any(|g| g == "stereo");
    let room =
        offscreen::Room::open(if stereo { width * 2 } else { width }, height, 4).ok_or(offscreen::NO_ROOM)?;
    let began = std::time::Instant::now();
    let world = catalogue::World::from_slug(&text("world", "sunset-beach")).ok_or("no such world")?;
    let mut stage = sight::stage(&room, world, seed, quality)?;
    println!("{}: built in {:.1} s", room.renderer(), began.elapsed().as_secs_f64());
    for minutes in numbers("minutes", &world.opening_minutes().to_string())? {
        for calm in numbers("calm", "0.3")? {
            for time in numbers("time", "20")? {
                let things = exercise
                    .map(|exercise| sight::things(exercise, seed, time, &touched))
                    .unwrap_or_default();
                let frame = Frame {
                    world_time: time,
                    minutes: minutes as f32,
                    calm: calm as f32,
                    breath,
                    garden,
                    things,
                };
                let began = std::time::Instant::now();
                let slices = if given.iter().any(|g| g == "plain") {
                    stage.prepare(&room.gl, &frame);
                    1
                } else {
                    sight::catch_up(&room, &mut stage, &frame)
                };
                let baked = began.elapsed().as_secs_f64();
                for pitch in numbers("pitch", "0")? {
                    for yaw in numbers("yaw", "0")? {
                        let head = sight::head(across, eye, yaw as f32, pitch as f32);
                        let views = sight::views(head, fov, [width, height], stereo);
                        let began = std::time::Instant::now();
                        let pixels = sight::draw(&room, &mut stage, &frame, &views);
                        let name = format!("m{minutes:04}-c{calm}-t{time}-y{yaw:03}-p{pitch}.png");
                        offscreen::save(&pixels, room.size()[0], &folder.join(&name))?;
                        println!(
                            "{name}: sky {slices} slices {baked:.1} s, drawn {:.2} s, {:?}, error {}",
                            began.elapsed().as_secs_f64(),
                            stage.counts(),
                            room.error()
                        );
                    }
                }
            }
        }
    }
    stage.destroy(&room.gl);
    Ok(())
}
