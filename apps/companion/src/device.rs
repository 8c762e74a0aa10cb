//! What this tablet knows of itself: its clock, how much it draws, whether it is seen.

use std::cell::OnceCell;
use worlds::Quality;

thread_local! {
    static QUALITY: OnceCell<Quality> = const { OnceCell::new() };
}

/// How much of a world this tablet draws: reduced, or as the address asked when the page was opened (`?quality=low`).
pub(crate) fn quality() -> Quality {
    QUALITY.with(|quality| {
        *quality.get_or_init(|| {
            let asked =
                web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default();
            if asked.contains("quality=low") { Quality::Lowest } else { Quality::Reduced }
        })
    })
}

/// The tablet's monotonic clock, in microseconds since the page was opened.
pub(crate) fn now_us() -> i64 {
    let millis = web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now());
    (millis * 1_000.0) as i64
}

/// Whether the page can be seen: not behind another tab, another app, or the lock screen.
pub(crate) fn is_seen() -> bool {
    web_sys::window().and_then(|window| window.document()).is_some_and(|document| !document.hidden())
}
