// Shafts of light: long cards that stand in the water where they are, turned to the head's middle, so that both eyes see the same ones.
layout(location = 0) in vec3 position; // across (-1..1), along (0 at the surface, 1 below)
layout(location = 1) in vec4 stand;    // place on the surface (right, back), width, chance
uniform mat4 view_projection;
uniform vec3 head;
out vec2 square;
out float strength;
void main() {
  vec3 top = vec3(stand.x, SURFACE, stand.y);
  vec3 middle = top - sun_dir * (0.5 * SURFACE / sun_dir.y);
  vec3 side = normalize(cross(sun_dir, middle - head));
  vec3 world = top - sun_dir * (position.y * SURFACE / sun_dir.y * 1.02) + side * (position.x * stand.z * (0.7 + 0.7 * position.y));
  float far = distance(world, head), chance = stand.w * 6.2831853;
  float slow = 0.5 + 0.5 * sin(swell.z + chance) * sin(swell.w + chance * 3.0);
  strength = slow * smoothstep(2.2, 5.0, far) * exp(-0.075 * far) * exp(-2.2 * position.y) * smoothstep(0.0, 0.08, position.y);
  square = position.xy;
  gl_Position = view_projection * vec4(world, 1.0);
}
