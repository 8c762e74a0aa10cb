// A shape on a panel: a quad spanned by two half axes.
layout(location = 0) in vec3 middle;
layout(location = 1) in vec3 right;
layout(location = 2) in vec3 up;
layout(location = 3) in vec4 form;   // half width, half height, corner (degrees), kind
layout(location = 4) in vec4 colour;
layout(location = 5) in vec4 second; // colour at the foot, or left, lower, right, upper in the atlas
layout(location = 6) in vec4 more;   // margin, softness or thickness (degrees), share or edge
uniform mat4 clip_from_seat;
out vec2 at;
out vec2 in_atlas;
flat out vec4 shape;
flat out vec4 ink;
flat out vec4 foot;
flat out vec4 extra;

void main() {
    vec2 corner = vec2((gl_VertexID & 1) * 2 - 1, (gl_VertexID >> 1) * 2 - 1);
    at = corner * (form.xy + more.x);
    in_atlas = mix(second.xy, second.zw, corner * 0.5 + 0.5);
    shape = form;
    ink = colour;
    foot = second;
    extra = more;
    gl_Position = clip_from_seat * vec4(middle + right * corner.x + up * corner.y, 1.0);
}
