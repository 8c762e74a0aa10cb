//! Light, dark, or as the device does.

use crate::browser::{recall, remember};
use leptos::prelude::*;
use std::sync::LazyLock;

/// Which colours the screen has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device does.
    #[default]
    Auto,
    /// Sand.
    Light,
    /// Sea at night.
    Dark,
}

static THEME: LazyLock<ArcRwSignal<Theme>> = LazyLock::new(|| {
    ArcRwSignal::new(recall("theme").map(|name| Theme::from_name(&name)).unwrap_or_default())
});

/// The theme now; follows changes.
pub fn theme() -> Theme {
    THEME.get()
}

/// Changes the theme and remembers it on this device.
pub fn set_theme(theme: Theme) {
    remember("theme", theme.name());
    show(theme);
    THEME.set(theme);
}

/// Puts the remembered theme on the page.
pub(crate) fn apply() {
    show(THEME.get_untracked());
}

fn show(theme: Theme) {
    if let Some(root) = document().document_element() {
        let _ = match theme {
            Theme::Auto => root.remove_attribute("data-theme"),
            forced => root.set_attribute("data-theme", forced.name()),
        };
    }
}

impl Theme {
    /// All three, the device's own first.
    pub const ALL: [Theme; 3] = [Theme::Auto, Theme::Light, Theme::Dark];

    /// The stable name, in storage and in text ids (`theme-<name>`).
    pub const fn name(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    fn from_name(name: &str) -> Theme {
        Theme::ALL.into_iter().find(|theme| theme.name() == name).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_is_found_again_by_its_name_and_anything_else_follows_the_device() {
        for theme in Theme::ALL {
            assert_eq!(Theme::from_name(theme.name()), theme);
        }
        assert_eq!(Theme::from_name("sepia"), Theme::Auto);
    }
}
