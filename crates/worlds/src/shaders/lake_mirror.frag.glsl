// A thing mirrored in still water: as dark as the thing, softly broken.
in vec3 shine;
in vec3 seen;
in vec4 haze;
out vec4 o;
void main() {
  vec4 wave = texture(lace, seen.yz * vec2(0.35, 1.7));
  float share = seen.x * smoothstep(-0.15, 0.40, wave.b + 0.3 * wave.a - 0.15) * (1.0 - haze.a);
  o = vec4(finish(shine), 1.0) * clamp(share, 0.0, 1.0);
}
