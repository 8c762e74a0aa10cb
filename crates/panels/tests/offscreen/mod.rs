//! Draws panels without a window: EGL's surfaceless platform, a framebuffer of our own, pictures to PNG.
#![allow(dead_code, reason = "shared by the gallery and the tests, each of which uses a part")]

use glow::HasContext;
use khronos_egl as egl;
use std::path::Path;

type Egl = egl::DynamicInstance<egl::EGL1_5>;

/// A graphics context with one framebuffer.
pub struct Room {
    pub gl: glow::Context,
    framebuffer: glow::Framebuffer,
    pub width: i32,
    pub height: i32,
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
                egl.get_proc_address(name).map_or(std::ptr::null(), |found| found as *const _)
            });
            let colour = gl.create_renderbuffer().ok()?;
            gl.bind_renderbuffer(glow::RENDERBUFFER, Some(colour));
            gl.renderbuffer_storage(glow::RENDERBUFFER, glow::RGBA8, width, height);
            let framebuffer = gl.create_framebuffer().ok()?;
            gl.bind_framebuffer(glow::FRAMEBUFFER, Some(framebuffer));
            let place = glow::COLOR_ATTACHMENT0;
            gl.framebuffer_renderbuffer(glow::FRAMEBUFFER, place, glow::RENDERBUFFER, Some(colour));
            let complete = gl.check_framebuffer_status(glow::FRAMEBUFFER) == glow::FRAMEBUFFER_COMPLETE;
            complete.then_some(Room { gl, framebuffer, width, height, egl, display, context })
        }
    }

    /// One colour everywhere.
    pub fn clear(&self, [r, g, b]: [f32; 3]) {
        // SAFETY: the context is current.
        unsafe {
            self.gl.bind_framebuffer(glow::FRAMEBUFFER, Some(self.framebuffer));
            self.gl.disable(glow::SCISSOR_TEST);
            self.gl.clear_color(r, g, b, 1.0);
            self.gl.clear(glow::COLOR_BUFFER_BIT);
        }
    }

    /// The picture, upper row first, three bytes a pixel.
    pub fn picture(&self) -> Vec<u8> {
        let row = self.width as usize * 4;
        let mut rgba = vec![0; row * self.height as usize];
        // SAFETY: the slice has room for the whole framebuffer.
        unsafe {
            let into = glow::PixelPackData::Slice(Some(&mut rgba));
            self.gl.read_pixels(0, 0, self.width, self.height, glow::RGBA, glow::UNSIGNED_BYTE, into);
        }
        rgba.chunks(row).rev().flat_map(|row| row.chunks(4).flat_map(|pixel| pixel[..3].to_vec())).collect()
    }

    /// Writes the picture as PNG.
    pub fn save(&self, path: &Path) -> Result<(), Box<dyn std::error::Error>> {
        let file = std::io::BufWriter::new(std::fs::File::create(path)?);
        let mut encoder = png::Encoder::new(file, self.width as u32, self.height as u32);
        encoder.set_color(png::ColorType::Rgb);
        encoder.write_header()?.write_image_data(&self.picture())?;
        Ok(())
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = self.egl.make_current(self.display, None, None, None);
        let _ = self.egl.destroy_context(self.display, self.context);
    }
}
