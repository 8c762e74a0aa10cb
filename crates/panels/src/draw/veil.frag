// A soft gradient from the ground to the zenith, with a little noise against bands.
uniform mat4 seat_from_clip;
uniform vec3 below, middle, above;
uniform float cover;
in vec2 at;
out vec4 shown;
void main() {
    vec4 near = seat_from_clip * vec4(at, -1.0, 1.0);
    vec4 far = seat_from_clip * vec4(at, 1.0, 1.0);
    float height = normalize(far.xyz / far.w - near.xyz / near.w).y;
    vec3 colour = height < 0.0 ? mix(middle, below, smoothstep(0.0, 0.8, -height)) : mix(middle, above, smoothstep(0.0, 0.9, height));
    float noise = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) - 0.5;
    shown = vec4(colour + noise / 255.0, cover);
}
