//! How a public key is written as an address on each chain.

use bech32::{Hrp, segwit};
use bip32::{PublicKey as _, XPub};
use curve25519_dalek::edwards::CompressedEdwardsY;
use ripemd::Ripemd160;
use sha2::{Digest as _, Sha256};
use sha3::Keccak256;

/// A Bitcoin address that pays to the hash of the key (BIP 141, version 0).
pub(super) fn bitcoin(key: &XPub, is_test: bool) -> Option<String> {
    let prefix = Hrp::parse(if is_test { "tb" } else { "bc" }).ok()?;
    let hash = Ripemd160::digest(Sha256::digest(key.public_key().to_bytes()));
    segwit::encode_v0(prefix, &hash).ok()
}

/// An Ethereum address with the capitals of EIP-55.
pub(super) fn ethereum(key: &XPub) -> Option<String> {
    let point = key.public_key().to_sec1_point(false);
    let hash = Keccak256::digest(point.as_bytes().get(1..)?);
    let (_, account) = hash.split_last_chunk::<20>()?;
    Some(eip55(account))
}

/// Hexadecimal whose capitals are a checksum.
pub(super) fn eip55(account: &[u8; 20]) -> String {
    let digits: String = account.iter().map(|byte| format!("{byte:02x}")).collect();
    let hash = Keccak256::digest(digits.as_bytes());
    let halves = hash.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let written = digits.chars().zip(halves).map(|(digit, half)| {
        if half >= 8 {
            digit.to_ascii_uppercase()
        } else {
            digit
        }
    });
    ["0", "x"]
        .into_iter()
        .map(str::to_owned)
        .chain(written.map(String::from))
        .collect()
}

/// Whether this is a Solana address that a private key exists for: the canonical form of a point
/// in the prime-order group of edwards25519.
pub(super) fn is_solana(text: &str) -> bool {
    let Ok(bytes) = bs58::decode(text).into_vec() else {
        return false;
    };
    let Ok(compressed) = CompressedEdwardsY::from_slice(&bytes) else {
        return false;
    };
    compressed.decompress().is_some_and(|point| {
        point.compress() == compressed && !point.is_small_order() && point.is_torsion_free()
    })
}

/// A Solana address: the key itself.
pub(super) fn solana(key: &[u8; 32]) -> String {
    bs58::encode(key).into_string()
}
