//! Finding numbers in a JSON text, without parsing it a second time.

use super::Sent;
use crate::decimal::Decimal;

/// The numbers of a text that has been parsed before, so that it is known to be JSON.
pub(crate) fn scan(text: &[u8]) -> Sent {
    Scan { rest: text }.value()
}

/// Where a scan has come to.
struct Scan<'t> {
    rest: &'t [u8],
}

impl<'t> Scan<'t> {
    /// What begins with the next letter that is no blank.
    fn value(&mut self) -> Sent {
        match self.next() {
            Some(b'{') => self.members(),
            Some(b'[') => self.items(),
            Some(b'"') => {
                self.string();
                Sent::Nothing
            }
            Some(b't' | b'f' | b'n') => {
                self.take(|byte| byte.is_ascii_lowercase());
                Sent::Nothing
            }
            _ => {
                let text = self.take(is_of_number);
                std::str::from_utf8(text).map_or(Sent::Nothing, Sent::of)
            }
        }
    }

    fn members(&mut self) -> Sent {
        let mut members = std::collections::HashMap::new();
        self.skip();
        while let Some(b'"' | b',') = self.next() {
            if self.next() == Some(b',') {
                self.skip();
                self.next();
            }
            let name = self.string();
            if self.next() == Some(b':') {
                self.skip();
            }
            let sent = self.value();
            // Of members of one name the last counts.
            if sent != Sent::Nothing || !members.is_empty() {
                let name = serde_json::from_slice::<String>(name).unwrap_or_default();
                match sent {
                    Sent::Nothing => drop(members.remove(&name)),
                    sent => drop(members.insert(name, sent)),
                }
            }
        }
        self.skip();
        match members.is_empty() {
            true => Sent::Nothing,
            false => Sent::Members(members),
        }
    }

    fn items(&mut self) -> Sent {
        let mut items = std::collections::HashMap::new();
        self.skip();
        let mut index = 0_usize;
        while let Some(next) = self.next().filter(|next| *next != b']') {
            if next == b',' {
                self.skip();
                index = index.saturating_add(1);
            }
            match self.value() {
                Sent::Nothing => {}
                sent => drop(items.insert(index, sent)),
            }
        }
        self.skip();
        match items.is_empty() {
            true => Sent::Nothing,
            false => Sent::Items(items),
        }
    }

    /// The next letter that is no blank, which stays.
    fn next(&mut self) -> Option<u8> {
        self.rest = self.rest.trim_ascii_start();
        self.rest.first().copied()
    }

    fn skip(&mut self) {
        self.rest = self.rest.get(1..).unwrap_or_default();
    }

    /// A string with its quotes.
    fn string(&mut self) -> &'t [u8] {
        let mut is_escaped = false;
        let inner = self.rest.iter().skip(1);
        let length = inner.take_while(|byte| {
            let ends = **byte == b'"' && !is_escaped;
            is_escaped = **byte == b'\\' && !is_escaped;
            !ends
        });
        let length = length.count().saturating_add(2).min(self.rest.len());
        self.cut(length)
    }

    fn take(&mut self, belongs: impl Fn(u8) -> bool) -> &'t [u8] {
        let length = self.rest.iter().take_while(|byte| belongs(**byte)).count();
        // A scan always goes on, whatever it meets.
        self.cut(length.max(1).min(self.rest.len()))
    }

    fn cut(&mut self, length: usize) -> &'t [u8] {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or_default();
        self.rest = rest;
        taken
    }
}

fn is_of_number(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E')
}

/// The same text with every number that no double can hold replaced by a large one of the same
/// length, so that the rest of the text can be read, and places in it stay where they are.
pub(crate) fn clamped(text: &[u8]) -> Vec<u8> {
    let mut clamped = Vec::with_capacity(text.len());
    let mut scan = Scan { rest: text };
    while let Some(&byte) = scan.rest.first() {
        if byte == b'"' {
            clamped.extend_from_slice(scan.string());
            continue;
        }
        let token = scan.take(is_of_number);
        let number = std::str::from_utf8(token)
            .ok()
            .filter(|text| is_beyond(text));
        match number {
            Some(number) => clamped.extend_from_slice(large(number).as_bytes()),
            None => clamped.extend_from_slice(token),
        }
    }
    clamped
}

/// Whether a text is a number that no double can hold.
fn is_beyond(text: &str) -> bool {
    let is_infinite = || text.parse::<f64>().is_ok_and(f64::is_infinite);
    text.len() >= 5 && is_infinite() && Decimal::parse(text).is_some()
}

/// `1e308` with as many zeros as it takes.
fn large(number: &str) -> String {
    let sign = if number.starts_with('-') { "-" } else { "" };
    let zeros = number.len().saturating_sub(sign.len() + "1e308".len());
    format!("{sign}1e{}308", "0".repeat(zeros))
}
