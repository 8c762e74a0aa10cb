// One leaf of marram as the sun sees it.
uniform mat4 sun_from_world;
void main() {
  vec3 along, across;
  gl_Position = sun_from_world * vec4(leaf_point(0.007, along, across), 1.0);
}
