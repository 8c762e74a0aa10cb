// What is lit at its corners.
in vec3 light;
in vec4 haze;
out vec4 o;
void main() { o = vec4(finish(mix(light, haze.rgb, haze.a)), 1.0); }
