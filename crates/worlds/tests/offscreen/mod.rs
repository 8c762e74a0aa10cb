//! Draws without a window: EGL's surfaceless platform, a framebuffer of our own, pictures to PNG.
#![allow(dead_code, reason = "shared by the gallery and several tests, each of which uses a part")]
#![allow(clippy::expect_used, reason = "test code: a context that gives no texture ends the test")]

use std::path::Path;

use glam::{Mat4, Quat, Vec3};
use glow::HasContext;
use khronos_egl as egl;
use worlds::{Capabilities, EyeView, Frame, Quality, Stage, StageError};

type Egl = egl::DynamicInstance<egl::EGL1_5>;

/// A graphics context with one framebuffer.
pub struct Room {
    pub gl: glow::Context,
    framebuffer: glow::Framebuffer,
    width: i32,
    height: i32,
    egl: Egl,
    display: egl::Display,
    context: egl::Context,
}

/// `EGL_PLATFORM_SURFACELESS_MESA`.
const SURFACELESS: egl::Enum = 0x31DD;

impl Room {
    /// `None` when this machine has no EGL; the caller says so loudly.
    pub fn open(width: i32, height: i32) -> Option<Room> {
        // SAFETY: libEGL's initialisers are safe to run; every call below follows EGL's own order.
        unsafe {
            let library = libloading::Library::new("libEGL.so.1").ok()?;
            let egl = Egl::load_required_from(library).ok()?;
            let display =
                egl.get_platform_display(SURFACELESS, std::ptr::null_mut(), &[egl::ATTRIB_NONE]).ok()?;
            egl.initialize(display).ok()?;
            egl.bind_api(egl::OPENGL_ES_API).ok()?;
            let wanted = [egl::RENDERABLE_TYPE, egl::OPENGL_ES3_BIT, egl::SURFACE_TYPE, 0, egl::NONE];
            let config = egl.choose_first_config(display, &wanted).ok()??;
            let version = [egl::CONTEXT_MAJOR_VERSION, 3, egl::NONE];
            let context = egl.create_context(display, config, None, &version).ok()?;
            egl.make_current(display, None, None, Some(context)).ok()?;
            let gl = glow::Context::from_loader_function(|name| {
                egl.get_proc_address(name).map_or(std::ptr::null(), |p| p as *const _)
            });
            let colour = gl.create_renderbuffer().ok()?;
            gl.bind_renderbuffer(glow::RENDERBUFFER, Some(colour));
            gl.renderbuffer_storage_multisample(glow::RENDERBUFFER, 4, glow::RGBA8, width, height);
            let depth = gl.create_renderbuffer().ok()?;
            gl.bind_renderbuffer(glow::RENDERBUFFER, Some(depth));
            gl.renderbuffer_storage_multisample(
                glow::RENDERBUFFER,
                4,
                glow::DEPTH_COMPONENT24,
                width,
                height,
            );
            let framebuffer = gl.create_framebuffer().ok()?;
            gl.bind_framebuffer(glow::FRAMEBUFFER, Some(framebuffer));
            let place = glow::COLOR_ATTACHMENT0;
            gl.framebuffer_renderbuffer(glow::FRAMEBUFFER, place, glow::RENDERBUFFER, Some(colour));
            let place = glow::DEPTH_ATTACHMENT;
            gl.framebuffer_renderbuffer(glow::FRAMEBUFFER, place, glow::RENDERBUFFER, Some(depth));
            let complete = gl.check_framebuffer_status(glow::FRAMEBUFFER) == glow::FRAMEBUFFER_COMPLETE;
            complete.then_some(Room { gl, framebuffer, width, height, egl, display, context })
        }
    }

    pub fn renderer(&self) -> String {
        // SAFETY: the context is current.
        unsafe { self.gl.get_parameter_string(glow::RENDERER) }
    }

    pub fn stage(&self, seed: u64, quality: Quality) -> Result<Stage, StageError> {
        let caps = Capabilities::detect(&self.gl);
        Stage::new(&self.gl, catalogue::World::SunsetBeach, seed, quality, caps)
    }

    /// Prepares until the picture is that of `frame`; returns how many slices that took.
    pub fn catch_up(&self, stage: &mut Stage, frame: &Frame) -> u32 {
        // A little earlier first: a change of the time of day needs some seconds to fade in.
        let before = Frame { world_time: frame.world_time - 5.0, ..*frame };
        let mut slices = 0;
        for moment in [&before, frame] {
            for _ in 0..4_000 {
                slices += 1;
                let progress = stage.prepare(&self.gl, moment);
                if progress.caught_up || (progress.share >= 1.0 && moment.world_time < frame.world_time) {
                    break;
                }
            }
        }
        slices
    }

