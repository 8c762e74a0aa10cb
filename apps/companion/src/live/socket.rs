//! The browser's WebSocket under the live link.

use link::Message;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BinaryType, MessageEvent, WebSocket};

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
    socket: WebSocket,
    _opened: Closure<dyn FnMut()>,
    _closed: Closure<dyn FnMut()>,
    _message: Closure<dyn FnMut(MessageEvent)>,
}

impl Socket {
    /// Opens a socket to a path of the server this page came from.
    ///
    /// # Errors
    /// When the browser refuses to try.
    pub(crate) fn open(path: &str, tell: Rc<dyn Fn(Heard)>) -> Result<Self, JsValue> {
        let location = web_sys::window().ok_or(JsValue::NULL)?.location();
        let scheme = if location.protocol()? == "http:" { "ws" } else { "wss" };
        let socket = WebSocket::new(&format!("{scheme}://{}{path}", location.host()?))?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        let opened = {
            let tell = Rc::clone(&tell);
            Closure::<dyn FnMut()>::new(move || tell(Heard::Opened))
        };
        let closed = {
            let tell = Rc::clone(&tell);
            Closure::<dyn FnMut()>::new(move || tell(Heard::Closed))
        };
        let message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let bytes = event.data().dyn_into::<js_sys::ArrayBuffer>();
            let frame = bytes.map(|buffer| js_sys::Uint8Array::new(&buffer).to_vec());
            tell(match frame.map(|frame| link::decode(&frame)) {
                Ok(Ok(message)) => Heard::Message(Box::new(message)),
                _ => Heard::Noise,
            });
        });
        socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
        // An error is always followed by a close.
        socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(message.as_ref().unchecked_ref()));
        Ok(Self { socket, _opened: opened, _closed: closed, _message: message })
    }

    /// Sends a message; what cannot be sent now is told again by whoever needs it to arrive.
    pub(crate) fn send(&self, message: &Message) {
        if self.socket.ready_state() == WebSocket::OPEN
            && let Ok(frame) = link::encode(message)
        {
            let _ = self.socket.send_with_u8_array(&frame);
        }
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onclose(None);
        self.socket.set_onmessage(None);
        let _ = self.socket.close();
    }
}
