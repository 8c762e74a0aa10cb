// The glow round the float, and round the lighthouse's lamp: added to what lies behind.
in vec2 square;
out vec4 o;
void main() {
  float r = length(square);
  float halo = pow(max(0.0, 1.0 - r), 2.6) * 0.231;
  o = vec4(max(tone(lantern_light.rgb * halo), 0.0) * smoothstep(1.0, 0.8, r), 1.0);
}
