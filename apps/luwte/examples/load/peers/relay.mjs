// A relay on Node's ws: /room/7/headset to everybody at /room/7/watch. It checks nothing and stores nothing.
import { createServer } from "node:http";
import { WebSocketServer } from "ws";

const rooms = new Map();
const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false, clientTracking: false });

sockets.on("connection", (socket, request) => {
  const [, , room, role] = request.url.split("/");
  const watchers = rooms.get(room) ?? new Set();
  rooms.set(room, watchers);
  socket._socket.setNoDelay(true);
  if (role === "watch") {
    watchers.add(socket);
    socket.on("close", () => watchers.delete(socket));
  } else {
    socket.on("message", (data) => {
      for (const watcher of watchers) watcher.send(data, { binary: true });
    });
  }
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
process.stdin.resume().on("end", () => process.exit(0));
