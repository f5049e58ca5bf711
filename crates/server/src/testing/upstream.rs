//! An upstream registry that misbehaves as told.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use reqwest::Url;

/// How the upstream registry answers.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Upstream {
    /// With this status line and body.
    Answers(&'static str, &'static str),
    /// The same, after this long.
    Late(Duration, &'static str, &'static str),
    /// It takes the request and says nothing for this long.
    Silent(Duration),
    /// Nobody listens.
    Down,
}

impl Upstream {
    /// Starts it; it ends with the process.
    pub(crate) fn start(self) -> Url {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        if !matches!(self, Self::Down) {
            thread::spawn(move || {
                for stream in listener.incoming() {
                    self.answer(&mut stream.unwrap());
                }
            });
        }
        url.parse().unwrap()
    }

    fn answer(self, stream: &mut TcpStream) {
        let mut request = Vec::new();
        let mut byte = [0];
        while !request.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|n| n == 1) {
            request.extend(byte);
        }
        self.answer_to(stream);
    }

    fn answer_to(self, stream: &mut TcpStream) {
        match self {
            Self::Answers(status, body) => {
                let length = body.len();
                let answer = format!(
                    "HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
                );
                drop(stream.write_all(answer.as_bytes()));
            }
            Self::Late(time, status, body) => {
                thread::sleep(time);
                Self::Answers(status, body).answer_to(stream);
            }
            Self::Silent(time) => thread::sleep(time),
            Self::Down => {}
        }
    }
}
