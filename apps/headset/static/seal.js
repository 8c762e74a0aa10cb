// Seals a portion of a session to the institution and signs it as this headset; the layout is that of `link::Sealed`.

const CURVE = "P-256";
const INFO = new TextEncoder().encode("luwte sealed events 1");
const MAGIC = [...new TextEncoder().encode("LUWTE"), 1];
const HEADER = MAGIC.length + 16 + 16 + 8 + 4 + 4 + 65;

/** A key of the headset's own; its secret half can be used here and taken nowhere. */
export const newKey = () => crypto.subtle.generateKey({ name: "ECDSA", namedCurve: CURVE }, false, ["sign", "verify"]);

/** Its public half, as it is enrolled with. */
export async function publicHalf({ publicKey }) {
  const bytes = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
  return btoa(String.fromCharCode(...bytes));
}

/** The record of a frame: `self` says who signs and to whom it is sealed, `head` is session, first and count (24 bytes). */
export async function seal(self, head, openedUs, frame) {
  const { subtle } = crypto;
  const to = await subtle.importKey("raw", bytesOf(self.sealTo), { name: "ECDH", namedCurve: CURVE }, false, []);
  const once = await subtle.generateKey({ name: "ECDH", namedCurve: CURVE }, false, ["deriveBits"]);
  const secret = await subtle.deriveBits({ name: "ECDH", public: to }, once.privateKey, 256);
  const shared = await subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: INFO };
  const key = await subtle.deriveKey(how, shared, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);

  const header = new Uint8Array(HEADER);
  header.set(MAGIC);
  header.set(idBytes(self.id), 6);
  header.set(head.subarray(0, 16), 22);
  new DataView(header.buffer).setBigInt64(38, BigInt(openedUs), true);
  header.set(head.subarray(16, 24), 46);
  header.set(new Uint8Array(await subtle.exportKey("raw", once.publicKey)), 54);

  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await subtle.encrypt({ name: "AES-GCM", iv, additionalData: header }, key, frame);
  const signed = joined(header, iv, new Uint8Array(sealed));
  const signature = await subtle.sign({ name: "ECDSA", hash: "SHA-256" }, self.key.privateKey, signed);
  return joined(signed, new Uint8Array(signature));
}

/** The id of the headset that signed a record. */
export const signerOf = (record) => hex(record.subarray(6, 22));

export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

function idBytes(id) {
  return Uint8Array.from(id.replaceAll("-", "").match(/../g), (pair) => Number.parseInt(pair, 16));
}

function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
