//! A request or an answer, as it is on the wire. Its body is as long as a header says: the servers
//! send no chunks, and the visitor sends none but the last one, where there is no body.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;

use serde_json::Value;

use super::Change;
use crate::failure::{Context as _, Failure, Result};

const WHAT: &str = "passing a message on";

/// The headers that are written anew.
const OWN: [&str; 3] = ["content-length", "connection", "transfer-encoding"];

#[derive(Debug, PartialEq)]
pub(super) struct Message {
    /// The first line.
    pub(super) first: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    /// How long the body is said to be, if it is.
    length: Option<usize>,
}

impl Message {
    /// The next message; none at the end of the stream.
    ///
    /// # Errors
    /// The stream ends in the middle of one.
    pub(super) fn read(stream: &TcpStream) -> Result<Option<Self>> {
        let mut reader = BufReader::new(stream);
        let mut first = String::new();
        reader.read_line(&mut first).context(WHAT)?;
        if first.trim().is_empty() {
            return Ok(None);
        }
        let mut headers = Vec::new();
        loop {
            let mut line = Vec::new();
            reader.read_until(b'\n', &mut line).context(WHAT)?;
            let line = String::from_utf8_lossy(&line);
            let Some((name, value)) = line.split_once(':') else {
                break;
            };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let length = headers.iter().find(|(name, _)| name == "content-length");
        let length = length.and_then(|(_, value)| value.parse().ok());
        let mut body = vec![0; length.unwrap_or_default()];
        reader.read_exact(&mut body).context(WHAT)?;
        headers.retain(|(name, _)| !OWN.contains(&name.as_str()));
        Ok(Some(Self {
            first: first.trim_end().to_owned(),
            headers,
            body,
            length,
        }))
    }

    /// Writes it as the only one of its connection.
    ///
    /// # Errors
    /// Nobody listens any more.
    pub(super) fn write(&self, mut stream: &TcpStream) -> Result<()> {
        stream.write_all(&self.bytes()).context(WHAT)
    }

    /// The word of the first line at this place.
    pub(super) fn word(&self, place: usize) -> &str {
        self.first.split(' ').nth(place).unwrap_or_default()
    }

    /// Makes an answer another one.
    ///
    /// # Errors
    /// It has nothing that could be changed so.
    pub(super) fn change(&mut self, change: Change) -> Result<()> {
        match change {
            Change::Status(status) => self.first = format!("HTTP/1.1 {status} Said"),
            Change::Header(name, value) => {
                self.headers.retain(|(known, _)| known != name);
                self.headers.push((name.to_owned(), value.to_owned()));
            }
            Change::NoHeader(name) => {
                let known = self.headers.len();
                self.headers.retain(|(known, _)| known != name);
                if self.headers.len() == known {
                    return Err(Failure::new(format!("an answer has no header {name}")));
                }
            }
            Change::Member(pointer, json) => {
                let value = serde_json::from_str(json).context(json)?;
                self.member(pointer, Some(value))?;
            }
            Change::NoMember(pointer) => self.member(pointer, None)?,
            Change::Body(text) => self.say(text.as_bytes().to_vec()),
            Change::Cut => self.length = self.length.map(|length| length + 1),
        }
        Ok(())
    }

    fn member(&mut self, pointer: &str, value: Option<Value>) -> Result<()> {
        let mut body: Value = serde_json::from_slice(&self.body).context("an answer's body")?;
        let missing = || Failure::new(format!("an answer has nothing at {pointer}"));
        let (parent, name) = pointer.rsplit_once('/').ok_or_else(missing)?;
        let members = body.pointer_mut(parent).and_then(Value::as_object_mut);
        let members = members.ok_or_else(missing)?;
        match value {
            Some(value) => drop(members.insert(name.to_owned(), value)),
            None => drop(members.shift_remove(name).ok_or_else(missing)?),
        }
        self.say(body.to_string().into_bytes());
        Ok(())
    }

    fn say(&mut self, body: Vec<u8>) {
        self.length = Some(body.len());
        self.body = body;
    }

    fn bytes(&self) -> Vec<u8> {
        let mut head = format!("{}\r\nconnection: close\r\n", self.first);
        let length = self
            .length
            .map(|length| ("content-length", length.to_string()));
        let length = length.iter().map(|(name, value)| (*name, value.as_str()));
        let headers = self
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        for (name, value) in length.chain(headers) {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        let mut bytes = head.into_bytes();
        bytes.extend(&self.body);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(change: Change) -> Result<String> {
        let mut answer = Message {
            first: "HTTP/1.1 200 OK".to_owned(),
            headers: vec![("x-trace-id".to_owned(), "a".to_owned())],
            body: b"{\"data\":{\"name\":1}}".to_vec(),
            length: Some(19),
        };
        answer.change(change)?;
        Ok(String::from_utf8(answer.bytes()).unwrap())
    }

    #[test]
    fn each_part_of_an_answer_can_be_changed() {
        let status = changed(Change::Status(204)).unwrap();
        let member = changed(Change::Member("/data/name", "null")).unwrap();
        let fewer = changed(Change::NoMember("/data/name")).unwrap();
        let header = changed(Change::Header("x-trace-id", "b")).unwrap();
        let headers = changed(Change::NoHeader("x-trace-id")).unwrap();
        let body = changed(Change::Body("<p>")).unwrap();

        assert!(status.starts_with("HTTP/1.1 204 "));
        assert!(member.contains("content-length: 22\r\n"));
        assert!(member.ends_with("\r\n\r\n{\"data\":{\"name\":null}}"));
        assert!(fewer.ends_with("{\"data\":{}}"));
        assert!(header.contains("x-trace-id: b\r\n") && !header.contains("x-trace-id: a"));
        assert!(!headers.contains("x-trace-id"));
        assert!(body.contains("content-length: 3\r\n") && body.ends_with("\r\n\r\n<p>"));
    }

    #[test]
    fn an_answer_that_is_cut_is_shorter_than_it_says() {
        assert!(
            changed(Change::Cut)
                .unwrap()
                .contains("content-length: 20\r\n")
        );
    }

    #[test]
    fn what_is_not_there_cannot_be_taken_away() {
        assert!(changed(Change::NoMember("/data/colour")).is_err());
        assert!(changed(Change::NoHeader("allow")).is_err());
    }
}
