// What is solid: bowls where their things are, the bench where it always stands, a butterfly as it flies.
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec4 stuff; // numbers of its own; what it is made of
layout(location = 3) in float number;
uniform mat4 view_projection;
uniform vec4 things[9];
uniform vec4 looks[9];
uniform vec4 flight[3]; // side and stroke, back, ahead
out vec3 world, facing, own;
flat out float made_of;
flat out vec4 look;
void main() {
  int which = int(number + 0.5);
  vec4 thing = things[which];
  look = looks[which];
  made_of = stuff.a;
  own = stuff.xyz;
  vec3 p = position, n = normal;
  if (made_of > 2.5) {
    if (made_of < 3.5) {
      float s = sin(flight[0].w), c = cos(flight[0].w);
      p = vec3(p.x * c, abs(p.x) * s, p.z);
      n = vec3(-sign(position.x) * s, c, 0.0);
    }
    mat3 held = mat3(flight[0].xyz, flight[1].xyz, flight[2].xyz);
    p = held * p * thing.w + thing.xyz;
    n = held * n;
  } else if (made_of > 0.5) {
    p = p * thing.w + thing.xyz;
  }
  world = p;
  facing = n;
  gl_Position = view_projection * vec4(world, 1.0);
}
