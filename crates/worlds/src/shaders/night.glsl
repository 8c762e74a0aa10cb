// The second dome: aurora and Milky Way, painted for this moment.
uniform sampler2D aurora;
uniform float night_dim; // how much darker the heights look to the eye that seeks stars in them, 0 to 1
vec3 dimmed(vec3 sky, float height) { return sky * (1.0 - night_dim * smoothstep(0.02, 0.50, height)); }
vec3 glow_at(vec3 d, float lod) { return dome_at(aurora, d, lod).rgb * 0.0625; }
