// A coarse picture of one baked sky, each texel the mean of the part it stands for: small enough to read back.
out vec4 o;
uniform sampler2D dome_a;
void main() {
  vec4 sum = vec4(0.0);
  for (int i = 0; i < 64; i++) {
    vec2 within = (vec2(i % 8, i / 8) + 0.5) / 8.0;
    sum += dome_unpack(textureLod(dome_a, (floor(gl_FragCoord.xy) + within) / PICTURE_SIDE, 0.0));
  }
  o = dome_pack(sum / 64.0);
}
