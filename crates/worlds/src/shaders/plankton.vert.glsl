// Motes that drift with the swell: by day pale specks in the sun, at night sparks of their own blue light.
layout(location = 0) in vec4 position;
uniform mat4 view_projection;
uniform vec3 head;
uniform vec4 specks; // where the water has carried them, size of a pixel at a metre
out float bright;
void main() {
  vec3 room = vec3(12.0, 5.2, 12.0);
  vec3 w = mod(position.xyz * room + specks.xyz + 0.2 * sin(swell.xyz + position.w * 40.0), room) - vec3(6.0, 0.0, 6.0) + vec3(head.x, 0.0, head.z);
  float far = distance(w, head), size = mix(0.0020, 0.0058, position.w * position.w) * specks.w / far;
  gl_PointSize = max(1.6, size) + 1.0;
  float dark = min(1.0, own.y * 8.0), spark = 0.5 + 0.5 * sin(swell.z * 2.0 + position.w * 90.0);
  bright = min(1.0, size * size * 0.4) * smoothstep(0.7, 1.8, far) * smoothstep(6.0, 4.0, far) * mix(0.20, 0.75 * spark * spark, dark);
  gl_Position = view_projection * vec4(w, 1.0);
}
