//! A room to draw in without a window, for tests and galleries: EGL into memory, pictures as PNG.
//!
//! Only dev-dependencies lead here; nothing that is shipped does.

mod png;

use glow::HasContext;
use khronos_egl as egl;

pub use png::{load, save};

type Egl = egl::DynamicInstance<egl::EGL1_5>;

/// `EGL_PLATFORM_SURFACELESS_MESA`.
const SURFACELESS: egl::Enum = 0x31DD;

/// What to say when [`Room::open`] gives none.
pub const NO_ROOM: &str = "this machine has no EGL (apt install libegl1 libgl1-mesa-dri)";

/// A graphics context (OpenGL ES 3) with one framebuffer: eight bits of colour, 24 of depth.
pub struct Room {
    /// Current on the thread that opened the room, until the room is dropped.
    pub gl: glow::Context,
    framebuffer: glow::Framebuffer,
    width: i32,
    height: i32,
    egl: Egl,
    display: egl::Display,
    context: egl::Context,
}

impl Room {
    /// A room of `width` × `height` pixels, each with `samples` samples (1: no multisampling).
    ///
    /// `None` when this machine has no EGL ([`NO_ROOM`]); a caller that goes on without says so loudly.
    pub fn open(width: i32, height: i32, samples: i32) -> Option<Room> {
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
            let framebuffer = gl.create_framebuffer().ok()?;
            gl.bind_framebuffer(glow::FRAMEBUFFER, Some(framebuffer));
            for (place, format) in
                [(glow::COLOR_ATTACHMENT0, glow::RGBA8), (glow::DEPTH_ATTACHMENT, glow::DEPTH_COMPONENT24)]
            {
                let buffer = gl.create_renderbuffer().ok()?;
                gl.bind_renderbuffer(glow::RENDERBUFFER, Some(buffer));
                // Zero samples is OpenGL's word for a plain buffer.
                let several = if samples > 1 { samples } else { 0 };
                gl.renderbuffer_storage_multisample(glow::RENDERBUFFER, several, format, width, height);
                gl.framebuffer_renderbuffer(glow::FRAMEBUFFER, place, glow::RENDERBUFFER, Some(buffer));
            }
            let complete = gl.check_framebuffer_status(glow::FRAMEBUFFER) == glow::FRAMEBUFFER_COMPLETE;
            complete.then_some(Room { gl, framebuffer, width, height, egl, display, context })
        }
    }

    /// Who draws, in the driver's words.
    pub fn renderer(&self) -> String {
        // SAFETY: the context is current.
        unsafe { self.gl.get_parameter_string(glow::RENDERER) }
    }

    /// Binds the room's framebuffer and fills it with one colour at the greatest depth.
    pub fn clear(&self, [r, g, b]: [f32; 3]) {
        // SAFETY: the context is current.
        unsafe {
            self.gl.bind_framebuffer(glow::FRAMEBUFFER, Some(self.framebuffer));
            self.gl.disable(glow::SCISSOR_TEST);
            self.gl.depth_mask(true);
            self.gl.clear_color(r, g, b, 1.0);
            self.gl.clear(glow::COLOR_BUFFER_BIT | glow::DEPTH_BUFFER_BIT);
        }
    }

    /// What has been drawn: RGBA, one byte each, top row first. Empty when the context is lost.
    pub fn picture(&self) -> Vec<u8> {
        let (gl, w, h) = (&self.gl, self.width, self.height);
        let mut pixels = vec![0; w as usize * h as usize * 4];
        // SAFETY: the context is current and `pixels` has room for the whole picture.
        unsafe {
            // Samples are resolved by copying into a plain buffer.
            let (Ok(plain), Ok(colour)) = (gl.create_framebuffer(), gl.create_renderbuffer()) else {
                return Vec::new();
            };
            gl.bind_renderbuffer(glow::RENDERBUFFER, Some(colour));
            gl.renderbuffer_storage(glow::RENDERBUFFER, glow::RGBA8, w, h);
            gl.bind_framebuffer(glow::FRAMEBUFFER, Some(plain));
            let place = glow::COLOR_ATTACHMENT0;
            gl.framebuffer_renderbuffer(glow::FRAMEBUFFER, place, glow::RENDERBUFFER, Some(colour));
            gl.bind_framebuffer(glow::READ_FRAMEBUFFER, Some(self.framebuffer));
            gl.blit_framebuffer(0, 0, w, h, 0, 0, w, h, glow::COLOR_BUFFER_BIT, glow::NEAREST);
            gl.bind_framebuffer(glow::FRAMEBUFFER, Some(plain));
            let into = glow::PixelPackData::Slice(Some(&mut pixels));
            gl.read_pixels(0, 0, w, h, glow::RGBA, glow::UNSIGNED_BYTE, into);
            gl.bind_framebuffer(glow::FRAMEBUFFER, Some(self.framebuffer));
            gl.delete_framebuffer(plain);
            gl.delete_renderbuffer(colour);
        }
        pixels.chunks(w as usize * 4).rev().flatten().copied().collect()
    }

    /// Width and height in pixels.
    pub fn size(&self) -> [i32; 2] {
        [self.width, self.height]
    }

    /// The context's error flag (0: none).
    pub fn error(&self) -> u32 {
        // SAFETY: the context is current.
        unsafe { self.gl.get_error() }
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        // A context that is already gone needs no farewell.
        let _ = self.egl.make_current(self.display, None, None, None);
        let _ = self.egl.destroy_context(self.display, self.context);
    }
}
