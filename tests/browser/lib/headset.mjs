// An emulated Quest 3 in a page: wear it, look at something, pull the trigger, see what the client sees.
import fs from 'node:fs';
import { createRequire } from 'node:module';

const RUNTIME = fs.readFileSync(createRequire(import.meta.url).resolve('iwer/build/iwer.min.js'), 'utf8');

/** Eye height of a seated person in metres, above the floor. */
const SEATED_METRES = 1.2;

/**
 * Gives a page a headset. Call before the page is opened.
 *
 * `ownFramebuffer`: a real headset draws into a framebuffer of its own, the emulator into the canvas. With `true` the
 * layer has a framebuffer as on the device, so that code which forgets to bind it shows; with `false` the picture also
 * appears on the page.
 */
export async function installHeadset(page, { ownFramebuffer = false, controllers = true } = {}) {
  await page.addInitScript({ content: RUNTIME });
  await page.addInitScript(wear, { ownFramebuffer, controllers, height: SEATED_METRES });
  return new Headset(page, ownFramebuffer);
}

class Headset {
  #page;
  #ownFramebuffer;

  constructor(page, ownFramebuffer) {
    this.#page = page;
    this.#ownFramebuffer = ownFramebuffer;
  }

  /** Turns the head: yaw to the left and pitch up are positive, in degrees. Straight ahead is −z. */
  async look({ yaw = 0, pitch = 0 } = {}) {
    await this.#page.evaluate(([yaw, pitch]) => __headset.turn(yaw, pitch), [radians(yaw), radians(pitch)]);
    await this.frames(2);
  }

  /** Turns the head towards a point in the room, in metres from the floor below where the client sits. */
  async lookAt([x, y, z]) {
    const [headX, headY, headZ] = await this.#page.evaluate(() => __headset.head());
    const [dx, dy, dz] = [x - headX, y - headY, z - headZ];
    await this.look({ yaw: degrees(Math.atan2(-dx, -dz)), pitch: degrees(Math.atan2(dy, Math.hypot(dx, dz))) });
  }

  /** Moves the head to this place, in metres. */
  async moveTo([x, y, z]) {
    await this.#page.evaluate((place) => __headset.move(...place), [x, y, z]);
    await this.frames(2);
  }

  /** Aims a controller where the head looks, or at `yaw` and `pitch` in degrees. */
  async aim({ yaw, pitch, hand = 'right' } = {}) {
    const direction = yaw === undefined && pitch === undefined ? null : [radians(yaw ?? 0), radians(pitch ?? 0)];
    await this.#page.evaluate(([hand, direction]) => __headset.aim(hand, direction), [hand, direction]);
    await this.frames(2);
  }

  /** Pulls and lets go of the trigger: one `select` for the app. */
  async trigger({ hand = 'right' } = {}) {
    await this.#press(hand, 'trigger');
  }

  /** Presses and lets go of a button by its name in the Quest's profile: `squeeze`, `thumbstick`, `a-button` … */
  async press(button, { hand = 'right' } = {}) {
    await this.#press(hand, button);
  }

  /** Waits for the app's next frames. */
  async frames(count = 1) {
    await this.#page.evaluate((count) => __headset.frames(count), count);
  }

  /** Is an immersive session running? */
  async isImmersed() {
    return this.#page.evaluate(() => Boolean(__headset.device.activeSession));
  }

  /** Waits until an immersive session runs and has drawn its first frames. */
  async immersed({ timeout = 20_000 } = {}) {
    await this.#page.waitForFunction(() => __headset.device.activeSession && __headset.drawn() > 0, null, { timeout });
    await this.frames(2);
  }

  /** Takes the headset off and puts it back on, as the system reports it: `hidden`, `visible-blurred`, `visible`. */
  async setVisibility(state) {
    await this.#page.evaluate((state) => __headset.device.updateVisibilityState(state), state);
    if (state !== 'hidden') await this.frames(2);
  }

  /** Ends the session from outside the app, as the headset's own menu does. */
  async leave() {
    await this.#page.evaluate(() => __headset.device.activeSession?.end());
  }

  /** What both eyes see, side by side, as PNG bytes. */
  async picture() {
    await this.frames(1);
    if (!this.#ownFramebuffer) return this.#page.screenshot();
    const address = await this.#page.evaluate(() => __headset.readFramebuffer());
    return Buffer.from(address.split(',')[1], 'base64');
  }

  async #press(hand, button) {
    await this.#page.evaluate(([hand, button]) => __headset.press(hand, button, 1), [hand, button]);
    await this.frames(3);
    await this.#page.evaluate(([hand, button]) => __headset.press(hand, button, 0), [hand, button]);
    await this.frames(3);
  }
}

const radians = (degrees) => (degrees * Math.PI) / 180;
const degrees = (radians) => (radians * 180) / Math.PI;

