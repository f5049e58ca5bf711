//! `multipart/form-data` (RFC 7578): parts in and out of bytes.

use memchr::memmem::{self, Finder};
use uuid::Uuid;

use super::MediaType;

/// The most parts that a form may have.
pub(crate) const MAX_PARTS: usize = 1_000;
/// The longest head of a part, in bytes.
const MAX_HEAD: usize = 16 * 1024;

/// A part of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The name of the member.
    pub name: String,
    /// The name of the file, where it is one.
    pub file_name: Option<String>,
    /// What the part says that it holds.
    pub content_type: Option<String>,
    /// As sent.
    pub bytes: Vec<u8>,
}

/// A file in a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Upload {
    /// Its name, as the caller chose it: never a path to write to.
    pub file_name: Option<String>,
    /// What the caller says that it holds.
    pub content_type: Option<String>,
    /// As sent.
    pub bytes: Vec<u8>,
}

impl From<Part> for Upload {
    fn from(part: Part) -> Self {
        Self {
            file_name: part.file_name,
            content_type: part.content_type,
            bytes: part.bytes,
        }
    }
}

impl Upload {
    /// Nothing but bytes.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self {
            bytes,
            ..Self::default()
        }
    }

    pub(crate) fn part(&self, name: &str) -> Part {
        Part {
            name: name.to_owned(),
            file_name: Some(self.file_name.clone().unwrap_or_else(|| name.to_owned())),
            content_type: self.content_type.clone(),
            bytes: self.bytes.clone(),
        }
    }
}

/// Why a body has no parts to show.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// It is not of that form.
    Malformed,
    /// It has more than [`MAX_PARTS`].
    TooManyParts,
}

/// The parts of a body, in time that grows with its size and no faster.
pub(crate) fn read(content_type: &str, body: &[u8]) -> Result<Vec<Part>, Unread> {
    let media = MediaType::parse(content_type);
    let boundary = media.parameter("boundary").ok_or(Unread::Malformed)?;
    let first = format!("--{boundary}").into_bytes();
    let between = format!("\r\n--{boundary}").into_bytes();
    let between = Finder::new(&between);
    let mut rest = after(body, &first).ok_or(Unread::Malformed)?;
    let mut parts = Vec::new();
    while !rest.starts_with(b"--") {
        if parts.len() == MAX_PARTS {
            return Err(Unread::TooManyParts);
        }
        let (part, left) = next(rest, &between).ok_or(Unread::Malformed)?;
        parts.push(part);
        rest = left;
    }
    Ok(parts)
}

/// The part that follows a delimiter, and what follows the delimiter that ends it.
fn next<'b>(rest: &'b [u8], delimiter: &Finder<'_>) -> Option<(Part, &'b [u8])> {
    // A part without headers begins with its empty line at once.
    let begun = after(rest, b"\r\n")?;
    let end = delimiter.find(begun)?;
    let part = part(begun.get(..end)?)?;
    Some((part, begun.get(end + delimiter.needle().len()..)?))
}

fn part(bytes: &[u8]) -> Option<Part> {
    let end = memmem::find(bytes.get(..MAX_HEAD).unwrap_or(bytes), b"\r\n\r\n")?;
    let head = std::str::from_utf8(bytes.get(..end)?).ok()?;
    let header = |name: &str| {
        head.split("\r\n")
            .filter_map(|line| line.split_once(':'))
            .find(|(own, _)| own.trim().eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
    };
    let disposition = header("content-disposition")?;
    Some(Part {
        name: attribute(disposition, "name")?,
        file_name: attribute(disposition, "filename"),
        content_type: header("content-type").map(str::to_owned),
        bytes: bytes.get(end + 4..)?.to_vec(),
    })
}

/// `name="value"` of a `Content-Disposition`; a quoted value may hold a semicolon.
fn attribute(disposition: &str, name: &str) -> Option<String> {
    let mut rest = disposition.split_once(';')?.1;
    loop {
        let (own, value) = rest.split_once('=')?;
        let (value, left) = match value.strip_prefix('"') {
            Some(quoted) => {
                let (value, left) = quoted.split_once('"')?;
                (value, left.trim_start().trim_start_matches(';'))
            }
            None => value.split_once(';').unwrap_or((value, "")),
        };
        if own.trim().eq_ignore_ascii_case(name) {
            return Some(unescaped(value.trim()));
        }
        rest = left;
    }
}

/// The body of these parts, and its content type.
pub(crate) fn write(parts: &[Part]) -> (String, Vec<u8>) {
    let boundary = format!("form-{}", Uuid::new_v4().simple());
    let mut body = Vec::new();
    for part in parts {
        let name = escaped(&part.name);
        let mut head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"");
        if let Some(file_name) = &part.file_name {
            head += &format!("; filename=\"{}\"", escaped(file_name));
        }
        if let Some(content_type) = &part.content_type {
            head += &format!("\r\nContent-Type: {}", one_line(content_type));
        }
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(b"\r\n\r\n");
        body.extend_from_slice(&part.bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    (format!("multipart/form-data; boundary={boundary}"), body)
}

/// Percent-encodes what would end the value or the line (WHATWG HTML, multipart/form-data encoding
/// algorithm).
fn escaped(text: &str) -> String {
    text.replace('\r', "%0D")
        .replace('\n', "%0A")
        .replace('"', "%22")
}

fn unescaped(text: &str) -> String {
    text.replace("%0D", "\r")
        .replace("%0A", "\n")
        .replace("%22", "\"")
}

fn one_line(text: &str) -> String {
    text.replace(['\r', '\n'], " ")
}

fn after<'b>(bytes: &'b [u8], needle: &[u8]) -> Option<&'b [u8]> {
    bytes.get(memmem::find(bytes, needle)? + needle.len()..)
}
