// One film of small waves at this moment: two pictures of the looping stack, mixed once for the whole frame.
out vec4 o;
uniform sampler2DArray slopes;
uniform float phase;
void main() {
  float f = phase * SLOPE_LAYERS;
  int now = int(f), count = int(SLOPE_LAYERS);
  ivec2 p = ivec2(gl_FragCoord.xy);
  o = mix(texelFetch(slopes, ivec3(p, now % count), 0), texelFetch(slopes, ivec3(p, (now + 1) % count), 0), fract(f));
}
