//! Which configured secrets are refused at start.
//!
//! A secret that an operator chose must hold at least 256 bits and must not look copied from
//! documentation or typed by hand. The rule is named; the value never is.

use base64::Engine as _;
use base64::alphabet::{Alphabet, STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use secrecy::{ExposeSecret, SecretBox, SecretString};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// Shortest accepted key material, in bytes.
pub const MIN_BYTES: usize = 32;

/// Shortest accepted secret text, in characters: 43 base62 characters hold 256 bits.
pub const MIN_CHARACTERS: usize = 43;

/// Fewest different values in accepted material. Random material of the shortest accepted length
/// has fewer less than once in 10^9.
const MIN_DISTINCT: usize = 16;

/// Words that show a value was not generated. Too long to turn up in random text.
const LONG_WORDS: [&str; 12] = [
    "example",
    "change",
    "replace",
    "password",
    "passwort",
    "secret",
    "default",
    "insecure",
    "placeholder",
    "sample",
    "master",
    "qwerty",
];

/// Short words count only in one case throughout, since random text mixes cases.
const SHORT_WORDS: [&str; 5] = ["test", "demo", "dummy", "admin", "hello"];

/// Why a configured secret is refused. Reads as the end of a sentence that begins with the name of
/// the setting: `SOVX_PEPPER must be ...`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Weakness {
    /// Fewer than [`MIN_CHARACTERS`] characters, or fewer than 64 of hexadecimal.
    #[error("must be at least 43 characters, or 64 if hexadecimal (256 bits)")]
    TooShort,
    /// Not printable ASCII, or spaces.
    #[error("must consist of printable ASCII characters without spaces")]
    NotPrintable,
    /// It begins as a generated key but the checksum does not match.
    #[error(
        "begins like a generated key (mk_) but its checksum does not match: it was cut or mistyped"
    )]
    BrokenKey,
    /// Fewer than [`MIN_BYTES`] bytes, or not an encoding of bytes.
    #[error("must be at least 32 bytes (256 bits) in hexadecimal or base64")]
    NotKeyMaterial,
    /// Too few different characters or bytes.
    #[error("must hold at least 16 different characters or bytes: it looks made up, not generated")]
    Repetitive,
    /// Mostly a run with a constant step, like 00 01 02.
    #[error("must not be a sequence: it looks made up, not generated")]
    Sequence,
    /// One of the words that examples contain.
    #[error("contains a word that documentation and examples use: generate a random value")]
    ExampleLike,
}

/// Checks a secret that is used as text.
///
/// # Errors
///
/// The first [`Weakness`] found.
pub fn check_text(secret: &SecretString) -> Result<(), Weakness> {
    let text = secret.expose_secret();
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Weakness::NotPrintable);
    }
    if has_example_word(text) {
        return Err(Weakness::ExampleLike);
    }
    let hexadecimal = is_hexadecimal(text);
    let shortest = if hexadecimal {
        2 * MIN_BYTES
    } else {
        MIN_CHARACTERS
    };
    if text.len() < shortest {
        return Err(Weakness::TooShort);
    }
    // Hexadecimal has 16 characters in all; random text of it often lacks one.
    match from_hex(text).filter(|_| hexadecimal) {
        Some(bytes) => check_variety(&bytes),
        None => check_variety(text.as_bytes()),
    }
}

/// Decodes key material given as hexadecimal or base64 (either alphabet, padding optional).
///
/// Material of exactly 32 bytes is used as it is; longer material is condensed by SHA-256.
///
/// # Errors
///
/// The first [`Weakness`] found.
pub fn key_material(secret: &SecretString) -> Result<SecretBox<[u8; 32]>, Weakness> {
    let text = secret.expose_secret().trim();
    if has_example_word(text) {
        return Err(Weakness::ExampleLike);
    }
    let bytes = decode(text).filter(|bytes| bytes.len() >= MIN_BYTES);
    let bytes = bytes.ok_or(Weakness::NotKeyMaterial)?;
    check_variety(&bytes)?;

    let key = <[u8; 32]>::try_from(bytes.as_slice());
    Ok(SecretBox::new(Box::new(
        key.unwrap_or_else(|_| Sha256::digest(&*bytes).into()),
    )))
}

/// Lower-case hexadecimal.
pub(crate) fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads hexadecimal of either case; `None` for anything else.
pub(crate) fn from_hex(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let digit = |byte: u8| {
        char::from(byte)
            .to_digit(16)
            .and_then(|value| u8::try_from(value).ok())
    };
    let bytes = pairs
        .iter()
        .map(|[high, low]| Some(digit(*high)? * 16 + digit(*low)?));
    let bytes = Zeroizing::new(bytes.collect::<Option<Vec<u8>>>()?);
    rest.is_empty().then_some(bytes)
}

/// Hexadecimal first: a text of hexadecimal digits only is never meant as base64.
fn decode(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let either =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let base64 = |alphabet: &Alphabet| {
        GeneralPurpose::new(alphabet, either)
            .decode(text)
            .ok()
            .map(Zeroizing::new)
    };
    if is_hexadecimal(text) {
        return from_hex(text);
    }
    base64(&STANDARD).or_else(|| base64(&URL_SAFE))
}

/// Hexadecimal digits with a letter among them: decimal digits alone hold too few bits.
fn is_hexadecimal(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
        && text.bytes().any(|byte| byte.is_ascii_alphabetic())
}

fn check_variety(material: &[u8]) -> Result<(), Weakness> {
    let mut seen = [false; 256];
    for byte in material {
        if let Some(slot) = seen.get_mut(usize::from(*byte)) {
            *slot = true;
        }
    }
    if seen.into_iter().filter(|seen| *seen).count() < MIN_DISTINCT {
        return Err(Weakness::Repetitive);
    }

    let mut steps = [0_usize; 256];
    for (left, right) in material.iter().zip(material.iter().skip(1)) {
        if let Some(count) = steps.get_mut(usize::from(right.wrapping_sub(*left))) {
            *count += 1;
        }
    }
    if steps.into_iter().any(|count| count * 2 > material.len()) {
        return Err(Weakness::Sequence);
    }
    Ok(())
}

fn has_example_word(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    LONG_WORDS.iter().any(|word| lower.contains(word))
        || SHORT_WORDS
            .iter()
            .any(|word| text.contains(word) || text.contains(&word.to_ascii_uppercase()))
}

#[cfg(test)]
mod tests;
