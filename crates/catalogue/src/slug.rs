//! Serde for catalogue entries: worlds and exercises are stored and sent by their stable slug.

use crate::{Exercise, World};
use core::fmt;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

macro_rules! by_slug {
    ($entry:ty, $expecting:literal) => {
        impl Serialize for $entry {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                // Named, so that whoever walks a message sees which kind of slug it is; on the wire it is the slug alone.
                serializer.serialize_newtype_struct(stringify!($entry), self.slug())
            }
        }

        impl<'de> Deserialize<'de> for $entry {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Slug;
                impl de::Visitor<'_> for Slug {
                    type Value = $entry;

                    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                        f.write_str($expecting)
                    }

                    fn visit_str<E: de::Error>(self, slug: &str) -> Result<$entry, E> {
                        <$entry>::from_slug(slug)
                            .ok_or_else(|| E::invalid_value(de::Unexpected::Str(slug), &self))
                    }
                }
                deserializer.deserialize_str(Slug)
            }
        }
    };
}

by_slug!(World, "the slug of a world this build knows");
by_slug!(Exercise, "the slug of an exercise this build knows");
