// What a tablet keeps of heart straps while no server takes it: portions on the disk, sealed with a key that never rests here.

const NAME = "luwte-tablet";
/** A browser that does not answer within this time stores nothing. */
const PATIENCE_MS = 5_000;
/** The server takes nothing that is older. */
const OLDEST_MS = 31 * 86_400_000;

let opening;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("beats", { keyPath: "n", autoIncrement: true });
    request.onsuccess = () => {
      const database = request.result;
      database.onclose = () => (opening = undefined);
      database.onversionchange = () => {
        database.close();
        opening = undefined;
      };
      resolve(database);
    };
    request.onerror = () => reject(request.error);
    setTimeout(() => reject(new Error("the browser does not open its storage")), PATIENCE_MS);
  }).catch((error) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

/** One transaction; gives what `act` gave once it is done, and on the disk where something was written. */
async function within(mode, act) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction("beats", mode, { durability: "strict" });
    const given = act(transaction.objectStore("beats"));
    transaction.oncomplete = () => resolve(given);
    transaction.onabort = () => reject(transaction.error ?? new Error("the storage gave up"));
    setTimeout(() => reject(new Error("the storage does not answer")), PATIENCE_MS);
  });
}

/** The key, from base64: it can be used and not be taken out again. */
export function keyOf(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** Removes portions and adds `{ headset, frame }` of an institution, all of it or nothing; gives the numbers of the new ones. */
export async function swap(key, organisation, gone, portions) {
  const sealed = await Promise.all(portions.map(async ({ headset, frame }) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const bytes = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, frame));
    return { organisation, headset, at: Date.now(), iv, bytes };
  }));
  const requests = await within("readwrite", (store) => {
    gone.forEach((n) => store.delete(n));
    return sealed.map((portion) => store.add(portion));
  });
  return requests.map(({ result }) => result);
}

/** The portions of an institution, oldest first: `{ n, headset, frame }`. What is too old goes; what the key does not open stays. */
export async function all(key, organisation) {
  const request = await within("readonly", (store) => store.getAll());
  const old = request.result.filter(({ at }) => at < Date.now() - OLDEST_MS).map(({ n }) => n);
  if (old.length > 0) await within("readwrite", (store) => old.forEach((n) => store.delete(n)));
  const ours = request.result.filter(({ n, organisation: of }) => of === organisation && !old.includes(n));
  const opened = await Promise.all(ours.map(async ({ n, headset, iv, bytes }) => {
    const frame = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, bytes).catch(() => null);
    return frame && { n, headset, frame: new Uint8Array(frame) };
  }));
  return opened.filter(Boolean);
}
