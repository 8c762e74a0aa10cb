// The sea's mesh: rings around the beach, moved by the waves. Foam, depth and the light in the water are worked out at
// its corners, which lie closest where the waves break.
layout(location = 0) in vec2 place;
uniform mat4 view_projection;
uniform vec3 eye, sun_dir, key_light;
uniform vec4 ripple; // seconds of drifting foam (w)
uniform sampler2D dome, lace;
centroid out vec3 world;
centroid out vec2 base;
centroid out vec4 rough;      // slope of the mesh (xy), variance its spacing cannot carry (z), how far small waves grow (w)
centroid out vec4 water;      // depth (m), how far within a breaking front, old foam, how strongly the sun glitters
centroid out vec3 body, foam_light;
centroid out vec4 haze;       // the air's own light, and its share
void main() {
  vec2 p = place;
  float r = length(p - vec2(0.0, -6.0));
  float cell = max(r * CELL_PER_METRE, 0.12);
  vec3 move; vec2 slope; float lost;
  open_waves(p, cell, move, slope, lost);
  vec2 inland;
  float up = up_beach(p, inland), off = -up;
  float open = 0.07 + 0.93 * smoothstep(0.0, 60.0, off);
  // Painted steeper than it is high: lines of swell can be read, and nobody is rocked.
  move *= open; slope *= 1.5 * open; lost *= open * open;
  // What breaks, and the foam that it leaves: fresh on its face, then lace that opens and fades where it went by.
  float patchy = textureLod(lace, p * vec2(0.30, 0.36) + vec2(ripple.w * 0.006, 0.0), 4.0).b - 0.5;
  float height = 0.0, steepness = 0.0, fresh = 0.0, old = 0.0, blur = max(0.45, 0.8 * cell);
  for (int i = 1; i < 5; i++) {
    float since = runs[i].x - run_delay(p.x, runs[i].z), uneven = sin(0.06 * p.x + 17.0 * runs[i].z);
    float size = runs[i].w * (0.74 + 0.26 * uneven), offshore = crest_offshore(since);
    // Further out crests are short: they rise and sink along their length.
    float group = smoothstep(-0.30, 0.80, sin(0.052 * p.x + 0.02 * off + 29.0 * runs[i].z));
    size *= mix(1.0, 0.08 + 0.60 * group, smoothstep(6.0, 13.0, offshore));
    vec2 one = surf_wave(p.x, off, since, size) + surf_wave(p.x * 1.3 + 40.0, off, since + 5.1, size * 0.60) + surf_wave(p.x, off, since - 4.3, size * 0.42);
    height += one.x; steepness += one.y;
    float reached = BREAK_M + 2.2 * patchy + 1.8 * uneven, crest = offshore, behind = off - crest;
    float trail = smoothstep(0.0, 1.5, behind) * exp(-max(behind, 0.0) / 14.0);
    if (i < 4) {
      float broken = smoothstep(reached + 2.6, reached - 0.6, crest) * smoothstep(-BORE_SECONDS - 7.0, -6.0, -since);
      fresh += broken * smoothstep(0.12, 0.30, size) * smoothstep(-blur, blur, behind) * smoothstep(3.2, 0.3, behind);
      old += smoothstep(reached + 1.5, reached - 1.0, off) * trail;
    }
    // On the bar further out a high crest spills for a while, over some length of it.
    float spill = runs[i].w * smoothstep(0.45, 0.85, sin(0.085 * p.x + 2.0 * patchy + 23.0 * runs[i].z));
    fresh += 0.22 * spill * smoothstep(40.0, 35.0, crest) * smoothstep(19.0, 27.0, crest) * smoothstep(-blur, blur, behind) * smoothstep(2.4, 0.4, behind);
    old += 0.12 * spill * smoothstep(42.0, 34.0, off) * smoothstep(17.0, 25.0, off) * trail * trail;
  }
  // Water that parts round the groyne's piles.
  vec2 from_first = p - vec2(3.1, -2.4);
  float nearest = clamp(floor(dot(from_first, vec2(0.26, -1.30)) / 1.7576 + 0.5), 0.0, 23.0);
  float ring = length(from_first - nearest * vec2(0.26, -1.30));
  fresh += 0.55 * smoothstep(0.44, 0.14, ring);
  old = clamp(max(old, smoothstep(0.75, 0.16, ring) * 0.75), 0.0, 1.0);
  move.y += height;
  move.xz += inland * height * 0.9 * smoothstep(0.15, 0.45, height);
  // The rim at the horizon, a twentieth of a degree high, in the haze's own colour.
  move.y += 12.0 * step(14020.0, r);
  slope -= inland * (steepness * mix(1.0, 0.62, smoothstep(7.0, 14.0, off)));
  world = vec3(p.x, SEA_LEVEL, p.y) + move;
  base = p;
  float dist = length(eye - world);
  float clear = mix(0.35, 1.0, 1.0 - textureLod(dome, dome_uv(sun_dir), 2.0).a);
  rough = vec4(slope, 0.5 * lost + 0.0011, mix(0.30, 1.0, smoothstep(0.5, 18.0, off)));
  float fade = mix(1.0, 0.40, smoothstep(9.0, 55.0, dist));
  water = vec4(world.y - bed(up), fresh, old * fade, clear * GLITTER / (4.0 * 6.2831853));
  // Water's own light: blue-green in depth, lit through the wave when the sun stands behind it.
  vec3 above = irradiance(vec3(0.0, 1.0, 0.0)), sun = key_light * clear, n = normalize(vec3(-slope.x, 1.0, -slope.y));
  float through = max(0.0, dot(world - eye, normalize(vec3(sun_dir.x, 0.05, sun_dir.z))) / dist);
  body = vec3(0.009, 0.066, 0.078) * (above * 2.1 + sun * 0.02)
       + vec3(0.035, 0.150, 0.105) * (above * 0.5 + sun * (through * through * 0.10)) * (smoothstep(0.06, 0.42, height) * smoothstep(11.0, 5.0, off));
  // A face that looks at the shore shows the water's body alone: no bluer than the water round it.
  body = mix(body, dot(body, vec3(0.2126, 0.7152, 0.0722)) * vec3(0.92, 1.0, 1.10), 0.74 * smoothstep(0.01, 0.10, abs(steepness)) * smoothstep(5.0, 10.0, off));
  foam_light = vec3(0.93, 0.93, 0.93) * (above * 1.25 + sun * (0.19 + 0.14 * max(0.0, dot(n, sun_dir))));
  haze = haze_at(dome, world - eye, 5600.0, 0.004);
  gl_Position = view_projection * vec4(world, 1.0);
}
