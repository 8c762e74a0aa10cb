// A thing mirrored in water or wet sand: dark, soft at its sides, broken by small waves.
centroid in vec3 shine;
centroid in vec4 seen, haze;
centroid in float front;
out vec4 o;
uniform sampler2D lace;
uniform vec4 ripple;
void main() {
  vec4 wave = texture(lace, seen.xy * vec2(0.9, 4.6) + ripple.w * vec2(0.021, -0.013));
  float broken = mix(1.0, smoothstep(0.05, 0.95, wave.b + 0.5 * wave.a - 0.10 - 0.4 * wave.r), 0.9 * seen.w);
  float share = seen.z * broken * smoothstep(0.0, 0.75, front) * (1.0 - haze.a);
  o = vec4(finish(shine), 1.0) * share;
}
