//! Recognises what could spend coins, so that it is refused before anything else looks at it.
//!
//! Shapes are judged, not only valid material: a private key with a typo is still nearly one.

use sha2::{Digest, Sha256};

/// A kind of secret that must never reach the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Private {
    ExtendedKey,
    ImportKey,
    Words,
    Hexadecimal,
    KeyPair,
}

impl Private {
    /// What it is, in words.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::ExtendedKey => "an extended private key",
            Self::ImportKey => "a private key in wallet import format",
            Self::Words => "seed words",
            Self::Hexadecimal => "a seed or key in hexadecimal",
            Self::KeyPair => "a key pair with its private half",
        }
    }
}

/// The first secret in a text, if there is one.
pub(super) fn find(text: &str) -> Option<Private> {
    let tokens = text
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|token| !token.is_empty());
    let (mut words, mut bytes) = (0_u32, 0_u32);
    for token in tokens {
        if is_word(token) {
            words += 1;
        } else if !is_number(token) {
            words = 0;
        }
        bytes = if is_byte(token) { bytes + 1 } else { 0 };
        if words >= 12 {
            return Some(Private::Words);
        }
        if bytes >= 32 {
            return Some(Private::KeyPair);
        }
        if let Some(private) = of_token(token) {
            return Some(private);
        }
    }
    None
}

fn of_token(token: &str) -> Option<Private> {
    let hexadecimal = token.strip_prefix("0x").unwrap_or(token);
    if matches!(hexadecimal.len(), 32 | 48 | 64 | 96 | 128) && is_hexadecimal(hexadecimal) {
        return Some(Private::Hexadecimal);
    }
    if token.len() > 50
        && token
            .get(1..4)
            .is_some_and(|text| text.eq_ignore_ascii_case("prv"))
    {
        return Some(Private::ExtendedKey);
    }
    let decoded = bs58::decode(token).into_vec().ok()?;
    if is_import_key(token) {
        return Some(Private::ImportKey);
    }
    match decoded.len() {
        64 => Some(Private::KeyPair),
        // Version, depth, parent, number and chain code come first; a private key begins with 0.
        82 if checked(&decoded)?.get(45) == Some(&0) => Some(Private::ExtendedKey),
        _ => None,
    }
}

/// 33 or 34 bytes and a checksum, of mainnet or a test network; also with a typo.
fn is_import_key(token: &str) -> bool {
    matches!(token.len(), 51 | 52) && token.starts_with(['5', 'K', 'L', '9', 'c'])
}

/// What base58check protects, when the checksum is right.
fn checked(decoded: &[u8]) -> Option<&[u8]> {
    let (content, checksum) = decoded.split_last_chunk::<4>()?;
    let expected = Sha256::digest(Sha256::digest(content));
    expected.starts_with(checksum).then_some(content)
}

/// The length of every word in every list of seed words in latin letters.
fn is_word(token: &str) -> bool {
    (3..=8).contains(&token.len()) && token.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Wallets print their words with numbers.
fn is_number(token: &str) -> bool {
    token.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_byte(token: &str) -> bool {
    token.parse::<u8>().is_ok()
}

fn is_hexadecimal(token: &str) -> bool {
    token.bytes().all(|byte| byte.is_ascii_hexdigit())
}
