//! The letters of every report: the screens' own family in two weights.

/// The family's name.
pub(crate) const FAMILY: &str = "Atkinson Hyperlegible Next";

/// Both weights as TrueType; `fonts/make.py` says how they came from the screens' variable font.
pub(crate) const WEIGHTS: [&[u8]; 2] = [
    include_bytes!("../fonts/atkinson-hyperlegible-next-regular.ttf"),
    include_bytes!("../fonts/atkinson-hyperlegible-next-semibold.ttf"),
];

/// The screens' variable font, as it travels inside an SVG.
pub(crate) const VARIABLE_WOFF2: &[u8] =
    include_bytes!("../../../apps/static/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2");
