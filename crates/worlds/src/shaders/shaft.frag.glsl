// A shaft: bright in its middle, nothing at its edge; added to what lies behind.
in vec2 square;
in float strength;
out vec4 o;
uniform vec3 shaft_light;
void main() {
  float edge = 1.0 - square.x * square.x, weave = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) - 0.5;
  o = vec4(max(vec3(0.0), shaft_light * (strength * edge * edge * edge) + weave / 255.0), 1.0);
}
