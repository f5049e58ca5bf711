//! Failures: the one room that maps what went wrong to a status and a code.
//!
//! A failure is grouped by its status, so that `?` in a handler compiles only where the contract
//! declares that status. What a caller reads is written here; causes go to the log.

mod customers;
mod faults;
mod idempotency;
mod monetization;
mod money;
mod refusals;
mod rejections;
mod unprocessable;
mod users;
mod wallets;

pub(crate) use faults::{Broken, FAILED, Wording};
pub(crate) use idempotency::KeyConflict;
pub(crate) use money::{Entries, MoneyErrors, NoDeposit, NoTransaction};
pub(crate) use rejections::{describe, message, refused};
pub(crate) use unprocessable::{Misfit, Rule, Unprocessable};
pub(crate) use users::MissingUsers;
pub(crate) use wallets::{Mismatch, WalletRefusal};

use sovx_api_types::sovx::models::{ApiError, ErrorCode};
use sovx_runtime::{Declares, Failure, Scope};

use faults::unavailable;

/// What an error response of the SovX contract carries inside its envelope.
pub(crate) type Errors = Vec<ApiError>;

/// 401: nobody logs in like this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("E-mail or password is wrong.")]
pub(crate) struct BadLogin;

/// 403: somebody is known, and asks for somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("The token belongs to another user.")]
pub(crate) struct OtherUser;

/// 404: the caller has no such object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotFound {
    #[error("There is no such customer.")]
    Customer,
    #[error("The customer has no such active credential.")]
    Credential,
    #[error("The registry does not know this customer id.")]
    Registration,
    #[error("There is no such user.")]
    User,
    #[error("There is no such setting.")]
    Setting,
    #[error("There is no such wallet.")]
    Wallet,
    /// The wallet that a body names.
    #[error("There is no such wallet.")]
    BodyWallet,
}

/// 409: the request contradicts what is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Conflict {
    #[error("The customer id is taken.")]
    CustomerId,
    #[error("Another active customer has this registration number in this country.")]
    Registration,
    #[error("The user id is taken.")]
    UserId,
    #[error("Another user has this e-mail address.")]
    UserEmail,
    /// The pointer of the member that holds the number.
    #[error("Another user has this phone number.")]
    UserPhone(&'static str),
    #[error("The status of the user does not permit this.")]
    UserStatus,
    #[error("There is a setting for the same feature, method, currency and pair.")]
    Setting,
    #[error("The user has an open operation, or a balance that is worth a withdrawal.")]
    UserHolds,
    /// Why the state of the deposit does not permit it.
    #[error("{0}")]
    Deposit(&'static str),
}

impl NotFound {
    fn code(self) -> ErrorCode {
        match self {
            Self::Customer | Self::Registration => ErrorCode::CustomerNotFound,
            Self::Credential => ErrorCode::CredentialNotFound,
            Self::User => ErrorCode::UserNotFound,
            Self::Setting => ErrorCode::SettingNotFound,
            Self::Wallet | Self::BodyWallet => ErrorCode::WalletNotFound,
        }
    }

    fn field(self) -> &'static str {
        match self {
            Self::Customer => "customer_id",
            Self::Credential => "credential_id",
            Self::Registration => "/customer_id",
            Self::User => "user_id",
            Self::Setting => "setting_id",
            Self::Wallet => "wallet_id",
            Self::BodyWallet => "/wallet_id",
        }
    }
}

impl Conflict {
    fn code(self) -> ErrorCode {
        match self {
            Self::CustomerId => ErrorCode::CustomerAlreadyExists,
            Self::UserId | Self::UserEmail | Self::UserPhone(_) => ErrorCode::UserAlreadyExists,
            Self::Registration
            | Self::UserStatus
            | Self::Setting
            | Self::UserHolds
            | Self::Deposit(_) => ErrorCode::Conflict,
        }
    }

    fn entry(self) -> Errors {
        match self {
            Self::CustomerId => about("/customer_id", self.code(), &self),
            Self::Setting => one(self.code(), self.to_string()),
            Self::Registration => about("/business/registration_number", self.code(), &self),
            Self::UserId => about("/user_id", self.code(), &self),
            Self::UserEmail => about("/email", self.code(), &self),
            Self::UserPhone(field) => about(field, self.code(), &self),
            Self::UserStatus | Self::UserHolds => about("user_id", self.code(), &self),
            Self::Deposit(_) => about("deposit_id", self.code(), &self),
        }
    }
}

impl<O: Scope<Error = Errors> + Declares<401>> From<BadLogin> for Failure<O> {
    fn from(failure: BadLogin) -> Self {
        Self::new::<401>(one(ErrorCode::Unauthorized, failure.to_string()))
    }
}

impl<O: Scope<Error: Entries> + Declares<403>> From<OtherUser> for Failure<O> {
    fn from(failure: OtherUser) -> Self {
        Self::new::<403>(Entries::of(one(ErrorCode::Forbidden, failure.to_string())))
    }
}

impl<O: Scope<Error: Entries> + Declares<404>> From<NotFound> for Failure<O> {
    fn from(failure: NotFound) -> Self {
        let entry = about(failure.field(), failure.code(), &failure);
        Self::new::<404>(Entries::of(entry))
    }
}

impl<O: Scope<Error: Entries> + Declares<409>> From<Conflict> for Failure<O> {
    fn from(failure: Conflict) -> Self {
        Self::new::<409>(Entries::of(failure.entry()))
    }
}

fn one(code: ErrorCode, message: impl Into<String>) -> Errors {
    vec![ApiError {
        code,
        message: message.into(),
        field: None,
    }]
}

/// One entry about one input.
fn about(field: &str, code: ErrorCode, failure: &impl std::error::Error) -> Errors {
    vec![ApiError {
        code,
        message: failure.to_string(),
        field: Some(field.to_owned()),
    }]
}
