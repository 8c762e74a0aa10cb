// The tools of the journeys hold: the emulated headset and strap behave as the real ones do.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { findings } from './lib/accessibility.mjs';
import { assertContent, openBrowser, openPage, SIZES } from './lib/browser.mjs';
import { installHeadset } from './lib/headset.mjs';
import { compare, contrast, eye, meanColour, shrink } from './lib/pictures.mjs';
import { serveFolder } from './lib/site.mjs';
import { installStrap, measurement } from './lib/strap.mjs';

let browser;
let site;

before(async () => {
  browser = await openBrowser();
  site = await serveFolder(path.join(path.dirname(fileURLToPath(import.meta.url)), 'pages'));
});

after(async () => {
  await browser?.close();
  await site?.close();
});

async function open(t, options) {
  const page = await openPage(browser, options);
  t.after(() => page.context().close());
  return page;
}

async function wearing(t, options) {
  const page = await open(t, { size: SIZES.headset });
  const headset = await installHeadset(page, options);
  await page.goto(`${site.url}headset.html`);
  await page.click('#enter');
  await headset.immersed();
  return { page, headset };
}

function near(actual, expected, within = 1e-3) {
  actual.forEach((value, index) => assert.ok(Math.abs(value - expected[index]) < within, `${actual} is not near ${expected}`));
}

for (const ownFramebuffer of [false, true]) {
  test(`the eyes see where the head looks, ${ownFramebuffer ? 'in the layer\'s own framebuffer' : 'on the canvas'}`, async (t) => {
    const { page, headset } = await wearing(t, { ownFramebuffer });
    near(meanColour(eye(await headset.picture(), 'left')), [255, 0, 0], 2);
    await headset.look({ yaw: 90 });
    near(meanColour(eye(await headset.picture(), 'right')), [0, 255, 0], 2);
    assert.equal(await page.evaluate(() => seen.framebuffer), ownFramebuffer);
    assertContent(page);
    });
}

test('looking at a point turns the head towards it, from seated height', async (t) => {
  const { page, headset } = await wearing(t);
  await headset.lookAt([1, 1.2, -1]);
  near(await page.evaluate(() => seen.gaze), [Math.SQRT1_2, 0, -Math.SQRT1_2]);
  await headset.lookAt([0, 0.2, -1]);
  near(await page.evaluate(() => seen.gaze), [0, -Math.SQRT1_2, -Math.SQRT1_2]);
  near([await page.evaluate(() => seen.height)], [1.2], 0.01);
});

test('one pull of the trigger is one select, along the ray that was aimed', async (t) => {
  const { page, headset } = await wearing(t);
  await headset.look({ yaw: -30 });
  await headset.aim();
  await headset.trigger();
  assert.equal(await page.evaluate(() => seen.selects), 1);
  await headset.trigger();
  assert.equal(await page.evaluate(() => seen.selects), 2);
});

test('a client without controllers has only their gaze', async (t) => {
  const { page, headset } = await wearing(t, { controllers: false });
  assert.deepEqual(await page.evaluate(() => seen.handed), []);
  await headset.look({ pitch: 45 });
  near(await page.evaluate(() => seen.gaze), [0, Math.SQRT1_2, -Math.SQRT1_2]);
});

test('taking the headset off ends what the app draws', async (t) => {
  const { page, headset } = await wearing(t);
  await headset.leave();
  await page.waitForFunction(() => seen.ended);
  assert.equal(await headset.isImmersed(), false);
});

test('a strap is chosen, listened to, and its packets arrive byte for byte', async (t) => {
  const page = await open(t);
  const strap = await installStrap(browser, page);
  await page.goto(`${site.url}strap.html`);
  await page.click('#connect');
  await strap.listenedTo();
  await strap.beat(61, [983.4]);
  await strap.beat(62, [967.8, 955.1]);
  await strap.send([0x00, 60]);
  await page.waitForFunction(() => heard.length >= 4);
  const [name, ...packets] = await page.evaluate(() => heard);
  assert.equal(name, 'Polar H10 0A1B2C3D');
  assert.deepEqual(packets, [[0x10, 61, 0xef, 0x03], [0x10, 62, 0xdf, 0x03, 0xd2, 0x03], [0x00, 60]]);
  await strap.disconnect();
  await page.waitForFunction(() => heard.includes('disconnected'));
  assert.deepEqual(strap.problems, []);
  assertContent(page);
});

test('packets follow the specification, also above 255 beats per minute', () => {
  // GATT Specification Supplement 3.113.2: flags, rate, intervals of 1/1024 s, all little-endian.
  assert.deepEqual([...measurement(60, [1000])], [0x10, 60, 0x00, 0x04]);
  assert.deepEqual([...measurement(300)], [0x01, 0x2c, 0x01]);
});

test('pictures compare by what differs', async (t) => {
  const page = await open(t, { size: { width: 400, height: 200 } });
  const draw = async (html) => { await page.setContent(`<body style="margin:0;background:white">${html}`); return page.screenshot(); };
  const empty = await draw('');
  const half = await draw('<div style="width:200px;height:200px;background:black"></div>');
  assert.deepEqual(compare(empty, empty), { share: 0, mean: 0 });
  near([compare(empty, half).share], [0.5]);
  near([compare(empty, half).mean], [127.5]);
  near([contrast(empty), contrast(half)], [0, 127.5], 0.01);
  near(meanColour(eye(half, 'left')), [0, 0, 0]);
  near([compare(shrink(half, 2, 1), shrink(half, 2, 1)).mean], [0]);
});

test('axe finds a picture without words and passes a page with them', async (t) => {
  const page = await open(t);
  const body = (image) => `<html lang="en"><title>Page</title><main><h1>Page</h1>${image}</main></html>`;
  await page.setContent(body('<img src="data:,">'));
  assert.match((await findings(page)).join(), /image-alt/);
  await page.setContent(body('<img src="data:," alt="The sea">'));
  assert.deepEqual(await findings(page), []);
});
