//! Watch-only material: what the operator imports so that the server can make addresses, and what
//! it must never be given.

use std::collections::HashSet;

use bip32::Prefix;
use sha2::{Digest, Sha256};

use super::descriptor::Descriptor;
use super::extended::AccountKey;
use super::formats;
use super::network::{Chain, Network};
use super::private;
use crate::auth::strength::to_hex;

/// Material was refused. Names the rule and the line, never what the line holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MaterialError {
    /// It could spend.
    #[error(
        "this is {0}: the server never takes private material; export the public part from your \
         wallet, and treat the secret as exposed if the file was left where others can read it"
    )]
    Private(&'static str),
    /// There is nothing in it.
    #[error("there is nothing to import")]
    Empty,
    /// A descriptor or a key is one line.
    #[error("must be one line")]
    Lines,
    /// Not the one form of descriptor.
    #[error("must be an output descriptor of the form wpkh([fingerprint/84h/0h/0h]xpub.../0/*)")]
    NotADescriptor,
    /// The checksum of the descriptor is of another one.
    #[error("the checksum behind # is wrong: copy the descriptor again")]
    Checksum,
    /// Another path than that of an account of this coin.
    #[error(
        "the part in brackets must be the wallet's fingerprint and the path of an account of this \
         network: 84h/0h/0h for bitcoin, 84h/1h/0h for bitcoin-testnet, with any account number"
    )]
    Origin,
    /// Another chain than the one for receiving.
    #[error("the descriptor must end in /0/*), the addresses for receiving")]
    NotReceiving,
    /// No extended public key with this prefix.
    #[error("must hold an extended public key that begins with {}", .0.as_str())]
    NotAnAccountKey(Prefix),
    /// An extended key of another depth.
    #[error(
        "the extended public key must be that of an account, three steps below the master key: \
         84h/0h/0h, 84h/1h/0h or 44h/60h/0h"
    )]
    NotAnAccount,
    /// A line of a pool is no address.
    #[error("line {0}: must be the base58 form of an ed25519 public key")]
    NotAPublicKey(usize),
    /// A line of a pool was there before.
    #[error("line {0}: this public key is in the file twice")]
    Twice(usize),
}

/// A source of addresses without the means to spend.
#[derive(Debug, Clone)]
pub struct Material(Kind);

#[derive(Debug, Clone)]
enum Kind {
    Descriptor(Descriptor),
    Account(AccountKey),
    Pool(Vec<String>),
}

impl Material {
    /// Reads what an operator gives for a network: a descriptor for Bitcoin, the extended public
    /// key of an account for Ethereum, one public key a line for Solana. Empty lines and those that
    /// begin with `# ` are left out.
    ///
    /// # Errors
    /// [`MaterialError`] with the first rule that is broken; private material is looked for first.
    pub fn parse(network: Network, text: &str) -> Result<Self, MaterialError> {
        if let Some(found) = private::find(text) {
            return Err(MaterialError::Private(found.name()));
        }
        let lines = text
            .lines()
            .enumerate()
            .map(|(at, line)| (at + 1, line.trim()));
        let lines: Vec<_> = lines
            .filter(|(_, line)| !line.is_empty() && !line.starts_with("# "))
            .collect();
        let one = || match lines.as_slice() {
            [] => Err(MaterialError::Empty),
            [(_, line)] => Ok(*line),
            [_, _, ..] => Err(MaterialError::Lines),
        };
        Ok(Self(match network.chain() {
            Chain::Bitcoin => {
                let (prefix, coin) = bitcoin_keys(network);
                Kind::Descriptor(Descriptor::parse(one()?, prefix, coin)?)
            }
            Chain::Ethereum => Kind::Account(AccountKey::parse(one()?, Prefix::XPUB)?),
            Chain::Solana => Kind::Pool(pool(&lines)?),
        }))
    }

    pub(super) fn descriptor(descriptor: Descriptor) -> Self {
        Self(Kind::Descriptor(descriptor))
    }

    pub(super) fn account(key: AccountKey) -> Self {
        Self(Kind::Account(key))
    }

    pub(super) fn of_pool(addresses: Vec<String>) -> Self {
        Self(Kind::Pool(addresses))
    }

    /// The address at an index; `None` past the end.
    #[must_use]
    pub fn address(&self, network: Network, index: u32) -> Option<String> {
        match &self.0 {
            Kind::Descriptor(Descriptor { key, .. }) => {
                formats::bitcoin(&key.receiving(index)?, network.is_test())
            }
            Kind::Account(key) => formats::ethereum(&key.receiving(index)?),
            Kind::Pool(addresses) => addresses.get(usize::try_from(index).ok()?).cloned(),
        }
    }

    /// What tells this material from every other of its network, however it was written.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let digest = match &self.0 {
            Kind::Descriptor(Descriptor { key, .. }) | Kind::Account(key) => key.digest(),
            Kind::Pool(addresses) => {
                let mut sorted: Vec<_> = addresses.iter().map(String::as_str).collect();
                sorted.sort_unstable();
                Sha256::digest(sorted.join("\n")).into()
            }
        };
        let (short, _) = digest.split_at(8);
        to_hex(short)
    }

    /// What kind of material it is, in a word.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.0 {
            Kind::Descriptor(_) => "descriptor",
            Kind::Account(_) => "xpub",
            Kind::Pool(_) => "pool",
        }
    }

    /// What the addresses are made from; a pool holds them instead.
    #[must_use]
    pub fn formula(&self) -> Option<String> {
        match &self.0 {
            Kind::Descriptor(descriptor) => Some(descriptor.to_string()),
            Kind::Account(key) => Some(key.to_string()),
            Kind::Pool(_) => None,
        }
    }

    /// The addresses of a pool.
    #[must_use]
    pub fn pool(&self) -> Option<&[String]> {
        match &self.0 {
            Kind::Pool(addresses) => Some(addresses),
            Kind::Descriptor(_) | Kind::Account(_) => None,
        }
    }
}

/// How extended keys begin, and the number of the coin in their path.
pub(super) fn bitcoin_keys(network: Network) -> (Prefix, u32) {
    if network.is_test() {
        (Prefix::TPUB, 1)
    } else {
        (Prefix::XPUB, 0)
    }
}

fn pool(lines: &[(usize, &str)]) -> Result<Vec<String>, MaterialError> {
    let mut seen = HashSet::new();
    for (number, line) in lines {
        if !formats::is_solana(line) {
            return Err(MaterialError::NotAPublicKey(*number));
        }
        if !seen.insert(*line) {
            return Err(MaterialError::Twice(*number));
        }
    }
    if lines.is_empty() {
        return Err(MaterialError::Empty);
    }
    Ok(lines.iter().map(|(_, line)| (*line).to_owned()).collect())
}
