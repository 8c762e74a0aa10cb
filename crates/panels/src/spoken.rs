//! What a voice says in guided exercises: words that no first view needs, so in a browser they come as a part of their own.

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use texts::{Language, Texts};
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// Why the words did not come; the page's console has the reason.
#[derive(Debug)]
struct NotFetched;

impl From<SplitLoaderError> for NotFetched {
    fn from(_: SplitLoaderError) -> Self {
        NotFetched
    }
}

#[wasm_split(guidance, fallible)]
fn guidance() -> Result<[&'static str; 2], NotFetched> {
    Ok([Texts::guidance(Language::Nl), Texts::guidance(Language::En)])
}

type Coming = Pin<Box<dyn Future<Output = Result<[&'static str; 2], NotFetched>>>>;

/// The words of guided exercises, fetched when they are first wanted.
#[derive(Default)]
pub struct Spoken {
    here: Option<[&'static str; 2]>,
    coming: Option<Coming>,
}

impl Spoken {
    /// The words in this language, in Fluent's syntax for [`Texts::and`]; pending while they are on their way, and `None` when
    /// they could not be fetched. Nothing wakes the caller: ask again with the next picture, and after a failure when
    /// [`crate::Retry`] says so.
    pub fn want(&mut self, language: Language) -> Poll<Option<&'static str>> {
        if self.here.is_none() {
            let coming = self.coming.get_or_insert_with(|| Box::pin(guidance()));
            let Poll::Ready(fetched) = coming.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
                return Poll::Pending;
            };
            self.coming = None;
            self.here = fetched.ok();
        }
        Poll::Ready(self.here.map(|[dutch, english]| match language {
            Language::Nl => dutch,
            Language::En => english,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outside_a_browser_the_words_are_here_when_they_are_first_asked_for() {
        let mut spoken = Spoken::default();
        for language in Language::ALL {
            assert_eq!(spoken.want(language), Poll::Ready(Some(Texts::guidance(language))));
        }
    }
}
