// Distance fields of a rounded box, a ring and a mark; smooth over one pixel whatever the size. Colours leave premultiplied.
uniform sampler2D atlas;
uniform float spread; // share of the field's range in a pixel of the atlas
in vec2 at;
in vec2 in_atlas;
flat in vec4 shape;
flat in vec4 ink;
flat in vec4 foot;
flat in vec4 extra;
out vec4 shown;

void main() {
    float kind = shape.w;
    vec2 beyond = abs(at) - shape.xy + shape.z;
    float from_box = length(max(beyond, 0.0)) + min(max(beyond.x, beyond.y), 0.0) - shape.z;
    float from_ring = abs(length(at) - shape.x) - extra.y * 0.5;
    // Derivatives and textures must be taken by every pixel alike, before anything branches.
    float field = texture(atlas, in_atlas).r - 0.5;
    float field_px = max(fwidth(in_atlas.x), fwidth(in_atlas.y)) * spread;
    float distance = kind < 1.5 ? from_box : from_ring;
    float pixel = max(fwidth(at.x), fwidth(at.y));
    float around = fract(atan(at.x, at.y) / 6.2831853 + 1.0);

    vec4 colour = ink;
    float cover;
    if (kind < 0.5) {
        cover = clamp(0.5 - distance / pixel, 0.0, 1.0);
        colour = mix(foot, ink, clamp(at.y / (2.0 * shape.y) + 0.5, 0.0, 1.0));
        // A fine lighter edge, as paper has where light falls along it.
        colour.rgb += extra.z * 0.05 * smoothstep(-0.30, -0.02, distance);
    } else if (kind < 1.5) {
        float near = clamp(1.0 - distance / extra.y, 0.0, 1.0);
        cover = near * near * near;
    } else if (kind < 2.5) {
        float turn = pixel / (6.2831853 * max(length(at), 0.1));
        cover = clamp(0.5 - distance / pixel, 0.0, 1.0) * clamp((extra.z - around) / turn + 0.5, 0.0, 1.0);
    } else {
        cover = clamp(field / max(field_px, 1e-4) + 0.5, 0.0, 1.0);
    }
    float alpha = colour.a * cover;
    // Half a level of noise, so that the long soft gradients show no steps.
    float noise = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) - 0.5;
    shown = vec4(clamp(colour.rgb + noise / 255.0, 0.0, 1.0) * alpha, alpha);
}
