//! Serde for catalogue entries: worlds and exercises are stored and sent by their stable slug.

macro_rules! by_slug {
    ($module:ident, $entry:ty, $expecting:literal) => {
        pub(crate) mod $module {
            use core::fmt;
            use serde::{Deserializer, Serializer, de};

            pub(crate) fn serialize<S: Serializer>(entry: &$entry, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(entry.slug())
            }

            pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<$entry, D::Error> {
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

by_slug!(world, catalogue::World, "the slug of a world this build knows");
by_slug!(exercise, catalogue::Exercise, "the slug of an exercise this build knows");
