// The dome, and what is too small for it: the sun's disc, and the glare of sun or moon that the eye itself makes.
in vec3 far_point;
flat in float veil;
out vec4 o;
uniform sampler2D dome;
uniform vec3 sun_dir, disc_light; // of the sun, and after dusk of the moon
uniform vec4 glare;               // how strong: disc, near, wide, skirt
uniform vec2 glare_fall;          // how fast near and wide fall off, per radian
void main() {
  vec3 d = normalize(far_point);
  vec4 sky = dome_at(dome, vec3(d.x, max(d.y, 0.0012), d.z), 0.0);
  float angle = length(d - sun_dir);
  vec2 around = glare.yz * exp(-angle * glare_fall);
  float disc = smoothstep(0.0088, 0.0068, angle) * glare.x * (1.0 - sky.a);
  float spread = around.x + around.y + glare.w / (0.02 + angle * angle * 14.0);
  o = vec4(finish(sky.rgb + disc_light * (disc + veil * spread)), 1.0);
}
