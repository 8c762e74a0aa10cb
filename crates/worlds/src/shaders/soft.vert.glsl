// What is all light or film: a square for each thing that faces the eye, with room around it for what spreads.
layout(location = 0) in vec3 position;
layout(location = 3) in float number;
uniform mat4 view_projection;
uniform vec4 things[9]; // middle, radius
uniform vec4 looks[9];  // which look, how far it is there, how warm, seconds since touched
uniform vec3 eye;
out vec2 square;        // in radii
out vec3 right_way, up_way, back_way;
flat out vec4 look;
void main() {
  int which = int(number + 0.5);
  vec4 thing = things[which];
  look = looks[which];
  back_way = normalize(eye - thing.xyz);
  right_way = normalize(cross(vec3(0.0, 1.0, 0.0), back_way));
  up_way = cross(back_way, right_way);
  float room = look.x < 1.5 ? 2.6 : look.x < 2.5 ? 2.9 : look.x < 3.5 ? 1.6 : 3.4;
  // Bowls and butterflies are none of this: their squares shrink to nothing.
  float there = look.x > 0.5 && look.x < 4.5 ? thing.w : 0.0;
  square = position.xy * room;
  gl_Position = view_projection * vec4(thing.xyz + (right_way * square.x + up_way * square.y) * there, 1.0);
}
