//! The keys of end customers: how one is made, kept, and read again.
//!
//! A key is looked up by its keyed hash. Beside the hash it is sealed, bound to partner, customer
//! and hash: in any other row it does not open, so that nobody is shown another's key. Where keys
//! cannot be read again, the hash is all there is.

use secrecy::ExposeSecret;
use sovx_runtime::Secret;

use super::model::{KeyRow, NewKey};
use crate::app::App;
use crate::auth::keys::{ApiKey, KeyKind};
use crate::auth::sealing::Sealer;
use crate::db::{EndCustomerId, PartnerId};
use crate::error::Broken;

/// Where a sealed key stands.
const LABEL: &str = "end_customer_keys.sealed";

/// A new key, in clear text and as it is stored.
#[derive(Clone)]
pub(super) struct MintedKey {
    clear: ApiKey,
    pub(super) new: NewKey,
}

impl MintedKey {
    /// As the answer shows it.
    pub(super) fn shown(&self) -> Secret {
        Secret::new(self.clear.expose_secret().to_owned())
    }
}

impl App {
    /// A new key for an end customer.
    pub(super) fn mint_customer_key(
        &self,
        partner: &PartnerId,
        customer: &EndCustomerId,
    ) -> Result<MintedKey, Broken> {
        let clear = ApiKey::mint(KeyKind::EndCustomer, self.environment);
        let key_hash = self.pepper.hash(&clear).as_bytes().to_vec();
        let plain = clear.expose_secret().as_bytes();
        let place = place(partner, customer, &key_hash);
        let seal = || self.sealer.seal(LABEL, &place, plain);
        let sealed = self.reveals_keys.then(seal).transpose().or(Err(Broken {
            what: "the key of an end customer cannot be sealed",
        }))?;
        let pepper_id = self.pepper.id().to_owned();
        let new = NewKey {
            key_hash,
            pepper_id,
            sealed,
        };
        Ok(MintedKey { clear, new })
    }
}

/// The key that a row holds; `None` where it was not to be read again.
pub(super) fn open(
    sealer: &Sealer,
    partner: &PartnerId,
    customer: &EndCustomerId,
    row: &KeyRow,
) -> Result<Option<Secret>, Broken> {
    let Some(sealed) = &row.sealed else {
        return Ok(None);
    };
    let what = "the sealed key of an end customer does not open in its place";
    let place = place(partner, customer, &row.key_hash);
    let Ok(key) = sealer.open(LABEL, &place, sealed) else {
        return Err(Broken { what });
    };
    let text = std::str::from_utf8(&key).or(Err(Broken { what }))?;
    Ok(Some(Secret::new(text.to_owned())))
}

/// The row that a key is bound to. Ids hold no NUL, so no two rows look the same.
fn place(partner: &PartnerId, customer: &EndCustomerId, key_hash: &[u8]) -> Vec<u8> {
    let (partner, customer) = (partner.as_str().as_bytes(), customer.as_str().as_bytes());
    [partner, &[0], customer, &[0], key_hash].concat()
}
