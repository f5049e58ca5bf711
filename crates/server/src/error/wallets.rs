//! Failures of wallets, of their addresses and of the vault that supplies them.

use sovx_api_types::sovx::models::{ApiError, ErrorCode};
use sovx_runtime::{Declares, Failure, Scope};
use std::borrow::Cow;
use std::sync::Arc;

use super::{Broken, Entries, Errors, about, unavailable};
use crate::vault::VaultError;
use crate::wallets::InsertError;

/// 400: a wallet cannot be had like this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum WalletRefusal {
    /// What names the user, or its wallet.
    #[error("The user is not active.")]
    UserNotActive(&'static str),
    #[error("Another wallet of the user has this name.")]
    NameExists,
}

impl<O: Scope<Error = Errors> + Declares<400>> From<WalletRefusal> for Failure<O> {
    fn from(failure: WalletRefusal) -> Self {
        let (field, code) = match failure {
            WalletRefusal::UserNotActive(field) => (field, ErrorCode::UserNotActive),
            WalletRefusal::NameExists => ("/name", ErrorCode::WalletNameExists),
        };
        Self::new::<400>(about(field, code, &failure))
    }
}

impl<O> From<InsertError> for Failure<O>
where
    O: Scope<Error = Errors> + Declares<400> + Declares<500> + Declares<503>,
{
    fn from(failure: InsertError) -> Self {
        match failure {
            InsertError::TakenName => WalletRefusal::NameExists.into(),
            InsertError::Db(error) => error.into(),
        }
    }
}

/// 422: networks and currencies that do not go together, each with the pointer of its member.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Mismatch(Vec<(String, Cow<'static, str>)>);

impl Mismatch {
    /// Not a network.
    pub(crate) fn network(field: String) -> Self {
        Self::rule(field, "must be a network")
    }

    /// A network with real coins in the sandbox, or one with test coins outside of it.
    pub(crate) fn environment(field: String) -> Self {
        Self::rule(field, "must be a network of the server's environment")
    }

    /// A network that was named before.
    pub(crate) fn twice(field: String) -> Self {
        Self::rule(field, "must be another network than the ones before")
    }

    /// A currency that does not live on its network.
    pub(crate) fn currency(field: String) -> Self {
        Self::rule(field, "must be a currency of the network")
    }

    /// A currency that lives on no network.
    pub(crate) fn no_deposits(field: String) -> Self {
        Self::rule(field, "must be a currency that has deposit addresses")
    }

    /// A network on which the wallet has no address.
    pub(crate) fn no_address(field: String) -> Self {
        Self::rule(field, "must be a network that the wallet has an address on")
    }

    /// A member that breaks a rule, in words.
    pub(crate) fn rule(field: String, rule: impl Into<Cow<'static, str>>) -> Self {
        Self(vec![(field, rule.into())])
    }

    /// Tells these as well.
    pub(crate) fn add(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The value, if there is nothing to tell.
    pub(crate) fn or<T>(self, value: T) -> Result<T, Self> {
        if self.0.is_empty() {
            Ok(value)
        } else {
            Err(self)
        }
    }
}

impl<O: Scope<Error: Entries> + Declares<422>> From<Mismatch> for Failure<O> {
    fn from(failure: Mismatch) -> Self {
        let entry = |(field, message): (String, Cow<'static, str>)| ApiError {
            code: ErrorCode::UnprocessableEntity,
            message: message.into_owned(),
            field: Some(field),
        };
        Self::new::<422>(Entries::of(failure.0.into_iter().map(entry).collect()))
    }
}

impl<O: Scope<Error = Errors> + Declares<500> + Declares<503>> From<VaultError> for Failure<O> {
    fn from(failure: VaultError) -> Self {
        match failure {
            VaultError::Db(error) => error.into(),
            VaultError::Damaged(_) => {
                let what = "a stored source of addresses makes no address";
                Broken { what }.into()
            }
            VaultError::NoSource(_) | VaultError::Exhausted(_) => unavailable(
                "The network has no deposit addresses at the moment.",
                Arc::new(failure),
            ),
        }
    }
}
