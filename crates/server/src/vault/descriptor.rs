//! Output descriptors of Bitcoin (BIP 380), as far as a deposit address needs them: pay to the hash
//! of a public key on the receiving chain of an account (BIP 84).
//!
//! They are read by hand because this one form is all there is to read; a general reader would bring
//! a C library with it.

use std::fmt;

use bip32::Prefix;

use super::extended::{ACCOUNT_DEPTH, AccountKey};
use super::material::MaterialError;

/// The characters of a descriptor, by the number that its checksum counts them as.
const CHARACTERS: &str = "0123456789()[],'/*abcdefgh@:$%{}IJKLMNOPQRSTUVWXYZ&+-.;<=>?!^_|~\
                          ijklmnopqrstuvwxyzABCDEFGH`#\"\\ ";
const CHECKSUM_CHARACTERS: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const GENERATOR: [u64; 5] = [
    0xf5_dee5_1989,
    0xa9_fdca_3312,
    0x1b_ab10_e32d,
    0x37_06b1_677a,
    0x64_4d62_6ffd,
];

/// `wpkh([fingerprint/84h/coin h/account h]key/0/*)`.
#[derive(Debug, Clone)]
pub(super) struct Descriptor {
    origin: Option<Origin>,
    pub(super) key: AccountKey,
}

/// Which key of the operator's wallet the account key is.
#[derive(Debug, Clone)]
struct Origin {
    /// The first bytes of the master key's hash.
    fingerprint: String,
    path: Vec<u32>,
}

impl Descriptor {
    pub(super) fn new(fingerprint: String, path: [u32; ACCOUNT_DEPTH], key: AccountKey) -> Self {
        Self {
            origin: Some(Origin {
                fingerprint,
                path: path.to_vec(),
            }),
            key,
        }
    }

    /// Reads a descriptor whose key has this prefix, for coins of this number (SLIP 44).
    pub(super) fn parse(text: &str, prefix: Prefix, coin: u32) -> Result<Self, MaterialError> {
        let body = match text.split_once('#') {
            Some((body, given)) if checksum(body).as_deref() == Some(given) => body,
            Some(_) => return Err(MaterialError::Checksum),
            None => text,
        };
        let inner = body
            .strip_prefix("wpkh(")
            .and_then(|rest| rest.strip_suffix(')'))
            .ok_or(MaterialError::NotADescriptor)?;
        let (origin, expression) = match inner.strip_prefix('[') {
            Some(rest) => {
                let (origin, rest) = rest.split_once(']').ok_or(MaterialError::Origin)?;
                (Some(Origin::parse(origin, coin)?), rest)
            }
            None => (None, inner),
        };
        let key = expression
            .strip_suffix("/0/*")
            .ok_or(MaterialError::NotReceiving)?;
        let key = AccountKey::parse(key, prefix)?;
        Ok(Self { origin, key })
    }
}

impl fmt::Display for Descriptor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("wpkh(")?;
        if let Some(Origin { fingerprint, path }) = &self.origin {
            write!(formatter, "[{fingerprint}")?;
            for step in path {
                write!(formatter, "/{step}h")?;
            }
            formatter.write_str("]")?;
        }
        write!(formatter, "{}/0/*)", self.key)
    }
}

impl Origin {
    /// Three hardened steps: purpose 84, the coin, any account.
    fn parse(text: &str, coin: u32) -> Result<Self, MaterialError> {
        let mut parts = text.split('/');
        let fingerprint = parts.next().unwrap_or_default();
        let path: Vec<u32> = parts
            .map(|step| step.strip_suffix(['h', '\''])?.parse().ok())
            .collect::<Option<_>>()
            .ok_or(MaterialError::Origin)?;
        let is_fingerprint =
            fingerprint.len() == 8 && fingerprint.bytes().all(|byte| byte.is_ascii_hexdigit());
        let is_account =
            path.len() == ACCOUNT_DEPTH && path.starts_with(&[84, coin]) && is_fingerprint;
        if !is_account {
            return Err(MaterialError::Origin);
        }
        Ok(Self {
            fingerprint: fingerprint.to_ascii_lowercase(),
            path,
        })
    }
}

/// The eight characters behind `#`; `None` when the text has a character that no descriptor has.
pub(super) fn checksum(body: &str) -> Option<String> {
    let (mut state, mut group, mut count) = (1_u64, 0_u64, 0_u8);
    for character in body.chars() {
        let position = u64::try_from(CHARACTERS.find(character)?).ok()?;
        state = polymod(state, position & 31);
        group = group * 3 + (position >> 5);
        count += 1;
        if count == 3 {
            state = polymod(state, group);
            (group, count) = (0, 0);
        }
    }
    if count > 0 {
        state = polymod(state, group);
    }
    state = (0..8).fold(state, |state, _| polymod(state, 0)) ^ 1;
    let symbols = (0..8_u32).map(|place| {
        let symbol = (state >> (5 * (7 - place))) & 31;
        let symbol = CHECKSUM_CHARACTERS.get(usize::try_from(symbol).ok()?)?;
        Some(char::from(*symbol))
    });
    symbols.collect()
}

fn polymod(state: u64, value: u64) -> u64 {
    let top = state >> 35;
    let shifted = ((state & 0x7_ffff_ffff) << 5) ^ value;
    GENERATOR
        .iter()
        .enumerate()
        .filter(|(bit, _)| (top >> bit) & 1 == 1)
        .fold(shifted, |state, (_, generator)| state ^ generator)
}
