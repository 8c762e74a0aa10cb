//! Keeps the tablet's screen on while somebody watches along, where the browser can.

use leptos::prelude::*;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::{JsFuture, spawn_local};

#[wasm_bindgen]
extern "C" {
    /// `navigator.wakeLock`, which not every browser has.
    type WakeLock;
    #[wasm_bindgen(method, catch)]
    fn request(this: &WakeLock, kind: &str) -> Result<js_sys::Promise, JsValue>;

    type WakeLockSentinel;
    #[wasm_bindgen(method, getter)]
    fn released(this: &WakeLockSentinel) -> bool;
    #[wasm_bindgen(method, catch)]
    fn release(this: &WakeLockSentinel) -> Result<js_sys::Promise, JsValue>;
}

#[derive(Default)]
struct Hold {
    wanted: bool,
    asking: bool,
    held: Option<WakeLockSentinel>,
}

/// Keeps the screen on while `wanted`, and for as long as the caller's owner lives. The browser lets go by itself when
/// the page is hidden; it is asked again once the page is back. A browser that refuses (low battery) or has no such
/// thing is no error: the screen then sleeps as the tablet is set.
pub(crate) fn keep_awake(wanted: impl Fn() -> bool + 'static) {
    let hold = Rc::new(RefCell::new(Hold::default()));
    let kept = Rc::clone(&hold);
    Effect::new(move |_| {
        kept.borrow_mut().wanted = wanted();
        settle(&kept);
    });
    let seen = Rc::clone(&hold);
    let listening = window_event_listener_untyped("visibilitychange", move |_| settle(&seen));
    let hold = StoredValue::new_local(hold);
    on_cleanup(move || {
        listening.remove();
        let _ = hold.try_with_value(|hold| {
            hold.borrow_mut().wanted = false;
            settle(hold);
        });
    });
}

/// Asks for the lock, or lets it go, whichever is due.
fn settle(hold: &Rc<RefCell<Hold>>) {
    let mut now = hold.borrow_mut();
    let held = now.held.as_ref().is_some_and(|lock| !lock.released());
    if now.wanted && !held && !now.asking && crate::device::is_seen() {
        let Some(lock) = wake_lock() else { return };
        now.asking = true;
        let hold = Rc::clone(hold);
        spawn_local(async move {
            let asked = lock.request("screen").map(JsFuture::from);
            let answer = match asked {
                Ok(promise) => promise.await.ok(),
                Err(_) => None,
            };
            {
                let mut now = hold.borrow_mut();
                now.asking = false;
                now.held = answer.map(JsCast::unchecked_into);
            }
            // Meanwhile the watching may be over.
            if !hold.borrow().wanted {
                settle(&hold);
            }
        });
    } else if !now.wanted
        && let Some(lock) = now.held.take()
        && let Ok(released) = lock.release()
    {
        spawn_local(async move {
            // A lock that was released already is what we want.
            let _ = JsFuture::from(released).await;
        });
    }
}

fn wake_lock() -> Option<WakeLock> {
    let navigator = web_sys::window()?.navigator();
    let found = js_sys::Reflect::get(&navigator, &JsValue::from_str("wakeLock")).ok()?;
    (!found.is_undefined() && !found.is_null()).then(|| found.unchecked_into())
}
