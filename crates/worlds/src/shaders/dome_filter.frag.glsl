// Takes the grain of jittered steps out of a freshly marched dome: a small tent over nine texels.
in vec2 uv;
out vec4 o;
uniform sampler2D dome_a;
void main() {
  vec2 e = 1.0 / vec2(textureSize(dome_a, 0));
  vec4 s = texture(dome_a, uv) * 4.0;
  s += (texture(dome_a, uv + vec2(e.x, 0.0)) + texture(dome_a, uv - vec2(e.x, 0.0)) +
        texture(dome_a, uv + vec2(0.0, e.y)) + texture(dome_a, uv - vec2(0.0, e.y))) * 2.0;
  s += texture(dome_a, uv + e) + texture(dome_a, uv - e) + texture(dome_a, uv + vec2(e.x, -e.y)) +
       texture(dome_a, uv + vec2(-e.x, e.y));
  o = s / 16.0;
}