    /// The picture of `views`, RGBA, top row first.
    pub fn draw(&self, stage: &mut Stage, frame: &Frame, views: &[EyeView]) -> Vec<u8> {
        let gl = &self.gl;
        // SAFETY: the context is current and `pixels` holds the whole picture.
        unsafe {
            gl.bind_framebuffer(glow::FRAMEBUFFER, Some(self.framebuffer));
            gl.depth_mask(true);
            gl.clear_color(0.0, 0.0, 0.0, 1.0);
            gl.clear(glow::COLOR_BUFFER_BIT | glow::DEPTH_BUFFER_BIT);
            stage.draw(gl, frame, views);
            let (w, h) = (self.width, self.height);
            let (plain, texture) = self.plain();
            gl.bind_framebuffer(glow::READ_FRAMEBUFFER, Some(self.framebuffer));
            gl.bind_framebuffer(glow::DRAW_FRAMEBUFFER, Some(plain));
            gl.blit_framebuffer(0, 0, w, h, 0, 0, w, h, glow::COLOR_BUFFER_BIT, glow::NEAREST);
            gl.bind_framebuffer(glow::FRAMEBUFFER, Some(plain));
            let mut pixels = vec![0u8; (w * h * 4) as usize];
            let into = glow::PixelPackData::Slice(Some(&mut pixels));
            gl.read_pixels(0, 0, w, h, glow::RGBA, glow::UNSIGNED_BYTE, into);
            gl.delete_framebuffer(plain);
            gl.delete_texture(texture);
            pixels.chunks((w * 4) as usize).rev().flatten().copied().collect()
        }
    }

    fn plain(&self) -> (glow::Framebuffer, glow::Texture) {
        let gl = &self.gl;
        // SAFETY: plain object creation on the current context.
        unsafe {
            let texture = gl.create_texture().expect("a texture");
            gl.active_texture(glow::TEXTURE0 + 12);
            gl.bind_texture(glow::TEXTURE_2D, Some(texture));
            gl.tex_storage_2d(glow::TEXTURE_2D, 1, glow::RGBA8, self.width, self.height);
            let plain = gl.create_framebuffer().expect("a framebuffer");
            gl.bind_framebuffer(glow::FRAMEBUFFER, Some(plain));
            let place = glow::COLOR_ATTACHMENT0;
            gl.framebuffer_texture_2d(glow::FRAMEBUFFER, place, glow::TEXTURE_2D, Some(texture), 0);
            (plain, texture)
        }
    }

    /// The context's error flag (0: none).
    pub fn error(&self) -> u32 {
        // SAFETY: the context is current.
        unsafe { self.gl.get_error() }
    }

    pub fn save(&self, pixels: &[u8], path: &Path) -> Result<(), Box<dyn std::error::Error>> {
        let file = std::io::BufWriter::new(std::fs::File::create(path)?);
        let mut encoder = png::Encoder::new(file, self.width as u32, self.height as u32);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_compression(png::Compression::High);
        let rgb: Vec<u8> = pixels.chunks(4).flat_map(|p| [p[0], p[1], p[2]]).collect();
        encoder.write_header()?.write_image_data(&rgb)?;
        Ok(())
    }

    /// Frees the stage and the context.
    pub fn close(self, stage: Stage) {
        stage.destroy(&self.gl);
        let Room { gl, egl, display, context, .. } = self;
        drop(gl);
        let _ = egl.make_current(display, None, None, None);
        let _ = egl.destroy_context(display, context);
    }
}

/// The RGB bytes of a picture.
pub fn load(path: &Path) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut reader = png::Decoder::new(std::io::BufReader::new(std::fs::File::open(path)?)).read_info()?;
    let mut pixels = vec![0; reader.output_buffer_size().ok_or("a picture without a size")?];
    reader.next_frame(&mut pixels)?;
    Ok(pixels)
}

/// A head at `eye` metres above the floor and `across` to the right, turned right by `yaw` and up by `pitch` degrees.
pub fn head(across: f32, eye: f32, yaw: f32, pitch: f32) -> Mat4 {
    let turn = Quat::from_rotation_y(-yaw.to_radians()) * Quat::from_rotation_x(pitch.to_radians());
    Mat4::from_rotation_translation(turn, Vec3::new(across, eye, 0.0))
}

/// One view, or two side by side 63 mm apart; `fov` is horizontal, in degrees.
pub fn views(head: Mat4, fov: f32, size: [i32; 2], stereo: bool) -> Vec<EyeView> {
    let aspect = size[0] as f32 / size[1] as f32;
    let vertical = 2.0 * ((fov.to_radians() / 2.0).tan() / aspect).atan();
    let projection = glam::camera::rh::proj::opengl::perspective(vertical, aspect, 0.1, 20_000.0);
    let eyes = if stereo { vec![-0.0315, 0.0315] } else { vec![0.0] };
    eyes.into_iter()
        .enumerate()
        .map(|(i, shift)| EyeView {
            projection,
            world_from_view: head * Mat4::from_translation(Vec3::new(shift, 0.0, 0.0)),
            viewport: [size[0] * i as i32, 0, size[0], size[1]],
        })
        .collect()
}
