// What stands in water or on wet sand, upside down in it: where it lies below the surface, it is drawn over it.
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec3 colour;
uniform mat4 view_projection, place;
uniform vec3 eye, sun_dir, key_light;
uniform vec4 ripple; // seconds of drifting foam (w)
uniform sampler2D dome;
centroid out vec3 shine;  // the thing's own light
centroid out vec4 seen;   // where on the surface it is seen (xy), how strongly, how much waves break it
centroid out vec4 haze;
centroid out float front; // how far this side looks at the eye
void main() {
  vec3 world = (place * vec4(position, 1.0)).xyz, n = mat3(place) * normal;
  vec2 inland;
  float up = up_beach(world.xz, inland), level = max(bed(up), SEA_LEVEL), tall = max(world.y - level, 0.0);
  vec3 to = eye - vec3(world.x, level - tall, world.z);
  vec2 spot = eye.xz - to.xz * ((eye.y - level) / to.y);
  float edge = REST, sea = smoothstep(0.3, -0.5, up), here = up_beach(spot, inland);
  for (int i = 1; i < 3; i++)
    edge = max(edge, REST + run_reach(spot.x, runs[i]) * run_up(runs[i].x - run_delay(spot.x, runs[i].z)));
  float gloss = max(0.62 * smoothstep(4.5, 3.0, here), smoothstep(-0.1, 0.3, edge - here));
  shine = colour * (irradiance(n) * 0.8 + key_light * (0.25 * max(0.0, dot(n, sun_dir))));
  world.y = level - tall;
  float dist = length(to), wave = sin(11.0 * tall - 2.6 * ripple.w + 5.0 * world.z) + 0.6 * sin(23.0 * tall + 3.7 * ripple.w + 2.0 * world.z);
  world.xz += normalize(vec2(-to.z, to.x)) * (wave * sea * 0.075 * min(tall, 0.5));
  front = dot(n * vec3(1.0, -1.0, 1.0), to) / dist;
  float steep = 1.0 - to.y / dist, mirrored = 0.02 + 0.98 * steep * steep * steep * steep * steep;
  float fall = mix(2.6 - 1.6 * gloss, 1.0 / (0.7 + 0.03 * dist), sea);
  seen = vec4(spot, mix(gloss, 1.0, sea) * mirrored / (mirrored + mix(0.13, 0.06, sea)) * exp(-fall * tall) * mix(1.0, smoothstep(0.02, 0.14, tall), sea), sea);
  haze = haze_at(dome, -to, 2600.0, 0.012);
  gl_Position = view_projection * vec4(world, 1.0);
}
