//! What a sandbox has in the portal from its first start: a partner, and under it the end customer that
//! examples name.
//!
//! The partner's key follows from the pepper, so a start that told nobody of it costs nothing: a later
//! one knows it too. An operator who rotates it or disables the partner ends it like any other key.

use std::sync::Arc;

use super::model::NewCustomer;
use super::queries::{self, ChangeError};
use crate::app::App;
use crate::auth::caller::Actor;
use crate::auth::keys::{ApiKey, KeyKind};
use crate::auth::subkey::Subkey;
use crate::changes::{Change, Changed};
use crate::db::{EndCustomerId, PartnerId};
use crate::error::Broken;
use crate::partners::{self, PartnerError};

const PARTNER: &str = "Sandbox Partner";
const CUSTOMER: &str = "Northern Virginia Community College";

/// The id of the end customer.
pub(crate) const CUSTOMER_ID: &str = "clx8f2k9h0001qr5tgvwxyz12";

/// The partner's key.
pub(crate) struct Sample {
    pub(crate) key: ApiKey,
    /// Whether this start has made the partner.
    pub(crate) is_new: bool,
}

/// Why a sandbox has no partner of its own.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SampleError {
    #[error(transparent)]
    Partner(#[from] PartnerError),
    #[error("the key of the sample cannot be sealed")]
    Sealing,
}

impl From<Broken> for SampleError {
    fn from(_: Broken) -> Self {
        Self::Sealing
    }
}

impl From<ChangeError> for PartnerError {
    fn from(error: ChangeError) -> Self {
        match error {
            ChangeError::TakenName => Self::Exists,
            ChangeError::Db(error) => Self::Db(error),
        }
    }
}

/// Makes the partner and its end customer where there is no partner of that name yet. Returns its key
/// while it is good.
///
/// # Errors
/// The database failed, or the end customer's key cannot be sealed.
pub(crate) async fn provide(app: &App) -> Result<Option<Sample>, SampleError> {
    let key = ApiKey::derived(
        KeyKind::Platform,
        app.environment,
        &Subkey::of(&app.pepper, "the sandbox's partner"),
    );
    let is_new = match create(app, &key).await {
        Err(SampleError::Partner(PartnerError::Exists)) => false,
        created => created?,
    };
    let hash = app.pepper.hash(&key).as_bytes().to_vec();
    let find = app.db.read(move |conn| partners::find_live(conn, &hash));
    let live: Option<PartnerId> = find.await.map_err(PartnerError::Db)?;
    Ok(live.map(|_| Sample { key, is_new }))
}

/// Whether the partner was made; it was not if its name is taken.
async fn create(app: &App, key: &ApiKey) -> Result<bool, SampleError> {
    let (Ok(name), Some(id)) = (PARTNER.parse(), EndCustomerId::parse(CUSTOMER_ID)) else {
        return Ok(false);
    };
    let (partner, clock) = (PartnerId::fresh(), app.clock());
    let minted = app.mint_customer_key(&partner, &id)?.new;
    let (key, pepper) = (key.clone(), Arc::clone(&app.pepper));
    let create = app.changes.change(Actor::operator(), move |conn| {
        let now = clock.now_millis();
        if !partners::insert(conn, &partner, &name, (&key, &pepper), now)? {
            return Ok(Changed::nothing(false));
        }
        let customer = NewCustomer::new(id.clone(), CUSTOMER, now);
        queries::insert(conn, &partner, &customer, &minted)?;
        let made = [
            Change::of("partner.created", &partner),
            Change::of("end_customer.created", &customer.id),
        ];
        Ok::<_, PartnerError>(Changed::by_all(true, made))
    });
    Ok(create.await?)
}
