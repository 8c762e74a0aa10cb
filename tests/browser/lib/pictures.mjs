// Pictures: keeping what a screen looked like, and telling two of them apart within a tolerance.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/** Where pictures for a person to look at go. */
export const OUT = process.env.LUWTE_OUT ?? path.join(ROOT, 'out');

/** Keeps a screen as `out/screens/<name>.png` and gives its PNG bytes. */
export async function shoot(page, name, options = {}) {
  return keep(await page.screenshot({ animations: 'disabled', ...options }), name);
}

/** Keeps PNG bytes as `out/screens/<name>.png`. */
export function keep(png, name) {
  const file = path.join(OUT, 'screens', `${name}.png`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, png);
  return png;
}

/**
 * How much two PNGs of the same size differ: the share of pixels that look different (0 to 1), and the mean absolute
 * difference of a colour channel (0 to 255). With `name`, a picture that marks the differences is kept.
 */
export function compare(first, second, { threshold = 0.1, name } = {}) {
  const [one, two] = [PNG.sync.read(first), PNG.sync.read(second)];
  if (one.width !== two.width || one.height !== two.height) {
    throw new Error(`pictures of ${one.width}×${one.height} and ${two.width}×${two.height} cannot be compared`);
  }
  const marked = new PNG({ width: one.width, height: one.height });
  const different = pixelmatch(one.data, two.data, marked.data, one.width, one.height, { threshold });
  if (name) keep(PNG.sync.write(marked), name);
  return { share: different / (one.width * one.height), mean: meanDifference(one.data, two.data) };
}

/** Cuts a rectangle out of a PNG: `{ x, y, width, height }` in pixels. */
export function crop(png, { x, y, width, height }) {
  const whole = PNG.sync.read(png);
  const part = new PNG({ width, height });
  PNG.bitblt(whole, part, x, y, width, height, 0, 0);
  return PNG.sync.write(part);
}

/** How many pixels a PNG has: `{ width, height }`. */
export function sizeOf(png) {
  const { width, height } = PNG.sync.read(png);
  return { width, height };
}

/** One eye of a stereo picture. */
export function eye(png, side) {
  const { width, height } = PNG.sync.read(png);
  return crop(png, { x: side === 'left' ? 0 : width / 2, y: 0, width: width / 2, height });
}

/** Makes a picture smaller by averaging, so that two renderings of one scene compare by what is where. */
export function shrink(png, width, height) {
  const whole = PNG.sync.read(png);
  const small = new PNG({ width, height });
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = average(whole, (x * whole.width) / width, ((x + 1) * whole.width) / width, (y * whole.height) / height, ((y + 1) * whole.height) / height);
      small.data.set([...colour, 255], (y * width + x) * 4);
    }
  }
  return PNG.sync.write(small);
}

/** The mean colour of a picture, `[red, green, blue]` from 0 to 255. */
export function meanColour(png) {
  const whole = PNG.sync.read(png);
  return average(whole, 0, whole.width, 0, whole.height);
}

/** How much there is to see: the standard deviation of brightness, from 0 for one even colour. */
export function contrast(png) {
  const { data } = PNG.sync.read(png);
  let [sum, squares] = [0, 0];
  for (let at = 0; at < data.length; at += 4) {
    const light = 0.2126 * data[at] + 0.7152 * data[at + 1] + 0.0722 * data[at + 2];
    sum += light;
    squares += light * light;
  }
  const count = data.length / 4;
  return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
}

function average(picture, left, right, top, bottom) {
  const [red, green, blue, count] = [0, 1, 2, 3].map(() => 0);
  const sum = [red, green, blue];
  let pixels = count;
  for (let y = Math.floor(top); y < Math.max(Math.floor(top) + 1, Math.floor(bottom)); y += 1) {
    for (let x = Math.floor(left); x < Math.max(Math.floor(left) + 1, Math.floor(right)); x += 1) {
      const at = (y * picture.width + x) * 4;
      for (let channel = 0; channel < 3; channel += 1) sum[channel] += picture.data[at + channel];
      pixels += 1;
    }
  }
  return sum.map((total) => total / pixels);
}

function meanDifference(one, two) {
  let sum = 0;
  for (let at = 0; at < one.length; at += 4) {
    for (let channel = 0; channel < 3; channel += 1) sum += Math.abs(one[at + channel] - two[at + channel]);
  }
  return sum / ((one.length / 4) * 3);
}
