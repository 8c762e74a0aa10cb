// How light each place in a tree is, how far off it stands, whether there is one.
in vec3 cloth;
out vec4 o;
uniform sampler2D foliage;
void main() {
  vec4 t = texture(foliage, cloth.xy, 0.5);
  if (t.a < 0.4) discard;
  o = vec4(t.b, sqrt(min(cloth.z / 900.0, 1.0)), t.g, 1.0);
}
