// The solid things as the sun sees them.
layout(location = 0) in vec3 position;
uniform mat4 sun_from_world, place;
void main() { gl_Position = sun_from_world * place * vec4(position, 1.0); }
