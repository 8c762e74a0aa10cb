// Depth, where foliage is.
in vec2 uv;
uniform sampler2D foliage;
void main() { if (textureLod(foliage, uv, 1.0).a < 0.45) discard; }
