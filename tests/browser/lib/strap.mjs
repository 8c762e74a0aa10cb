// An emulated Bluetooth heart strap: Chromium's own Bluetooth stack, with a made-up radio underneath.

const HEART_RATE_SERVICE = '0000180d-0000-1000-8000-00805f9b34fb';
const HEART_RATE_MEASUREMENT = '00002a37-0000-1000-8000-00805f9b34fb';
const CLIENT_CONFIGURATION = '00002902-0000-1000-8000-00805f9b34fb';
const SUCCESS = 0;

/**
 * Puts a strap near this page. Call before the page is opened; one strap per browser.
 *
 * The page asks for a device as always; the person's choice in the browser's dialogue is made for them, unless
 * `accept` is false. The emulation cannot push a notification, so `send` lets the page's own characteristic read the
 * packet: the page's handler for `characteristicvaluechanged` runs exactly as for a notification.
 */
export async function installStrap(browser, page, { name = 'Polar H10 0A1B2C3D', address = '09:09:09:09:09:09', accept = true } = {}) {
  const radio = await browser.newBrowserCDPSession();
  const dialogue = await page.context().newCDPSession(page);
  const strap = new Strap(page, radio, { name, address });
  await page.addInitScript(keepCharacteristics);
  const answered = new Set();
  dialogue.on('DeviceAccess.deviceRequestPrompted', ({ id, devices }) => {
    // The dialogue reports again whenever its list grows; a person chooses once.
    if (answered.has(id) || (accept && devices.length === 0)) return;
    answered.add(id);
    const choice = accept
      ? dialogue.send('DeviceAccess.selectPrompt', { id, deviceId: devices[0].id })
      : dialogue.send('DeviceAccess.cancelPrompt', { id });
    choice.catch((error) => strap.problems.push(error));
  });
  await radio.send('BluetoothEmulation.enable', { state: 'powered-on', leSupported: true });
  await dialogue.send('DeviceAccess.enable');
  await strap.advertise();
  return strap;
}

class Strap {
  /** What went wrong on the emulated radio; a test ends with it empty. */
  problems = [];
  #page;
  #radio;
  #identity;
  #packets = [];
  #offersService = false;
  #isAway = false;

  constructor(page, radio, identity) {
    this.#page = page;
    this.#radio = radio;
    this.#identity = identity;
    this.#answer('gattOperationReceived', async ({ address, type }) => {
      if (type === 'connection' && this.#isAway) return;
      if (type === 'connection' && !this.#offersService) await this.#offerService();
      await radio.send('BluetoothEmulation.simulateGATTOperationResponse', { address, type, code: SUCCESS });
    });
    this.#answer('descriptorOperationReceived', ({ descriptorId, type }) =>
      radio.send('BluetoothEmulation.simulateDescriptorOperationResponse', { descriptorId, type, code: SUCCESS }));
    this.#answer('characteristicOperationReceived', ({ characteristicId, type }) => {
      const data = type === 'read' ? { data: this.#packets.shift() ?? '' } : {};
      return radio.send('BluetoothEmulation.simulateCharacteristicOperationResponse', { characteristicId, type, code: SUCCESS, ...data });
    });
  }

  async advertise() {
    const { name, address } = this.#identity;
    await this.#radio.send('BluetoothEmulation.simulatePreconnectedPeripheral', {
      address, name, manufacturerData: [], knownServiceUuids: [HEART_RATE_SERVICE],
    });
  }

  /** Waits until the page listens to the strap. */
  async listenedTo({ timeout = 15_000 } = {}) {
    await this.#page.waitForFunction(() => window.__heartCharacteristic?.listening, null, { timeout });
  }

  /** One packet of the Heart Rate Measurement characteristic, as bytes. */
  async send(bytes) {
    this.#packets.push(Buffer.from(bytes).toString('base64'));
    await this.#page.evaluate(() => window.__heartCharacteristic.read());
  }

  /** A packet with a heart rate (per minute) and the intervals since the last packet (milliseconds). */
  async beat(heartRate, intervalsMs = []) {
    await this.send(measurement(heartRate, intervalsMs));
  }

  /** The strap walks out of reach: the page hears `gattserverdisconnected`. With `stayAway` it cannot be reached again. */
  async disconnect({ stayAway = false } = {}) {
    this.#offersService = false;
    this.#isAway = stayAway;
    await this.#radio.send('BluetoothEmulation.simulateGATTDisconnection', { address: this.#identity.address });
  }

  #answer(event, work) {
    this.#radio.on(`BluetoothEmulation.${event}`, (details) => {
      Promise.resolve(work(details)).catch((error) => this.problems.push(error));
    });
  }

  async #offerService() {
    this.#offersService = true;
    const { address } = this.#identity;
    const add = (what, details) => this.#radio.send(`BluetoothEmulation.add${what}`, details);
    const { serviceId } = await add('Service', { address, serviceUuid: HEART_RATE_SERVICE });
    const { characteristicId } = await add('Characteristic', {
      serviceId, characteristicUuid: HEART_RATE_MEASUREMENT, properties: { notify: true, read: true },
    });
    await add('Descriptor', { characteristicId, descriptorUuid: CLIENT_CONFIGURATION });
  }
}

/**
 * Heart Rate Measurement (GATT Specification Supplement, 3.113): flags, an 8 or 16 bit rate, intervals in 1/1024 s.
 */
export function measurement(heartRate, intervalsMs = []) {
  const isWide = heartRate > 255;
  const packet = Buffer.alloc((isWide ? 3 : 2) + 2 * intervalsMs.length);
  packet[0] = (isWide ? 0x01 : 0) | (intervalsMs.length > 0 ? 0x10 : 0);
  if (isWide) packet.writeUInt16LE(heartRate, 1);
  else packet[1] = heartRate;
  intervalsMs.forEach((interval, index) => packet.writeUInt16LE(Math.round((interval * 1024) / 1000), (isWide ? 3 : 2) + 2 * index));
  return packet;
}

/** Runs in the page before its own scripts: remembers the characteristic that the page listens to. */
function keepCharacteristics() {
  const prototype = window.BluetoothRemoteGATTCharacteristic?.prototype;
  if (!prototype) return;
  const { startNotifications, readValue } = prototype;
  prototype.startNotifications = async function () {
    const result = await startNotifications.call(this);
    window.__heartCharacteristic = { listening: true, read: () => readValue.call(this).then(() => undefined) };
    return result;
  };
}
