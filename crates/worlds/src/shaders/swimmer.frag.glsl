// Scales and skin: painted, countershaded, with a glint of the sun.
centroid in vec3 world, facing, through, veil, beam;
centroid in vec4 lit;
centroid in vec2 picture;
out vec4 o;
uniform sampler2D skins;
uniform float shine;
void main() {
  vec3 v = normalize(eye - world), n = normalize(facing);
  if (dot(n, v) < 0.0) n = -n;
  vec4 painted = texture(skins, picture);
  vec3 base = painted.rgb * painted.rgb * mix(vec3(1.0), vec3(1.10, 0.86, 0.95), lit.w);
  base = mix(base, vec3(0.66, 0.95, 1.25) * dot(base, vec3(0.25, 0.6, 0.15)), own.w);
  float nl = dot(n, sun_dir), wrap = max(0.0, (nl + 0.3) * 0.77), net = gathered(lit.xy, lit.z);
  // Fins let light through.
  vec3 light = beam * (wrap * wrap * net + 0.25 * (1.0 - painted.a)) + fill(n, world.y);
  float glint = pow(max(0.0, dot(n, normalize(v + sun_dir))), 26.0) * shine * painted.a;
  vec3 seen = base * light * 0.74 + beam * (glint * 0.22 * net) + level * (shine * 0.4 * pow(1.0 - max(0.0, dot(n, v)), 3.0)) + base * own.y * 0.4;
  o = vec4(finish(seen * through + veil), 1.0);
}
