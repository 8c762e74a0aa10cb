// Gnats that dance in the sun over the water, and dust that drifts through the shafts: seen only where light falls on them.
layout(location = 0) in vec4 position; // three chances, and which: dust below 1, gnats above
uniform mat4 view_projection;
uniform vec3 head;
uniform vec4 swell, dance; // phases; how far dust has drifted (xyz), pixels of a metre at a metre
out float bright;
void main() {
  float which = step(1.0, position.w), own = fract(position.w) * 6.2831853;
  vec3 room = vec3(11.0, 5.0, 11.0), c = position.xyz * 6.2831853;
  vec3 dust = mod(position.xyz * room + dance.xyz + 0.15 * sin(swell.xyz + own), room) - vec3(5.5, 0.3, 5.5) + vec3(head.x, 0.0, head.z - 2.0);
  vec3 gnat = SWARM + vec3(sin(swell.z * 5.0 + c.x), sin(swell.w * 9.0 + c.y), sin(swell.z * 7.0 + c.z)) * (vec3(0.34, 0.42, 0.34) * (0.35 + 0.65 * position.x)) + 0.16 * sin(swell.xyx + c);
  vec3 w = mix(dust, gnat, which);
  float far = distance(w, head), size = mix(0.0016, 0.0034, position.y) * dance.w / far;
  gl_PointSize = max(1.6, size) + 1.0;
  bright = min(1.0, size * size * 0.5) * smoothstep(0.7, 1.8, far) * mix(0.40 * smoothstep(7.0, 3.5, far), 1.0, which) * (0.06 + sun_on(w, -0.4));
  gl_Position = view_projection * vec4(w, 1.0);
}
