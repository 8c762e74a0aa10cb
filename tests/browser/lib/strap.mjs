// An emulated Bluetooth heart strap: Chromium's own Bluetooth stack, with a made-up radio underneath.

const HEART_RATE_SERVICE = '0000180d-0000-1000-8000-00805f9b34fb';
const HEART_RATE_MEASUREMENT = '00002a37-0000-1000-8000-00805f9b34fb';
const PMD_SERVICE = 'fb005c80-02e7-f387-1cad-8acd2d8df0c8';
const PMD_CONTROL = 'fb005c81-02e7-f387-1cad-8acd2d8df0c8';
const PMD_DATA = 'fb005c82-02e7-f387-1cad-8acd2d8df0c8';
/** What a sensor that offers intervals by light says of itself, and its answer to being asked for them. */
const PMD_FEATURES = [0x0F, 0x08, 0x00];
const PMD_STARTED = [0xF0, 0x02, 0x03, 0x00, 0x00];
const CLIENT_CONFIGURATION = '00002902-0000-1000-8000-00805f9b34fb';
const SUCCESS = 0;

/** Puts a strap near this page; see `installStraps`. */
export async function installStrap(browser, page, { name = 'Polar H10 0A1B2C3D', address = '09:09:09:09:09:09', accept = true } = {}) {
  const [strap] = await installStraps(browser, page, [{ name, address }], { accept });
  return strap;
}

/**
 * Puts straps near this page, each with its own name and address; with `light` it offers intervals by light (PMD). Call before the page is opened, once per browser.
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
  /** By characteristic: what the page reads next. */
  #packets = new Map();
  #own = new Map();
  #offersService = false;
  #isAway = false;
  #isCalled = false;
  #answersLight;
  #answeredLight = new Promise((answered) => { this.#answersLight = answered; });

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
      const uuid = this.#own.get(characteristicId);
      const nothing = uuid === PMD_CONTROL ? base64(PMD_FEATURES) : '';
      const data = type === 'read' ? { data: this.#packets.get(uuid)?.shift() ?? nothing } : {};
      await radio.send('BluetoothEmulation.simulateCharacteristicOperationResponse', { characteristicId, type, code: SUCCESS, ...data });
      if (type === 'write' && uuid === PMD_CONTROL) await this.#notify(PMD_CONTROL, PMD_STARTED);
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
      address, name, manufacturerData: [], knownServiceUuids: [HEART_RATE_SERVICE, ...(this.#identity.light ? [PMD_SERVICE] : [])],
    });
  }

  /** Waits until the page listens to the strap. */
  async listenedTo({ timeout = 15_000, to = HEART_RATE_MEASUREMENT } = {}) {
    await this.#page.waitForFunction((key) => window.__heartCharacteristics?.[key], `${this.name} ${to}`, { timeout });
  }

  /** Waits until the page was answered that intervals by light come. */
  async askedForLight() {
    await this.listenedTo({ to: PMD_DATA });
    await this.#answeredLight;
  }

  /** One packet of the Heart Rate Measurement characteristic, as bytes. */
  async send(bytes) {
    await this.#notify(HEART_RATE_MEASUREMENT, bytes);
  }

  /** Intervals by light (milliseconds), each with its error and whether the arm moved. */
  async light(heartRate, samples) {
    const frame = [0x03, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    for (const { ms, error = 8, moved = false } of samples) {
      frame.push(heartRate, ms & 0xFF, ms >> 8, error & 0xFF, error >> 8, moved ? 0b111 : 0b110);
    }
    await this.#notify(PMD_DATA, frame);
  }

  async #notify(uuid, bytes) {
    if (!this.#packets.has(uuid)) this.#packets.set(uuid, []);
    this.#packets.get(uuid).push(base64(bytes));
    await this.#page.evaluate((key) => window.__heartCharacteristics[key](), `${this.name} ${uuid}`);
    if (uuid === PMD_CONTROL) this.#answersLight();
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
    await this.#page.evaluate((name) => {
      for (const key of Object.keys(window.__heartCharacteristics)) if (key.startsWith(`${name} `)) delete window.__heartCharacteristics[key];
    }, this.name);
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
    const offer = async (serviceId, characteristicUuid, properties) => {
      const { characteristicId } = await add('Characteristic', { serviceId, characteristicUuid, properties });
      const { descriptorId } = await add('Descriptor', { characteristicId, descriptorUuid: CLIENT_CONFIGURATION });
      this.#own.set(characteristicId, characteristicUuid).set(descriptorId, CLIENT_CONFIGURATION);
    };
    const { serviceId } = await add('Service', { address, serviceUuid: HEART_RATE_SERVICE });
    await offer(serviceId, HEART_RATE_MEASUREMENT, { notify: true, read: true });
    if (!this.#identity.light) return;
    const { serviceId: measurements } = await add('Service', { address, serviceUuid: PMD_SERVICE });
    await offer(measurements, PMD_CONTROL, { read: true, write: true, indicate: true });
    await offer(measurements, PMD_DATA, { notify: true, read: true });
  }
}

function base64(bytes) {
  return Buffer.from(bytes).toString('base64');
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
    window.__heartCharacteristics[`${this.service.device.name} ${this.uuid}`] = () => readValue.call(this).then(() => undefined);
    return result;
  };
}
