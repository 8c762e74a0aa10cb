// Feeds recordings to the WebAssembly build of the engine and prints the digests of live values, report and slow breathing of each; with
// --time first, how many milliseconds every metric of each takes instead.
import { readFileSync } from "node:fs";

const timed = process.argv[2] === "--time";
const [wasmPath, ...recordings] = process.argv.slice(timed ? 3 : 2);
const module = await WebAssembly.compile(readFileSync(wasmPath));
const hex = (digest) => BigInt.asUintN(64, digest).toString(16).padStart(16, "0");
for (const recording of recordings) {
  const { exports } = await WebAssembly.instantiate(module, {});
  for (const byte of readFileSync(recording)) exports.feed(byte);
  if (timed) {
    exports.metrics(20);
    const times = Array.from({ length: 21 }, () => {
      const start = performance.now();
      exports.metrics(10);
      return (performance.now() - start) / 10;
    });
    console.log(times.sort((a, b) => a - b)[10]);
  } else {
    console.log(hex(exports.digest()), hex(exports.report()), hex(exports.breath()));
  }
}
