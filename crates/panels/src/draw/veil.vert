// A triangle that covers the view.
out vec2 at;
void main() {
    at = vec2((gl_VertexID & 1) * 4 - 1, (gl_VertexID >> 1) * 4 - 1);
    gl_Position = vec4(at, 0.0, 1.0);
}
