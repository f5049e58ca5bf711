//! What can be presented, and where.

/// A kind of credential, or what looks like one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Credential {
    Nothing,
    /// `Bearer` without a token.
    BareBearer,
    /// E-mail address and password, by HTTP Basic.
    Basic,
    /// Bytes that are no text.
    Garbage,
    Session,
    SessionOfOther,
    SessionForged,
    SessionRevoked,
    SessionExpired,
    Owner,
    OwnerOfOther,
    OwnerMistyped,
    OwnerUnknown,
    OwnerRevoked,
    User,
    /// Another user of the same customer.
    UserSibling,
    /// A user of another customer.
    UserOfOther,
    UserMalformed,
    UserUnknown,
    UserReplaced,
    UserExpired,
    UserDeleted,
    Platform,
    /// Of another partner.
    PlatformOfOther,
    PlatformMistyped,
    PlatformUnknown,
    PlatformReplaced,
    PlatformDisabled,
    /// Of the other environment.
    PlatformLive,
    /// The key of an end customer.
    Customer,
    /// The key of another end customer of the same partner.
    CustomerSibling,
    /// The key of an end customer of another partner.
    CustomerOfOther,
    CustomerMistyped,
    CustomerUnknown,
    CustomerReplaced,
    /// Replaced, and its grace has not passed.
    CustomerInGrace,
    CustomerDeleted,
    Master,
    MasterUnknown,
}

impl Credential {
    /// In words.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::BareBearer => "`Bearer` without a token",
            Self::Basic => "e-mail and password, by `Basic`",
            Self::Garbage => "bytes that are no text",
            Self::Session => "session token",
            Self::SessionOfOther => "session token of another account",
            Self::SessionForged => "session token with another signature",
            Self::SessionRevoked => "session token, logged out",
            Self::SessionExpired => "session token, expired",
            Self::Owner => "owner key",
            Self::OwnerOfOther => "owner key of another customer",
            Self::OwnerMistyped => "owner key, mistyped",
            Self::OwnerUnknown => "owner key, never minted",
            Self::OwnerRevoked => "owner key, deleted",
            Self::User => "user token",
            Self::UserSibling => "user token of another user",
            Self::UserOfOther => "user token of another customer's user",
            Self::UserMalformed => "user token, one character short",
            Self::UserUnknown => "user token, never issued",
            Self::UserReplaced => "user token, replaced by a new one",
            Self::UserExpired => "user token, expired",
            Self::UserDeleted => "user token of a deleted user",
            Self::Platform => "platform key",
            Self::PlatformOfOther => "platform key of another partner",
            Self::PlatformMistyped => "platform key, mistyped",
            Self::PlatformUnknown => "platform key, never minted",
            Self::PlatformReplaced => "platform key, replaced by a new one",
            Self::PlatformDisabled => "platform key of a disabled partner",
            Self::PlatformLive => "platform key of the other environment",
            Self::Customer => "customer key",
            Self::CustomerSibling => "customer key of another end customer",
            Self::CustomerOfOther => "customer key of another partner's end customer",
            Self::CustomerMistyped => "customer key, mistyped",
            Self::CustomerUnknown => "customer key, never minted",
            Self::CustomerReplaced => "customer key, replaced by a new one",
            Self::CustomerInGrace => "customer key, replaced, in its grace",
            Self::CustomerDeleted => "customer key of a deleted end customer",
            Self::Master => "master key",
            Self::MasterUnknown => "master key of another server",
        }
    }
}

/// Where it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Bearer,
    ApiKey,
    MasterKey,
    CustomerKey,
}

/// Every header that holds credentials.
pub(super) const ANY: &[Place] = &[
    Place::Bearer,
    Place::ApiKey,
    Place::MasterKey,
    Place::CustomerKey,
];

/// Every one but that of customer keys.
pub(super) const BUT_CUSTOMER: &[Place] = &[Place::Bearer, Place::ApiKey, Place::MasterKey];

pub(super) const AUTHORIZATION: &[Place] = &[Place::Bearer];
pub(super) const CUSTOMER: &[Place] = &[Place::CustomerKey];

impl Place {
    /// The header.
    pub(super) fn header(self) -> &'static str {
        match self {
            Self::Bearer => "authorization",
            Self::ApiKey => "x-api-key",
            Self::MasterKey => "x-master-api-key",
            Self::CustomerKey => "x-customer-key",
        }
    }

    /// As the page writes it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Bearer => "`Authorization`",
            Self::ApiKey => "`x-api-key`",
            Self::MasterKey => "`x-master-api-key`",
            Self::CustomerKey => "`X-Customer-Key`",
        }
    }
}
