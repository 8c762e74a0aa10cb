//! The floor under every relay: one thread, one epoll, frames unmasked and copied to a room's watchers, and nothing else.

use mio::{Events, Interest, Poll, Token, net::TcpListener, net::TcpStream};
use std::{
    collections::HashMap,
    io::{ErrorKind, Read, Write},
};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

struct Connection {
    stream: TcpStream,
    received: Vec<u8>,
    room: Option<usize>,
    open: bool,
}

/// Relays for ever; `/room/7/headset` to everybody at `/room/7/watch`.
pub fn relay() {
    let mut poll = Poll::new().unwrap();
    let mut events = Events::with_capacity(1_024);
    let mut listener = TcpListener::bind("127.0.0.1:0".parse().unwrap()).unwrap();
    println!("{}", listener.local_addr().unwrap().port());
    poll.registry().register(&mut listener, Token(0), Interest::READABLE).unwrap();
    let mut connections: Vec<Connection> = Vec::new();
    let mut watchers: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut buffer = [0_u8; 1_024];
    loop {
        poll.poll(&mut events, None).unwrap();
        for event in &events {
            let Some(place) = event.token().0.checked_sub(1) else {
                while let Ok((mut stream, _)) = listener.accept() {
                    stream.set_nodelay(true).unwrap();
                    let token = Token(connections.len() + 1);
                    poll.registry().register(&mut stream, token, Interest::READABLE).unwrap();
                    connections.push(Connection { stream, received: Vec::new(), room: None, open: false });
                }
                continue;
            };
            let connection = &mut connections[place];
            match connection.stream.read(&mut buffer) {
                Ok(0) => poll.registry().deregister(&mut connection.stream).unwrap(),
                Ok(length) => connection.received.extend_from_slice(&buffer[..length]),
                Err(error) if error.kind() == ErrorKind::WouldBlock => continue,
                Err(_) => poll.registry().deregister(&mut connection.stream).unwrap(),
            }
            if !connection.open {
                if connection.received.ends_with(b"\r\n\r\n") {
                    let (room, watches) = greet(connection);
                    match watches {
                        true => watchers.entry(room).or_default().push(place),
                        false => connection.room = Some(room),
                    }
                }
                continue;
            }
            let room = connection.room;
            for frame in frames(&mut connection.received) {
                for watcher in room.and_then(|room| watchers.get(&room)).into_iter().flatten() {
                    // A watcher that does not read loses frames, as poses may be lost.
                    let _ = connections[*watcher].stream.write(&frame);
                }
            }
        }
    }
}

/// Answers the handshake (RFC 6455 §4.2.2); the room, and whether the newcomer watches.
fn greet(connection: &mut Connection) -> (usize, bool) {
    let request = String::from_utf8(std::mem::take(&mut connection.received)).unwrap();
    let key = request.lines().find(|line| line.to_lowercase().starts_with("sec-websocket-key"));
    let key = derive_accept_key(key.unwrap().split_once(": ").unwrap().1.as_bytes());
    let answer = format!(
        "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: {key}\r\n\r\n"
    );
    connection.stream.write_all(answer.as_bytes()).unwrap();
    connection.open = true;
    let mut path = request.split(' ').nth(1).unwrap().split('/').skip(2);
    (path.next().unwrap().parse().unwrap(), path.next() == Some("watch"))
}

/// Takes whole short frames out and turns them into unmasked ones.
fn frames(received: &mut Vec<u8>) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    while let [first, second, mask @ ..] = received.as_slice()
        && received.len() >= 6 + usize::from(second & 0x7f)
    {
        let length = usize::from(second & 0x7f);
        let (mask, payload) = mask.split_at(4);
        let mut frame = vec![*first, second & 0x7f];
        frame.extend(payload[..length].iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask));
        received.drain(..6 + length);
        found.push(frame);
    }
    found
}
