//! An extended public key of an account: all addresses of the account follow from it, and nothing
//! that could spend.

use bip32::{ChildNumber, ExtendedKey, Prefix, PublicKey as _, XPub};
use sha2::{Digest, Sha256};

use super::material::MaterialError;

/// The depth of an account: purpose, coin, account.
pub(super) const ACCOUNT_DEPTH: usize = 3;

/// An account's public key and its chain code.
#[derive(Debug, Clone)]
pub(super) struct AccountKey {
    account: XPub,
    /// The chain of addresses for receiving.
    receiving: XPub,
    prefix: Prefix,
}

impl AccountKey {
    /// Reads an extended public key that is written with this prefix.
    pub(super) fn parse(text: &str, prefix: Prefix) -> Result<Self, MaterialError> {
        let expected = MaterialError::NotAnAccountKey(prefix);
        let Ok(extended) = text.parse::<ExtendedKey>() else {
            return Err(expected);
        };
        if extended.prefix != prefix {
            return Err(expected);
        }
        let Ok(account) = XPub::try_from(extended) else {
            return Err(expected);
        };
        let is_account = usize::from(account.attrs().depth) == ACCOUNT_DEPTH
            && account.attrs().child_number.is_hardened();
        if !is_account {
            return Err(MaterialError::NotAnAccount);
        }
        Self::new(account, prefix).ok_or(expected)
    }

    /// `None` in the practically impossible case that the key has no chain 0.
    pub(super) fn new(account: XPub, prefix: Prefix) -> Option<Self> {
        let receiving = child(&account, 0)?;
        Some(Self {
            account,
            receiving,
            prefix,
        })
    }

    /// The public key of a receiving address; `None` past the last index.
    pub(super) fn receiving(&self, index: u32) -> Option<XPub> {
        child(&self.receiving, index)
    }

    /// What tells this key from every other, however it was written.
    pub(super) fn digest(&self) -> [u8; 32] {
        let mut digest = Sha256::new();
        digest.update(self.account.public_key().to_bytes());
        digest.update(self.account.attrs().chain_code);
        digest.finalize().into()
    }
}

impl std::fmt::Display for AccountKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.account.to_string(self.prefix))
    }
}

fn child(key: &XPub, index: u32) -> Option<XPub> {
    let number = ChildNumber::new(index, false).ok()?;
    key.derive_child(number).ok()
}
