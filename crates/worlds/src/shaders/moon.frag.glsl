// The moon: a sphere with seas, lit from where the sun is; its light is added to the sky's.
in vec2 square;
flat in float open;
out vec4 o;
uniform vec3 moon_sun, moon_light; // the sun seen from the moon's square: right, up, towards the eye
void main() {
  float r2 = dot(square, square), r = sqrt(r2);
  vec3 n = vec3(square, sqrt(max(0.0, 1.0 - r2)));
  float lit = smoothstep(-0.05, 0.25, dot(n, moon_sun));
  float mare = 0.82 + 0.18 * sin(n.x * 7.0 + 2.0) * sin(n.y * 9.0 + n.z * 4.0);
  o = vec4(max(tone(moon_light * 6.0 * mare), 0.0) * (lit * smoothstep(1.08, mix(0.2, 0.94, open), r) * open), 1.0);
}
