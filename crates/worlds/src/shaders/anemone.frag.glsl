// Tentacles: their light was worked out at the corners.
centroid in vec3 colour, through, veil;
out vec4 o;
void main() { o = vec4(finish(colour * through + veil), 1.0); }
