//! The seed of a sandbox: words that nobody needs to keep safe, and the watch-only material that
//! follows from them.
//!
//! It exists so that test coins can be had back: the words are written to a file for the operator,
//! and the server goes on with the public part alone.

use bip32::{DerivationPath, Prefix, XPrv};
use bip39::Mnemonic;
use curve25519_dalek::edwards::EdwardsPoint;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha512};
use zeroize::Zeroizing;

use super::descriptor::Descriptor;
use super::extended::AccountKey;
use super::formats;
use super::material::Material;
use super::network::{Chain, Network};
use crate::auth::strength::to_hex;

/// How many Solana addresses a sandbox has.
pub(super) const POOL: u32 = 1000;

/// What the line with the words begins with.
const LABEL: &str = "words: ";

/// The words, and nothing else; Debug does not print them.
pub(super) struct Seed(Mnemonic);

impl Seed {
    /// 24 new words; `None` if the word list does not hold what it must.
    pub(super) fn generate() -> Option<Self> {
        let mut entropy = Zeroizing::new([0; 32]);
        rand::fill(entropy.as_mut_slice());
        Mnemonic::from_entropy(entropy.as_slice()).ok().map(Self)
    }

    /// Reads the text of the file; `None` unless it holds the words of a seed.
    pub(super) fn from_text(text: &str) -> Option<Self> {
        let words = text.lines().find_map(|line| line.strip_prefix(LABEL))?;
        Mnemonic::parse_normalized(words.trim()).ok().map(Self)
    }

    /// The text of the file.
    pub(super) fn to_text(&self) -> Zeroizing<String> {
        let words: Vec<_> = self.0.words().collect();
        Zeroizing::new(format!(
            "The throw-away seed of a sandbox: it spends the test coins that wallets here receive.\n\
             {LABEL}{}\n\n\
             Derivation paths, with an empty passphrase:\n\
             bitcoin-testnet   m/84h/1h/0h/0/i      (BIP 84)\n\
             ethereum-sepolia  m/44h/60h/0h/0/i     (BIP 44)\n\
             solana-devnet     m/44h/501h/ih/0h     (SLIP 10), i below {POOL}\n",
            words.join(" ")
        ))
    }

    /// The watch-only material of a network; `None` where a curve does not know the key, which has
    /// never been seen.
    pub(super) fn material(&self, network: Network) -> Option<Material> {
        let seed = Zeroizing::new(self.0.to_seed_normalized(""));
        match network.chain() {
            Chain::Bitcoin => bitcoin(&seed, network),
            Chain::Ethereum => {
                let key = account(&seed, "m/44'/60'/0'", Prefix::XPUB)?;
                Some(Material::account(key))
            }
            Chain::Solana => self.pool(POOL),
        }
    }

    /// So many addresses for Solana, from the first: those of m/44h/501h/{index}h/0h.
    pub(super) fn pool(&self, size: u32) -> Option<Material> {
        let seed = Zeroizing::new(self.0.to_seed_normalized(""));
        let parent = ed25519_node(seed.as_slice(), &[44, 501])?;
        let addresses = (0..size).map(|index| {
            let key = ed25519_key(&descend(&parent, &[index, 0])?)?;
            Some(formats::solana(&ed25519_public(&key)))
        });
        Some(Material::of_pool(addresses.collect::<Option<_>>()?))
    }
}

fn bitcoin(seed: &Zeroizing<[u8; 64]>, network: Network) -> Option<Material> {
    let (prefix, coin) = super::material::bitcoin_keys(network);
    let master = XPrv::new(&**seed).ok()?.public_key().fingerprint();
    let key = account(seed, &format!("m/84'/{coin}'/0'"), prefix)?;
    let descriptor = Descriptor::new(to_hex(&master), [84, coin, 0], key);
    Some(Material::descriptor(descriptor))
}

fn account(seed: &Zeroizing<[u8; 64]>, path: &str, prefix: Prefix) -> Option<AccountKey> {
    let path: DerivationPath = path.parse().ok()?;
    let private = XPrv::derive_from_path(&**seed, &path).ok()?;
    AccountKey::new(private.public_key(), prefix)
}

/// A private key and its chain code (SLIP 10).
pub(super) type Node = Zeroizing<[u8; 64]>;

/// The node at a path of hardened steps from the master key.
pub(super) fn ed25519_node(seed: &[u8], path: &[u32]) -> Option<Node> {
    descend(&hmac_sha512(b"ed25519 seed", &[seed])?, path)
}

fn descend(node: &Node, path: &[u32]) -> Option<Node> {
    path.iter().try_fold(node.clone(), |node, step| {
        let (key, chain_code) = node.split_at(32);
        let step = (step | 0x8000_0000).to_be_bytes();
        hmac_sha512(chain_code, &[&[0], key, &step])
    })
}

/// The private key of a node.
pub(super) fn ed25519_key(node: &Node) -> Option<Zeroizing<[u8; 32]>> {
    let (key, _) = node.split_first_chunk::<32>()?;
    Some(Zeroizing::new(*key))
}

/// The public key of a private one (RFC 8032).
pub(super) fn ed25519_public(key: &[u8; 32]) -> [u8; 32] {
    let hash = Zeroizing::new(<[u8; 64]>::from(Sha512::digest(key)));
    let mut scalar = Zeroizing::new([0; 32]);
    scalar
        .iter_mut()
        .zip(hash.iter())
        .for_each(|(to, from)| *to = *from);
    EdwardsPoint::mul_base_clamped(*scalar)
        .compress()
        .to_bytes()
}

fn hmac_sha512(key: &[u8], parts: &[&[u8]]) -> Option<Node> {
    let mut mac = Hmac::<Sha512>::new_from_slice(key).ok()?;
    for part in parts {
        mac.update(part);
    }
    Some(Zeroizing::new(mac.finalize().into_bytes().into()))
}
