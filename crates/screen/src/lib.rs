//! What Companion and dashboard share in the browser: language, theme, requests, icons, chart views.
