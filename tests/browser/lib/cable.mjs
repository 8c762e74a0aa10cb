// The cable between a page and the server, which can be pulled: both ends stay open and hear nothing, as when Wi-Fi drops.
import net from 'node:net';

/** A way to `server.url` of its own. `cable.url` stands in for it; `cut()` and `mend()`; end it with `close()`. */
export async function layCable(server) {
  const { port } = new URL(server.url);
  const pairs = new Set();
  let isCut = false;
  const hush = (pair) => pair.forEach((end) => (isCut ? end.pause() : end.resume()));
  const front = net.createServer((near) => {
    const far = net.connect(Number(port), '127.0.0.1');
    const pair = [near, far];
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      pair.forEach((socket) => socket.destroy());
    };
    for (const [from, to] of [[near, far], [far, near]]) {
      from.on('data', (bytes) => { to.write(bytes); });
      from.on('close', end);
      from.on('error', end);
    }
    hush(pair);
  });
  await new Promise((resolve) => { front.listen(0, '127.0.0.1', resolve); });
  const turn = (cut) => {
    isCut = cut;
    for (const pair of pairs) hush(pair);
  };
  return {
    url: `http://localhost:${front.address().port}`,
    cut: () => turn(true),
    mend: () => turn(false),
    close: () => {
      for (const pair of pairs) pair.forEach((socket) => socket.destroy());
      front.close();
    },
  };
}
