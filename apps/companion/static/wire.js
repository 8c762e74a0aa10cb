// The tablet's socket in a thread of its own: frames pass through unread, and steering is renewed here while the page allows it.

// A picture can keep the page busy for longer than the lease on steering lasts (1.5 s); this thread goes on renewing meanwhile.
// It must not steer for a page that is no longer there, so it renews only for as long as the page last allowed, and stops at once
// when told to. A page that is closed takes this thread along; a network that is cut takes the renewals along.
//
// From the page: bytes are a frame to send; `{ open: address }` opens the socket; `{ allow: { frame, every_ms, for_ms } }` sends
// that frame now and at every interval, until so long after this word; `{ let_go: true }` ends it; `{ close: true }` ends everything. To the page: bytes are a
// frame that came; `opened` and `closed` say how it is with the socket.

let socket = null;
let renewing = null;
let timer = 0;

onmessage = ({ data }) => {
  if (data instanceof ArrayBuffer) send(data);
  else if (data.open) open(data.open);
  else if (data.allow) allow(data.allow);
  else if (data.let_go) letGo();
  else if (data.close) end();
};

function open(address) {
  socket = new WebSocket(address);
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => postMessage('opened');
  // An error is always followed by a close.
  socket.onclose = () => {
    letGo();
    postMessage('closed');
  };
  // A frame of text is none of ours; the page hears it as bytes that are no message.
  socket.onmessage = ({ data }) => {
    const frame = data instanceof ArrayBuffer ? data : new ArrayBuffer(0);
    postMessage(frame, [frame]);
  };
}

function send(frame) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(frame);
}

function allow({ frame, every_ms, for_ms }) {
  const until = performance.now() + for_ms;
  if (renewing) {
    Object.assign(renewing, { frame, until });
    return;
  }
  renewing = { frame, until };
  send(frame);
  timer = setInterval(renew, every_ms);
}

function renew() {
  if (performance.now() < renewing.until) send(renewing.frame);
  else letGo();
}

function end() {
  letGo();
  // The server hears a farewell before this thread ends.
  socket.onclose = () => close();
  socket.onmessage = null;
  socket.close();
}

function letGo() {
  clearInterval(timer);
  renewing = null;
}
