//! As much MQTT 3.1.1 as a relay needs: connect, subscribe, publish at most once, receive.

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};

/// A client of a broker.
pub struct Mqtt {
    stream: BufReader<TcpStream>,
    topic: String,
}

impl Mqtt {
    /// Connects (§3.1), and subscribes (§3.8) when it is to watch.
    pub async fn connect(port: u16, topic: &str, watch: bool) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        stream.set_nodelay(true).unwrap();
        let mut client = Self { stream: BufReader::with_capacity(1_024, stream), topic: topic.to_owned() };
        // Protocol level 4, clean session, no keep-alive, an empty name that the broker fills in.
        client.write(0x10, &[0, 4, b'M', b'Q', b'T', b'T', 4, 2, 0, 0, 0, 0]).await;
        assert_eq!(client.read().await.0, 0x20, "the broker accepts");
        if watch {
            let mut body = vec![0, 1];
            body.extend(text(topic));
            body.push(0);
            client.write(0x82, &body).await;
            assert_eq!(client.read().await.0, 0x90, "the broker subscribes");
        }
        client
    }

    /// Publishes (§3.3) at most once.
    pub async fn publish(&mut self, payload: &[u8]) {
        let mut body = text(&self.topic);
        body.extend_from_slice(payload);
        self.write(0x30, &body).await;
    }

    /// The next payload.
    pub async fn receive(&mut self) -> Vec<u8> {
        loop {
            let (kind, mut body) = self.read().await;
            if kind & 0xf0 == 0x30 {
                return body.split_off(2 + self.topic.len());
            }
        }
    }

    async fn write(&mut self, kind: u8, body: &[u8]) {
        let length = u8::try_from(body.len()).unwrap();
        assert!(length < 128, "one byte of length is enough for what is measured");
        let mut packet = vec![kind, length];
        packet.extend_from_slice(body);
        self.stream.get_mut().write_all(&packet).await.unwrap();
    }

    async fn read(&mut self) -> (u8, Vec<u8>) {
        let mut head = [0_u8; 2];
        self.stream.read_exact(&mut head).await.unwrap();
        let mut body = vec![0; usize::from(head[1])];
        self.stream.read_exact(&mut body).await.unwrap();
        (head[0], body)
    }
}

fn text(text: &str) -> Vec<u8> {
    let mut bytes = u16::try_from(text.len()).unwrap().to_be_bytes().to_vec();
    bytes.extend_from_slice(text.as_bytes());
    bytes
}
