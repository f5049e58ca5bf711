//! Requests byte by byte, for what no HTTP library would send.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use super::Answer;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// One request in the making.
pub(crate) struct Request {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Request {
    pub(crate) fn new(method: &str, target: &str) -> Self {
        Self {
            method: method.to_owned(),
            target: target.to_owned(),
            headers: vec![("Host".to_owned(), "sovx.example".to_owned())],
            body: Vec::new(),
        }
    }

    pub(crate) fn get(target: &str) -> Self {
        Self::new("GET", target)
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn bearer(self, token: &str) -> Self {
        self.header("Authorization", &format!("Bearer {token}"))
    }

    /// A body that calls itself JSON, with its length.
    pub(crate) fn json(self, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        let length = body.len().to_string();
        let mut request = self
            .header("Content-Type", "application/json")
            .header("Content-Length", &length);
        request.body = body;
        request
    }

    /// The same body in chunks of 64 KiB, without its length.
    pub(crate) fn chunked_json(self, body: &[u8]) -> Self {
        let mut request = self
            .header("Content-Type", "application/json")
            .header("Transfer-Encoding", "chunked");
        for chunk in body.chunks(0x1_0000) {
            request
                .body
                .extend(format!("{:x}\r\n", chunk.len()).bytes());
            request.body.extend(chunk);
            request.body.extend(b"\r\n");
        }
        request.body.extend(b"0\r\n\r\n");
        request
    }

    fn head(&self) -> String {
        let headers = self.headers.iter();
        let headers: String = headers.map(|(n, v)| format!("{n}: {v}\r\n")).collect();
        format!("{} {} HTTP/1.1\r\n{headers}\r\n", self.method, self.target)
    }

    /// Sends it on a connection of its own; the answer is beside the contract.
    pub(crate) fn send_unjudged(&self, address: SocketAddr) -> Answer {
        let mut connection = Connection::open(address);
        connection.begin(self);
        connection.write(&self.body);
        connection.read()
    }

    /// Sends it on a connection of its own.
    pub(crate) fn send(&self, address: SocketAddr) -> Answer {
        Connection::open(address).exchange(self)
    }
}

/// A connection that stays open between requests.
pub(crate) struct Connection {
    stream: BufReader<TcpStream>,
}

impl Connection {
    pub(crate) fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        Self {
            stream: BufReader::new(stream),
        }
    }

    pub(crate) fn exchange(&mut self, request: &Request) -> Answer {
        self.write(request.head().as_bytes());
        self.write(&request.body);
        self.answer(request)
    }

    /// Sends a whole request and waits for nothing.
    pub(crate) fn send(&mut self, request: &Request) {
        self.write(request.head().as_bytes());
        self.write(&request.body);
    }

    /// Sends the head alone.
    pub(crate) fn begin(&mut self, request: &Request) {
        self.write(request.head().as_bytes());
    }

    /// Sends bytes; a server that has answered already need not take them.
    pub(crate) fn write(&mut self, bytes: &[u8]) {
        let _ = self.stream.get_mut().write_all(bytes);
    }

    /// Reads and judges the answer to that request.
    pub(crate) fn answer(&mut self, request: &Request) -> Answer {
        let path = request.target.split(['?', '#']).next().unwrap();
        self.read().judged(&request.method, path, &request.body)
    }

    /// Reads an answer; interim ones (100 Continue) are passed over.
    pub(crate) fn read(&mut self) -> Answer {
        loop {
            let answer = self.read_one();
            if answer.status != 100 {
                return answer;
            }
        }
    }

    /// Reads the answer to a HEAD, which has no body whatever its length says.
    pub(crate) fn read_head(&mut self) -> Answer {
        let first = self.line();
        let status = first.split(' ').nth(1).unwrap_or_default();
        let status = status
            .parse()
            .unwrap_or_else(|_| panic!("no status line: {first:?}"));
        let mut headers = Vec::new();
        loop {
            let line = self.line();
            let Some((name, value)) = line.split_once(": ") else {
                break;
            };
            headers.push((name.to_owned(), value.to_owned()));
        }
        Answer {
            status,
            headers,
            body: Vec::new(),
        }
    }

    fn read_one(&mut self) -> Answer {
        let mut answer = self.read_head();
        let length = answer
            .header("content-length")
            .map(|length| length.parse().unwrap());
        assert!(answer.header("transfer-encoding").is_none());
        answer.body = vec![0; length.unwrap_or(0)];
        self.stream.read_exact(&mut answer.body).unwrap();
        answer
    }

    /// Sends no more.
    pub(crate) fn finish(&mut self) {
        // The server may have closed already.
        let _ = self.stream.get_mut().shutdown(std::net::Shutdown::Write);
    }

    /// The status of an answer, or none where the server closes the connection instead.
    pub(crate) fn status_or_close(&mut self) -> Option<u16> {
        let mut line = String::new();
        match self.stream.read_line(&mut line) {
            Ok(0) => None,
            Ok(_) => Some(line.split(' ').nth(1).unwrap().parse().unwrap()),
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => None,
            Err(error) => panic!("{error}"),
        }
    }

    /// Whether the server closes the connection without another byte.
    pub(crate) fn is_closed_by_server(&mut self) -> bool {
        let mut byte = [0];
        match self.stream.read(&mut byte) {
            Ok(read) => read == 0,
            Err(error) => error.kind() == std::io::ErrorKind::ConnectionReset,
        }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.stream.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }
}
