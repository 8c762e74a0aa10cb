//! Numbers → scales, ticks, lines, bands → one scene: SVG for print, view for the web.
