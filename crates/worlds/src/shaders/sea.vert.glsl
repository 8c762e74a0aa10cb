// The sea's mesh: rings around the beach, moved by the waves.
layout(location = 0) in vec2 place;
uniform mat4 view_projection;
uniform vec3 eye, sun_dir;
uniform sampler2D dome, irradiance;
centroid out vec3 world;
centroid out vec2 base;
centroid out vec4 rough;      // slope of the mesh (xy), variance its spacing cannot carry (z), how much of the light reaches (w)
centroid out vec3 around;   // light from the whole sky
centroid out vec3 late;     // seconds that waves 1 to 3 are late here
centroid out vec3 sizes;    // and how far out each of them breaks, as metres more
centroid out vec4 haze;     // the air's own light, and its share
centroid out vec3 surf;       // height of the surf here (x), share of it that faces the shore (y), metres up the beach (z)
void main() {
  vec2 p = place;
  float r = length(p - vec2(0.0, -6.0));
  float cell = max(r * CELL_PER_METRE, 0.12);
  vec3 move; vec2 slope; float lost;
  open_waves(p, cell, move, slope, lost);
  vec2 inland;
  float up = up_beach(p, inland), off = -up;
  float open = smoothstep(0.0, 60.0, off);
  open = 0.07 + 0.93 * open;
  move *= open; slope *= open; lost *= open * open;
  float height = 0.0, face = 0.0, steepness = 0.0;
  for (int i = 1; i < 5; i++) {
    float since = runs[i].x - run_delay(p.x, runs[i].z);
    float size = runs[i].w * (0.8 + 0.2 * sin(0.06 * p.x + 17.0 * runs[i].z));
    vec2 one = surf_wave(p.x, off, since, size) + surf_wave(p.x * 1.3 + 40.0, off, since + 5.1, size * 0.42);
    height += one.x; steepness += one.y;
    if (i < 4) { late[i - 1] = runs[i].x - since; sizes[i - 1] = 1.8 * sin(0.06 * p.x + 17.0 * runs[i].z); }
  }
  float calm_edge = smoothstep(0.0, 1.2, off);
  move.y += height; 
  move.xz += inland * height * 0.9 * smoothstep(0.15, 0.45, height);
  // The rim at the horizon, a twentieth of a degree high, in the haze's own colour.
  move.y += 12.0 * step(14020.0, r);
  slope += -inland * steepness;
  face = max(0.0, steepness);
  world = vec3(p.x, SEA_LEVEL, p.y) + move;
  base = p;
  float seen = 1.0 - textureLod(dome, dome_uv(sun_dir), 2.0).a;
  rough = vec4(slope, lost, mix(0.35, 1.0, seen));
  surf = vec3(height, face, up);
  around = irradiance_at(irradiance, vec3(0.0, 1.0, 0.0));
  haze = haze_at(dome, world - eye, 5600.0, 0.004);
  gl_Position = view_projection * vec4(world, 1.0);
}
