// What rests in the headset: who it is, with a key that never leaves it, and sealed records in the order they came.

const NAME = "luwte";
/** A browser that does not answer within this time stores nothing. */
const PATIENCE_MS = 5_000;

let opening;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("self");
      const records = request.result.createObjectStore("records", { keyPath: "n", autoIncrement: true });
      records.createIndex("session", "session");
    };
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

/** One transaction; gives what `act` asked for once it is done, and on the disk where something was written. */
async function within(name, mode, act) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(name, mode, { durability: "strict" });
    const request = act(transaction.objectStore(name));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = () => reject(transaction.error ?? new Error("the storage gave up"));
    // What is written after all is written twice, and delivered once.
    setTimeout(() => reject(new Error("the storage does not answer")), PATIENCE_MS);
  });
}

/** Who this headset is, as `Trust` has it; nothing before it was enrolled. */
export const self = () => within("self", "readonly", (store) => store.get("headset"));

export const setSelf = (own) => within("self", "readwrite", (store) => store.put(own, "headset"));

/** Adds records `{ session, kind, first, count, jumps, bytes }`: all of them or none. */
export const add = (records) =>
  within("records", "readwrite", (store) => void records.forEach((record) => store.add(record)));

/** The next records after number `n`, oldest first. */
export const after = (n, many) =>
  within("records", "readonly", (store) => store.getAll(IDBKeyRange.lowerBound(n, true), many));

export const remove = (n) => within("records", "readwrite", (store) => store.delete(n));

/** The sessions of which there are records. */
export async function sessions() {
  const found = [];
  await within("records", "readonly", (store) => {
    const walk = store.index("session").openKeyCursor(null, "nextunique");
    walk.onsuccess = () => {
      if (!walk.result) return;
      found.push(walk.result.key);
      walk.result.continue();
    };
  });
  return found;
}

/** The number of the first event of a session that is here; null where there is none. */
export async function oldest(session) {
  let first = null;
  await within("records", "readonly", (store) => {
    const walk = store.index("session").openCursor(IDBKeyRange.only(session));
    walk.onsuccess = () => {
      if (!walk.result) return;
      const { kind, first: number } = walk.result.value;
      if (kind === EVENTS) first = Math.min(first ?? number, number);
      walk.result.continue();
    };
  });
  return first;
}

/** Lets go of the events of a session that the server has: all below this number. */
export const letGo = (session, watermark) =>
  within("records", "readwrite", (store) => {
    const walk = store.index("session").openCursor(IDBKeyRange.only(session));
    walk.onsuccess = () => {
      if (!walk.result) return;
      const { kind, first, count } = walk.result.value;
      if (kind === EVENTS && first + count <= watermark) walk.result.delete();
      walk.result.continue();
    };
  });

/** The two kinds of records. */
export const EVENTS = 0;
export const POSES = 1;

/** What a long session needs: thirty minutes of poses and events, sealed. */
const SESSION_BYTES = 1 << 20;

/**
 * What stands in the way of keeping a session: nothing (""), too little room ("full"), or no storage at all ("unusable").
 *
 * As much as a session needs is written down and taken away again: what browsers tell of their room is not what they give.
 */
export async function hindrance() {
  try {
    const session = new Uint8Array(SESSION_BYTES);
    // Other bytes everywhere, since what repeats takes no room.
    for (let at = 0; at < SESSION_BYTES; at += 1 << 16) crypto.getRandomValues(session.subarray(at, at + (1 << 16)));
    await within("self", "readwrite", (store) => store.put(session, "probe"));
    await within("self", "readwrite", (store) => store.delete("probe"));
    return "";
  } catch (error) {
    return error?.name === "QuotaExceededError" ? "full" : "unusable";
  }
}
