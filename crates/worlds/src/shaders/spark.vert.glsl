// Fireflies over the reeds, each a soft point that swells and fades.
layout(location = 0) in float number;
uniform mat4 view_projection;
uniform vec4 sparks[12]; // place, how bright
uniform vec2 spark_px;   // pixels of a metre at a metre, and the light's exposure
out float bright;
void main() {
  vec4 at = sparks[int(number + 0.5)];
  gl_Position = view_projection * vec4(at.xyz, 1.0);
  float size = 0.055 * spark_px.x / gl_Position.w;
  gl_PointSize = max(2.0, size);
  bright = at.w * min(1.0, size * size / 4.0);
}
