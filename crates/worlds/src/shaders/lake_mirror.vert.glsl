// What stands in the lake, upside down in it: drawn where it lies below the water's surface.
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec3 colour;
layout(location = 4) in vec3 kind;
uniform mat4 view_projection;
uniform vec4 films[2];
uniform float level;
out vec3 shine;
out vec3 seen; // how strongly, where on the water
out vec4 haze;
void main() {
  float tall = position.y - level;
  vec3 world = vec3(position.x, level - max(tall, 0.0), position.z), to = eye - world;
  float dist = length(to), steep = 1.0 - to.y / dist, mirrored = 0.02 + 0.98 * steep * steep * steep * steep * steep;
  vec2 spot = eye.xz - to.xz * ((eye.y - level) / to.y);
  vec3 n = vec3(normal.x, normal.y, normal.z);
  shine = colour * ((irradiance(n) * kind.x + key_light * (0.30 * max(0.0, dot(n, sun_dir)))) + lantern_on(position, n));
  // A little of what lies under the water comes through.
  seen = vec3(mirrored / (mirrored + 0.055) * smoothstep(-0.01, 0.05, tall) * smoothstep(4.6, 3.4, spot.y), spot);
  vec2 sway = vec2(sin(tall * 9.0 + 6.2831853 * (films[0].x * 9.0) + spot.y * 3.0), sin(tall * 15.0 - 6.2831853 * films[0].w * 7.0 + spot.x * 4.0));
  world.xz += normalize(vec2(-to.z, to.x)) * ((sway.x + 0.6 * sway.y) * 0.016 * min(tall, 0.8));
  haze = air_at(world);
  gl_Position = view_projection * vec4(world, 1.0);
}
