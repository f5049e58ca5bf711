//! Whose budget a request is taken from.

use std::net::{IpAddr, Ipv6Addr};

use crate::auth::caller::{Actor, Tier};
use crate::db::{EndCustomerId, PartnerId};

/// The holder of a budget. Holds no secret.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A credential of the SovX API: its kind, and which of them.
    Credential(Tier, String),
    /// Where requests without a good credential come from.
    Address(Network),
    /// Where attempts to log in come from.
    Login(Network),
    /// A partner that manages its end customers.
    Partner(PartnerId),
    /// An end customer on whose behalf its partner calls.
    EndCustomer(EndCustomerId),
}

impl Subject {
    /// The credential that somebody presented.
    #[must_use]
    pub fn credential(actor: &Actor) -> Self {
        let which = actor.credential.as_ref().unwrap_or(&actor.principal);
        Self::Credential(actor.tier, which.clone())
    }
}

/// Who is at an address, as far as the address tells: an IPv4 address, or an IPv6 network of 64
/// bits, which is what one customer of a provider is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Network(IpAddr);

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V4(address) => address.into(),
            IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
        })
    }
}
