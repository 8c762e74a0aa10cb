// Boughs, sprays and tufts: lit at their corners, drawn by the picture; fresh or dry parts turn yellower.
centroid in vec3 light;
centroid in vec4 haze;
centroid in vec3 cloth; // place in the picture, how much dryness shows
out vec4 o;
void main() {
  vec4 t = texture(foliage, cloth.xy, 0.5);
  float a = cut(t.a, cloth.xy);
  vec3 c = light * (t.b * (0.8 + 3.4 * t.b)) * mix(vec3(1.0), vec3(1.55, 1.25, 0.95), t.r * cloth.z);
  o = vec4(finish(mix(c, haze.rgb, haze.a)), a);
}
