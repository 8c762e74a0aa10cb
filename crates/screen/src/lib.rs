//! What Companion and the dashboard share in the browser: language, theme, requests, signing in, marks, dialogs, charts.

mod answer_form;
mod api;
mod boot;
mod browser;
mod chart;
mod dialog;
mod format;
mod identity;
mod json;
mod keyboard;
mod language;
mod marks;
mod name_form;
mod place;
mod remote;
mod sign_in;
pub mod strap;
mod theme;
mod ways;
mod words;

pub use answer_form::{AnswerForm, answer_of, words_here};
pub use api::{
    Failure, delete, delete_with, get, get_text, patch, post, post_empty, post_file, post_nothing, put,
    put_for,
};
pub use boot::boot;
pub use browser::{every, fresh_id, prefers_less_motion, recall, remember, set_title, wall_now};
pub use chart::{ChartTable, ChartView, observed_width, text_px};
pub use dialog::Dialog;
pub use format::{clock, clock_with_seconds, day, long_day, moment, span_clock, stretch};
pub use identity::{Identity, ask as ask_who, carry, identity, is_locked, me, sign_out, signed_in};
pub use keyboard::{is_typing, on_key};
pub use language::{fetch_later_texts, language, set_language, text, text_with, texts, tr};
pub use marks::{Bones, Brand, FailureMessage, Icon, LanguageChoice, LiveBadge, ThemeChoice};
pub use name_form::{NameForm, NameWords, Sending};
pub use place::{Place, follow_links, go, place, replace};
pub use remote::{Remote, load, reload_every};
pub use sign_in::{Gate, Step};
pub use theme::{Theme, set_theme, theme};
pub use ways::{
    TextForm, TextWords, enter_by_passkey_at, make_passkey, make_passkey_at, raise_by_passkey, way,
};
pub use words::{
    adverse_word, answer_word, discomfort_word, exercise_word, no_value_word, phase_word, prompt_word,
    quality_word, reply_word, said, self_check_word, trend_word, world_word,
};
