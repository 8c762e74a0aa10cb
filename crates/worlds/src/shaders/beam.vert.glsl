// Shafts of sun: cards along the light from where a patch of it lies on the floor, turned to the head's middle, so that
// both eyes see the same ones. Where no light comes down there is none.
layout(location = 0) in vec3 position; // across (-1..1), along (0 on the floor, 1 in the crowns)
layout(location = 1) in vec4 stand;    // foot (right, back), half width, chance
uniform mat4 view_projection;
uniform vec3 head;
uniform vec4 swell; // phases
uniform float beams; // how strong
out vec2 square;
out float strength;
void main() {
  float high = max(sun_dir.y, 0.16), far_up = min(12.5 / high, 24.0);
  vec3 foot = vec3(stand.x, -0.45, stand.y), middle = foot + sun_dir * (0.4 * far_up);
  vec3 side = normalize(cross(sun_dir, middle - head));
  vec3 world = foot + sun_dir * (position.y * far_up) + side * (position.x * stand.z * (1.0 + 0.35 * position.y));
  vec2 at = (stand.xy - REACH.xy) * REACH.z + 0.5;
  float lit = 0.5 * textureLod(sunlight, at, 3.5).r + 0.5 * textureLod(sunlight, at, 5.0).r;
  float chance = stand.w * 6.2831853, slow = 0.72 + 0.28 * sin(swell.x + chance) * sin(swell.y + chance * 3.0), toward = max(0.0, dot(normalize(middle - head), sun_dir));
  float near = distance(world, head);
  strength = beams * slow * smoothstep(0.10, 0.45, lit) * (0.35 + 1.3 * toward * toward) * smoothstep(1.6, 4.5, near) * smoothstep(0.0, 0.10, position.y) * smoothstep(1.0, 0.55, position.y);
  square = position.xy;
  gl_Position = view_projection * vec4(world, 1.0);
}
