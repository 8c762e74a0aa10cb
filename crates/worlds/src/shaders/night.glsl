// The second dome: aurora and Milky Way, painted for this moment.
uniform sampler2D aurora;
vec3 glow_at(vec3 d, float lod) { return dome_at(aurora, d, lod).rgb * 0.0625; }
