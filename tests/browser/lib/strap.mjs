// An emulated Bluetooth heart strap: Chromium's own Bluetooth stack, with a made-up radio underneath.

const HEART_RATE_SERVICE = '0000180d-0000-1000-8000-00805f9b34fb';
const HEART_RATE_MEASUREMENT = '00002a37-0000-1000-8000-00805f9b34fb';
const CLIENT_CONFIGURATION = '00002902-0000-1000-8000-00805f9b34fb';
const SUCCESS = 0;

/** Puts a strap near this page; see `installStraps`. */
export async function installStrap(browser, page, { name = 'Polar H10 0A1B2C3D', address = '09:09:09:09:09:09', accept = true } = {}) {
  const [strap] = await installStraps(browser, page, [{ name, address }], { accept });
  return strap;
}

/**
 * Puts straps near this page, each with its own name and address. Call before the page is opened, once per browser.
 *
 * The page asks for a device as always; the person's choice in the browser's dialogue is made for them, in the order of
 * `identities`, unless `accept` is false. The emulation cannot push a notification, so `send` lets the page's own
 * characteristic read the packet: the page's handler for `characteristicvaluechanged` runs exactly as for a notification.
 */
export async function installStraps(browser, page, identities, { accept = true } = {}) {
  const radio = await browser.newBrowserCDPSession();
  const dialogue = await page.context().newCDPSession(page);
  const straps = identities.map((identity) => new Strap(page, radio, identity));
  const unchosen = [...straps];
  await page.addInitScript(keepCharacteristics);
  const answered = new Set();
  dialogue.on('DeviceAccess.deviceRequestPrompted', ({ id, devices }) => {
    // The dialogue reports again whenever its list grows; a person chooses once.
    const wanted = devices.find((device) => device.id === unchosen[0]?.address);
    if (answered.has(id) || (accept && !wanted)) return;
    answered.add(id);
    if (accept && unchosen.length > 1) unchosen.shift();
    const choice = accept
      ? dialogue.send('DeviceAccess.selectPrompt', { id, deviceId: wanted.id })
      : dialogue.send('DeviceAccess.cancelPrompt', { id });
    choice.catch((error) => straps[0].problems.push(error));
  });
  await radio.send('BluetoothEmulation.enable', { state: 'powered-on', leSupported: true });
  await dialogue.send('DeviceAccess.enable');
  for (const strap of straps) await strap.advertise();
  return straps;
}

class Strap {
  /** What went wrong on the emulated radio; a test ends with it empty. */
  problems = [];
  #page;
  #radio;
  #identity;
  #packets = [];
  #own = new Set();
  #offersService = false;
  #isAway = false;
  #isCalled = false;

  constructor(page, radio, identity) {
    this.#page = page;
    this.#radio = radio;
    this.#identity = identity;
    this.#answer('gattOperationReceived', async ({ address, type }) => {
      if (address !== identity.address) return;
      if (type === 'connection' && this.#isAway) {
        this.#isCalled = true;
        return;
      }
      if (type === 'connection' && !this.#offersService) await this.#offerService();
      await radio.send('BluetoothEmulation.simulateGATTOperationResponse', { address, type, code: SUCCESS });
    });
    this.#answer('descriptorOperationReceived', async ({ descriptorId, type }) => {
      if (!this.#own.has(descriptorId)) return;
      await radio.send('BluetoothEmulation.simulateDescriptorOperationResponse', { descriptorId, type, code: SUCCESS });
    });
    this.#answer('characteristicOperationReceived', async ({ characteristicId, type }) => {
      if (!this.#own.has(characteristicId)) return;
      const data = type === 'read' ? { data: this.#packets.shift() ?? '' } : {};
      await radio.send('BluetoothEmulation.simulateCharacteristicOperationResponse', { characteristicId, type, code: SUCCESS, ...data });
    });
  }

  get name() {
    return this.#identity.name;
  }

  get address() {
    return this.#identity.address;
  }

  async advertise() {
    const { name, address } = this.#identity;
    await this.#radio.send('BluetoothEmulation.simulatePreconnectedPeripheral', {
      address, name, manufacturerData: [], knownServiceUuids: [HEART_RATE_SERVICE],
    });
  }

  /** Waits until the page listens to the strap. */
  async listenedTo({ timeout = 15_000 } = {}) {
    await this.#page.waitForFunction((name) => window.__heartCharacteristics?.[name], this.name, { timeout });
  }

  /** One packet of the Heart Rate Measurement characteristic, as bytes. */
  async send(bytes) {
    this.#packets.push(Buffer.from(bytes).toString('base64'));
    await this.#page.evaluate((name) => window.__heartCharacteristics[name](), this.name);
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

  /** It is within reach again, and answers who called it meanwhile. */
  async back() {
    this.#isAway = false;
    await this.#page.evaluate((name) => { delete window.__heartCharacteristics[name]; }, this.name);
    if (!this.#isCalled) return;
    this.#isCalled = false;
    await this.#offerService();
    const { address } = this.#identity;
    await this.#radio.send('BluetoothEmulation.simulateGATTOperationResponse', { address, type: 'connection', code: SUCCESS });
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
    const { descriptorId } = await add('Descriptor', { characteristicId, descriptorUuid: CLIENT_CONFIGURATION });
    this.#own.add(characteristicId).add(descriptorId);
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

/** Runs in the page before its own scripts: remembers, by the strap's name, the characteristics that the page listens to. */
function keepCharacteristics() {
  const prototype = window.BluetoothRemoteGATTCharacteristic?.prototype;
  if (!prototype) return;
  const { startNotifications, readValue } = prototype;
  prototype.startNotifications = async function () {
    const result = await startNotifications.call(this);
    window.__heartCharacteristics ??= {};
    window.__heartCharacteristics[this.service.device.name] = () => readValue.call(this).then(() => undefined);
    return result;
  };
}