/** Runs in the page before its own scripts. */
function wear({ ownFramebuffer, controllers, height }) {
  if (!window.isSecureContext && location.protocol !== 'about:') return;
  const device = new IWER.XRDevice(IWER.metaQuest3, { stereoEnabled: true });
  device.installRuntime({ forceInstall: true });
  device.position.set(0, height, 0);
  for (const controller of Object.values(device.controllers)) controller.connected = controllers;

  // Counts the frames that the app draws, for whoever waits for one. A session that ended draws no more.
  let drawn = 0;
  const waiting = [];
  const release = (all) => {
    for (const wait of waiting.splice(0)) (all || wait.until <= drawn ? wait.resolve : (wait) => waiting.push(wait))(wait);
  };
  const { requestAnimationFrame } = XRSession.prototype;
  XRSession.prototype.requestAnimationFrame = function (draw) {
    if (!this.__watched) {
      this.__watched = true;
      this.addEventListener('end', () => release(true));
    }
    return requestAnimationFrame.call(this, (time, frame) => {
      draw(time, frame);
      drawn += 1;
      release(false);
    });
  };

  const quaternion = (yaw, pitch) => {
    const [sy, cy, sp, cp] = [Math.sin(yaw / 2), Math.cos(yaw / 2), Math.sin(pitch / 2), Math.cos(pitch / 2)];
    return [cy * sp, sy * cp, -sy * sp, cy * cp];
  };

  window.__headset = {
    device,
    head: () => [device.position.x, device.position.y, device.position.z],
    move: (x, y, z) => device.position.set(x, y, z),
    turn: (yaw, pitch) => device.quaternion.set(...quaternion(yaw, pitch)),
    aim: (hand, direction) => {
      const controller = device.controllers[hand];
      controller.position.set(device.position.x, device.position.y, device.position.z);
      if (direction) controller.quaternion.set(...quaternion(...direction));
      else controller.quaternion.set(device.quaternion.x, device.quaternion.y, device.quaternion.z, device.quaternion.w);
    },
    press: (hand, button, value) => device.controllers[hand].updateButtonValue(button, value),
    frames: (count) => new Promise((resolve) => {
      if (!device.activeSession) return resolve();
      waiting.push({ until: drawn + count, resolve });
    }),
    drawn: () => drawn,
    readFramebuffer: () => {
      const { context: gl, framebuffer } = device.activeSession.renderState.baseLayer;
      const [width, height] = [gl.drawingBufferWidth, gl.drawingBufferHeight];
      const [bound, pixels] = [gl.getParameter(gl.READ_FRAMEBUFFER_BINDING), new Uint8ClampedArray(width * height * 4)];
      gl.bindFramebuffer(gl.READ_FRAMEBUFFER, framebuffer);
      gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
      gl.bindFramebuffer(gl.READ_FRAMEBUFFER, bound);
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      const picture = canvas.getContext('2d');
      const upright = new ImageData(width, height);
      for (let row = 0; row < height; row += 1) {
        const from = (height - 1 - row) * width * 4;
        upright.data.set(pixels.subarray(from, from + width * 4), row * width * 4);
      }
      for (let alpha = 3; alpha < upright.data.length; alpha += 4) upright.data[alpha] = 255;
      picture.putImageData(upright, 0, 0);
      return canvas.toDataURL('image/png');
    },
  };

  if (!ownFramebuffer) return;
  const made = new WeakMap();
  Object.defineProperty(XRWebGLLayer.prototype, 'framebuffer', {
    get() {
      const gl = this.context;
      const [width, height] = [gl.drawingBufferWidth, gl.drawingBufferHeight];
      const known = made.get(this);
      if (known?.width === width && known.height === height) return known.framebuffer;
      const restore = [
        gl.getParameter(gl.TEXTURE_BINDING_2D), gl.getParameter(gl.RENDERBUFFER_BINDING),
        gl.getParameter(gl.DRAW_FRAMEBUFFER_BINDING), gl.getParameter(gl.READ_FRAMEBUFFER_BINDING),
      ];
      const framebuffer = gl.createFramebuffer();
      const colour = gl.createTexture();
      gl.bindTexture(gl.TEXTURE_2D, colour);
      gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, width, height);
      const depth = gl.createRenderbuffer();
      gl.bindRenderbuffer(gl.RENDERBUFFER, depth);
      gl.renderbufferStorage(gl.RENDERBUFFER, gl.DEPTH24_STENCIL8, width, height);
      gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
      gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, colour, 0);
      gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl.DEPTH_STENCIL_ATTACHMENT, gl.RENDERBUFFER, depth);
      gl.bindTexture(gl.TEXTURE_2D, restore[0]);
      gl.bindRenderbuffer(gl.RENDERBUFFER, restore[1]);
      gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, restore[2]);
      gl.bindFramebuffer(gl.READ_FRAMEBUFFER, restore[3]);
      made.set(this, { framebuffer, width, height });
      return framebuffer;
    },
  });
}
