// The calm picture: a soft gradient that follows the head, drawn without WebAssembly when everything else has failed.

const VERTEX = `#version 300 es
out vec2 at;
void main() { at = vec2((gl_VertexID & 1) * 4 - 1, (gl_VertexID >> 1) * 4 - 1); gl_Position = vec4(at, 0.0, 1.0); }`;

// The same colours as the veil in the app, so that falling back is hardly seen.
const FRAGMENT = `#version 300 es
precision highp float;
uniform mat4 world_from_clip;
in vec2 at;
out vec4 shown;
void main() {
  vec4 near = world_from_clip * vec4(at, -1.0, 1.0);
  vec4 far = world_from_clip * vec4(at, 1.0, 1.0);
  float height = normalize(far.xyz / far.w - near.xyz / near.w).y;
  vec3 below = vec3(0.56, 0.47, 0.43), middle = vec3(0.83, 0.70, 0.62), above = vec3(0.52, 0.58, 0.66);
  vec3 colour = height < 0.0 ? mix(middle, below, smoothstep(0.0, 0.8, -height)) : mix(middle, above, smoothstep(0.0, 0.9, height));
  shown = vec4(colour, 1.0);
}`;

/** Draws the calm picture with a context; `null` when that context cannot either. */
export function calmPicture(gl) {
  if (!gl || gl.isContextLost()) return null;
  const program = gl.createProgram();
  for (const [kind, source] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]]) {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) return null;
  const place = gl.getUniformLocation(program, "world_from_clip");
  const array = gl.createVertexArray();
  return {
    gl,
    /** Views: `[{ projection, pose, viewport: [x, y, width, height] }]`, matrices column by column. */
    draw(framebuffer, views) {
      gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
      gl.useProgram(program);
      gl.bindVertexArray(array);
      gl.disable(gl.DEPTH_TEST);
      gl.disable(gl.BLEND);
      gl.disable(gl.CULL_FACE);
      gl.disable(gl.SCISSOR_TEST);
      gl.colorMask(true, true, true, true);
      for (const { projection, pose, viewport } of views) {
        gl.viewport(...viewport);
        gl.uniformMatrix4fv(place, false, worldFromClip(projection, pose));
        gl.drawArrays(gl.TRIANGLES, 0, 3);
      }
    },
  };
}

/** A perspective for a plain screen, looking level ahead. */
export function plainView(width, height) {
  const f = 1 / Math.tan(0.54);
  const projection = [(f * height) / width, 0, 0, 0, 0, f, 0, 0, 0, 0, -1, -1, 0, 0, -0.2, 0];
  return { projection, pose: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], viewport: [0, 0, width, height] };
}

/** pose · projection⁻¹, for a perspective that may be off-centre. */
function worldFromClip(p, pose) {
  const inverse = [
    1 / p[0], 0, 0, 0,
    0, 1 / p[5], 0, 0,
    0, 0, 0, 1 / p[14],
    p[8] / p[0], p[9] / p[5], -1, p[10] / p[14],
  ];
  const product = new Float32Array(16);
  for (let column = 0; column < 4; column += 1) {
    for (let row = 0; row < 4; row += 1) {
      for (let n = 0; n < 4; n += 1) product[4 * column + row] += pose[4 * n + row] * inverse[4 * column + n];
    }
  }
  return product;
}
