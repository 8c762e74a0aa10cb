//! Worlds whose code comes when they are wanted: in a browser as a part that is fetched, elsewhere at once.

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use catalogue::World;
use wasm_split_helpers::SplitLoaderError;

use crate::scene::{Make, MakeProps, fetch, fetch_play, maker, play_maker};

/// A world whose code is here.
#[derive(Clone, Copy, Debug)]
pub struct Recipe {
    pub(crate) world: World,
    pub(crate) make: Make,
}

impl Recipe {
    /// Of a world whose code is compiled in. An app that calls this carries every world from its first load on: in a
    /// browser ask [`Parts::want`] instead.
    pub fn of(world: World) -> Recipe {
        Recipe { world, make: maker(world) }
    }
}

/// The things of exercises, whose code is here.
#[derive(Clone, Copy, Debug)]
pub struct PlayRecipe {
    pub(crate) make: MakeProps,
}

impl PlayRecipe {
    /// Whose code is compiled in; in a browser ask [`Parts::want_play`] instead.
    pub fn compiled_in() -> PlayRecipe {
        PlayRecipe { make: play_maker() }
    }
}

/// How far the code of a world is, or of what else comes later.
#[derive(Clone, Copy, Debug)]
pub enum Part<T = Recipe> {
    /// Here.
    Here(T),
    /// On its way.
    Coming,
    /// It cannot be fetched now: no network and not kept, or a server that was renewed. Asking again tries again.
    NotFetched,
}

/// Why a part did not come; the page's console has the reason.
#[derive(Debug)]
pub(crate) struct NotFetched;

impl From<SplitLoaderError> for NotFetched {
    fn from(_: SplitLoaderError) -> Self {
        NotFetched
    }
}

type PlayComing = Pin<Box<dyn Future<Output = Result<MakeProps, NotFetched>>>>;
type Coming = Pin<Box<dyn Future<Output = Result<Make, NotFetched>>>>;

/// The parts that this app has or fetches.
#[derive(Default)]
pub struct Parts {
    here: Vec<Recipe>,
    coming: Vec<(World, Coming)>,
    play: Option<PlayRecipe>,
    play_coming: Option<PlayComing>,
}

impl Parts {
    /// How far this world's code is; fetches it where nobody did. Nothing wakes the caller: ask again with the next
    /// picture, for as long as the world is wanted.
    pub fn want(&mut self, world: World) -> Part {
        if let Some(recipe) = self.here.iter().find(|recipe| recipe.world == world) {
            return Part::Here(*recipe);
        }
        let at = self.coming.iter().position(|(coming, _)| *coming == world).unwrap_or_else(|| {
            self.coming.push((world, fetch(world)));
            self.coming.len() - 1
        });
        let Some((_, coming)) = self.coming.get_mut(at) else { return Part::Coming };
        let Poll::Ready(fetched) = coming.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
            return Part::Coming;
        };
        let _ = self.coming.swap_remove(at);
        let Ok(make) = fetched else { return Part::NotFetched };
        let recipe = Recipe { world, make };
        self.here.push(recipe);
        Part::Here(recipe)
    }

    /// How far the code of the things of exercises is; fetches it where nobody did. As with worlds, ask again for as long
    /// as it is wanted.
    pub fn want_play(&mut self) -> Part<PlayRecipe> {
        if self.play.is_none() {
            let coming = self.play_coming.get_or_insert_with(fetch_play);
            let Poll::Ready(fetched) = coming.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
                return Part::Coming;
            };
            self.play_coming = None;
            self.play = fetched.ok().map(|make| PlayRecipe { make });
        }
        self.play.map_or(Part::NotFetched, Part::Here)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outside_a_browser_every_world_is_here_when_it_is_first_asked_for() {
        let mut parts = Parts::default();
        for _ in 0..2 {
            for world in World::ALL {
                assert!(matches!(parts.want(world), Part::Here(recipe) if recipe.world == world));
            }
        }
        assert_eq!((parts.here.len(), parts.coming.len()), (World::ALL.len(), 0));
    }
}
