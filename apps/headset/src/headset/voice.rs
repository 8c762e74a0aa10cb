//! What the headset says aloud and lets ring in an exercise: words for the browser's voice, tones for what was touched.

use super::Headset;
use core::task::Poll;
use panels::{Retry, Said, Spoken, hushed, said};
use session::Touches;
use texts::Language;
use wasm_bindgen::prelude::wasm_bindgen;

/// What was said and rung so far.
#[derive(Default)]
pub(super) struct Voice {
    spoken: Spoken,
    /// When what could not be fetched is asked for again.
    retry: Retry,
    said: Option<Said>,
    /// Nothing was to be said in the last picture.
    quiet: bool,
    /// Words to say now; empty ones: be quiet.
    words: Option<String>,
    touches: Touches,
    /// A thing that rings, by its exercise's slug and its number.
    strike: Option<String>,
}

#[wasm_bindgen]
impl Headset {
    /// Words to say aloud in the client's language, once; empty when the voice is to be quiet.
    pub fn take_words(&mut self) -> Option<String> {
        self.voice.words.take()
    }

    /// A thing that was touched and rings, once: its exercise's slug, a colon, its number.
    pub fn take_strike(&mut self) -> Option<String> {
        self.voice.strike.take()
    }
}

impl Headset {
    /// Fetches, once a world is shown, what exercises need that comes later: their words and their pictures.
    pub(super) fn fetch_parts(&mut self, now_s: f64) {
        let wanted = self.journey.state().world_since.is_some() && !self.journey.parts;
        if !wanted || !self.voice.retry.is_due(now_s) {
            return;
        }
        // The words of both languages are one part.
        let (words, pictures) = (self.voice.spoken.want(Language::Nl), self.picture.plays());
        if words == Poll::Ready(None) || pictures == Poll::Ready(false) {
            return self.voice.retry.failed(now_s);
        }
        if let (Poll::Ready(Some(dutch)), Poll::Ready(true)) = (words, pictures)
            && let Poll::Ready(Some(english)) = self.voice.spoken.want(Language::En)
        {
            let [nl, en] = &self.texts;
            self.texts = [nl.and(dutch.to_owned()), en.and(english.to_owned())];
            self.journey.parts = true;
            self.dirty = true;
        }
    }

    /// The network is back: what is missing is asked for at once.
    pub(super) fn is_online(&mut self) {
        self.voice.retry.again();
        self.picture.online();
    }

    /// Finds what is newly said and what was newly touched, whoever did it.
    pub(super) fn speak(&mut self) {
        let state = self.journey.state();
        let said = said(state, self.at);
        let quiet = hushed(state);
        let touched = state.exercise.and_then(|running| {
            let before = &self.voice.touches;
            let new =
                state.touches.iter().zip(before).position(|(now, before)| now.is_some() && now != before);
            new.map(|number| [running.exercise.slug(), ":", &number.to_string()].concat())
        });
        self.voice.touches = state.touches;
        self.voice.strike = touched.or(self.voice.strike.take());
        // A voice that is a little slow may finish its line; one that is no longer wanted stops.
        if quiet && !self.voice.quiet {
            self.voice.words = Some(String::new());
        }
        self.voice.quiet = quiet;
        if said == self.voice.said {
            return;
        }
        self.voice.said = said;
        let id = said.map(|said| said.id()).filter(|id| self.spoken().has(id));
        if let Some(id) = id {
            self.voice.words = Some(self.spoken().get(&id));
        }
    }
}
