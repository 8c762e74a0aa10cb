//! The browser's WebSocket under the live link, in a thread of its own (`static/wire.js`).

use super::lease::{GOOD_FOR_MS, renewed_every_ms};
use js_sys::{ArrayBuffer, Object, Reflect, Uint8Array};
use link::Message;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use web_sys::{MessageEvent, Worker};

#[wasm_bindgen(
    inline_js = "export const startWire = () => new Worker('{{/companion/wire.js}}', { name: 'wire' });"
)]
extern "C" {
    /// Starts the thread that owns the socket; the build puts the script's address in.
    #[wasm_bindgen(catch, js_name = startWire)]
    fn start_wire() -> Result<Worker, JsValue>;
}

/// What a socket tells.
pub(crate) enum Heard {
    /// It is open.
    Opened,
    /// It is gone.
    Closed,
    /// A message.
    Message(Box<Message>),
    /// Bytes that are no message.
    Noise,
}

/// An open or opening socket; dropping it closes it, and nothing more is heard of it.
pub(crate) struct Socket {
    wire: Worker,
    _told: Closure<dyn FnMut(MessageEvent)>,
    _failed: Closure<dyn FnMut()>,
}

impl Socket {
    /// Opens a socket to a path of the server this page came from.
    ///
    /// # Errors
    /// When the browser refuses to try.
    pub(crate) fn open(path: &str, tell: Rc<dyn Fn(Heard)>) -> Result<Self, JsValue> {
        let location = web_sys::window().ok_or(JsValue::NULL)?.location();
        let scheme = if location.protocol()? == "http:" { "ws" } else { "wss" };
        let address = format!("{scheme}://{}{path}", location.host()?);
        let wire = start_wire()?;
        let failed = {
            let tell = Rc::clone(&tell);
            Closure::<dyn FnMut()>::new(move || tell(Heard::Closed))
        };
        let told = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            tell(heard(&event.data()));
        });
        wire.set_onmessage(Some(told.as_ref().unchecked_ref()));
        wire.set_onerror(Some(failed.as_ref().unchecked_ref()));
        wire.post_message(&object(&[("open", address.into())]))?;
        Ok(Self { wire, _told: told, _failed: failed })
    }

    /// Sends a message; what cannot be sent now is told again by whoever needs it to arrive.
    pub(crate) fn send(&self, message: &Message) {
        if let Some(frame) = frame_of(message) {
            let _ = self.wire.post_message(&frame);
        }
    }

    /// Lets the thread send this renewal by itself for a while, whatever the page is busy with.
    pub(crate) fn allow(&self, renewal: &Message) {
        let Some(frame) = frame_of(renewal) else { return };
        let permission = object(&[
            ("frame", frame.into()),
            ("every_ms", renewed_every_ms().into()),
            ("for_ms", GOOD_FOR_MS.into()),
        ]);
        let _ = self.wire.post_message(&object(&[("allow", permission)]));
    }

    /// The thread sends no renewal any more.
    pub(crate) fn let_go(&self) {
        let _ = self.wire.post_message(&object(&[("let_go", true.into())]));
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.wire.set_onmessage(None);
        self.wire.set_onerror(None);
        let _ = self.wire.post_message(&object(&[("close", true.into())]));
    }
}

fn heard(told: &JsValue) -> Heard {
    if let Some(buffer) = told.dyn_ref::<ArrayBuffer>() {
        return match link::decode(&Uint8Array::new(buffer).to_vec()) {
            Ok(message) => Heard::Message(Box::new(message)),
            Err(_) => Heard::Noise,
        };
    }
    if told.as_string().as_deref() == Some("opened") { Heard::Opened } else { Heard::Closed }
}

fn frame_of(message: &Message) -> Option<ArrayBuffer> {
    link::encode(message).ok().map(|frame| Uint8Array::from(frame.as_slice()).buffer())
}

fn object(entries: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in entries {
        // Setting a property of a plain object of our own cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object.into()
}
