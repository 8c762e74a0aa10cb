// Feeds recordings to the WebAssembly build of the engine and prints one digest per recording.
import { readFileSync } from "node:fs";

const [wasmPath, ...recordings] = process.argv.slice(2);
const module = await WebAssembly.compile(readFileSync(wasmPath));
for (const recording of recordings) {
  const { exports } = await WebAssembly.instantiate(module, {});
  for (const byte of readFileSync(recording)) exports.feed(byte);
  console.log(BigInt.asUintN(64, exports.digest()).toString(16).padStart(16, "0"));
}
