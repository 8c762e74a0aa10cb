// How far above each place on the beach hangs what shades it, on average: the root of a share of 20 m.
in vec3 at;
out vec4 o;
uniform sampler2D depths;
uniform vec3 sun_reach; // a metre in the sun's map (xy), how soft a shadow begins (m)
void main() {
  float sum = 0.0, count = 0.0;
  for (int i = 0; i < 32; i++) {
    float r = sqrt((float(i) + 0.5) / 32.0), a = float(i) * 2.39996;
    float gap = at.z - textureLod(depths, at.xy + vec2(cos(a), sin(a)) * (r * 22.0 * sun_reach.z * sun_reach.xy), 0.0).r;
    if (gap > 0.0) { sum += gap; count += 1.0; }
  }
  o = vec4(sqrt(sum / max(count, 1.0) * 4.0));
}
