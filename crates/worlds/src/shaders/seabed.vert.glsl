// The floor: sand with ripples, and rock.
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec2 extra; // rock, how open and sunlit
uniform mat4 view_projection;
centroid out vec3 world, facing, through, veil, beam;
centroid out vec4 lit; // where its light came through, rock, openness
void main() {
  world = position;
  facing = normal;
  haze(world, through, veil);
  lit = vec4(lit_through(world), extra);
  beam = sun_at(world.y) * smoothstep(0.15, 0.85, extra.y);
  gl_Position = view_projection * vec4(world, 1.0);
}
