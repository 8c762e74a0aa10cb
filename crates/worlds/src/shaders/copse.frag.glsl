// Trees deeper in the wood: the picture holds which way each place leans, how light it is, and which of it is bark.
centroid in vec3 albedo, facing;
centroid in vec4 haze, cloth;
out vec4 o;
uniform vec3 sun_dir, key_light;
void main() {
  vec4 t = texture(foliage, cloth.xy, 0.5);
  float a = cut(t.a, cloth.xy), bark = smoothstep(0.22, 0.08, t.g), sideways = (t.r - 0.5) * 2.2 * cloth.w, up = (t.g - 0.5) * 2.0;
  float depth = mix(0.12 + t.b * (0.6 + 3.6 * t.b), 1.9 * t.b, bark);
  vec3 n = normalize(facing * (0.75 - 0.3 * abs(sideways)) + vec3(facing.z, 0.0, -facing.x) * sideways + vec3(0.0, mix(up + 0.25, 0.0, bark), 0.0));
  vec3 base = mix(albedo, vec3(0.150, 0.138, 0.112), bark);
  float behind = max(0.0, -dot(facing, sun_dir)), sun = mix(0.65, 0.30, bark) * cloth.z;
  vec3 c = base * depth * (irradiance(n) * (0.45 + 0.55 * cloth.z) + key_light * (0.3183 * sun) * (max(0.0, dot(n, sun_dir) * 0.8 + 0.2) + vec3(1.2, 1.1, 0.4) * (behind * (1.0 - bark) * 0.9)));
  o = vec4(finish(mix(c, haze.rgb, haze.a)), a);
}
