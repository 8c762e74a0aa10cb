// Blades, flowers, leaves: lit at their corners.
centroid in vec3 light;
centroid in vec4 haze;
out vec4 o;
void main() { o = vec4(finish(mix(light, haze.rgb, haze.a)), 1.0); }
