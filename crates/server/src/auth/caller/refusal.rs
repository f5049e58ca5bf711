//! Why nobody is let in: what was sent, and what is needed. Never what it was.

use std::fmt;

/// A kind of credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Session,
    Owner,
    User,
    Master,
    /// A partner's, for the portal.
    Platform,
    /// An end customer's, for the portal.
    Customer,
}

impl Kind {
    /// In words.
    fn as_str(self) -> &'static str {
        match self {
            Self::Session => "session token",
            Self::Owner => "owner key",
            Self::User => "user token",
            Self::Master => "master key",
            Self::Platform => "platform key",
            Self::Customer => "customer key",
        }
    }

    /// Whether it has the form of an API key.
    pub(crate) fn is_key(self) -> bool {
        match self {
            Self::Owner | Self::Master | Self::Platform | Self::Customer => true,
            Self::Session | Self::User => false,
        }
    }
}

/// What an operation takes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// Any of these.
    pub(crate) kinds: &'static [Kind],
    /// The same in words, and where it belongs.
    pub(crate) words: &'static str,
}

pub(super) const SESSION: Wanted = Wanted {
    kinds: &[Kind::Session],
    words: "a session token as Authorization: Bearer",
};

pub(super) const OWNER: Wanted = Wanted {
    kinds: &[Kind::Owner],
    words: "an owner key in x-api-key",
};

pub(super) const USER_OR_OWNER: Wanted = Wanted {
    kinds: &[Kind::User, Kind::Owner],
    words: "a user token as Authorization: Bearer or an owner key in x-api-key",
};

pub(super) const MASTER: Wanted = Wanted {
    kinds: &[Kind::Master],
    words: "the master key in x-master-api-key",
};

/// What is wrong with a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// It has the form of no credential.
    Malformed,
    /// It has the form of this kind, and is unknown or revoked.
    Unknown(Kind),
    /// It was good until its time was over.
    Expired(Kind),
}

/// Why nobody is let in.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// 400: this header was sent several times, with different values.
    Repeated(&'static str),
    /// 400: these headers hold good credentials of different tenants.
    Ambiguous(&'static str, &'static str),
    /// 401: nothing that was sent is good. Each header with what is wrong there.
    Nobody(&'static Wanted, Vec<(&'static str, Flaw)>),
    /// 403: this header holds a good credential of a kind that the operation does not take.
    WrongKind(&'static Wanted, &'static str, Kind),
}

impl Refusal {
    /// The owner key was good until a moment ago.
    pub(crate) fn gone_key() -> Self {
        Self::Nobody(&OWNER, vec![("x-api-key", Flaw::Unknown(Kind::Owner))])
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Repeated(header) => {
                let header = shown(header);
                write!(f, "{header} was sent several times, with different values.")
            }
            Self::Ambiguous(one, other) => {
                let (one, other) = (shown(one), shown(other));
                write!(
                    f,
                    "{one} and {other} hold good credentials of different tenants."
                )
            }
            Self::Nobody(wanted, flaws) => {
                write!(f, "This operation takes {}; ", wanted.words)?;
                for (number, (header, flaw)) in flaws.iter().enumerate() {
                    let comma = if number == 0 { "" } else { ", " };
                    let header = shown(header);
                    match flaw {
                        Flaw::Malformed => {
                            write!(f, "{comma}what was sent in {header} is malformed")
                        }
                        Flaw::Unknown(kind) => {
                            let kind = kind.as_str();
                            write!(f, "{comma}the {kind} in {header} is unknown or revoked")
                        }
                        Flaw::Expired(kind) => {
                            let kind = kind.as_str();
                            write!(f, "{comma}the {kind} in {header} has expired")
                        }
                    }?;
                }
                f.write_str(if flaws.is_empty() {
                    "no credential was sent."
                } else {
                    "."
                })
            }
            Self::WrongKind(wanted, header, kind) => {
                let (words, header, kind) = (wanted.words, shown(header), kind.as_str());
                write!(
                    f,
                    "This operation takes {words}; the {kind} in {header} does not open it."
                )
            }
        }
    }
}

/// A header as documentation writes it.
fn shown(header: &str) -> &str {
    match header {
        "authorization" => "Authorization",
        "x-customer-key" => "X-Customer-Key",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_says_what_was_sent_and_what_is_needed() {
        let flaws = vec![
            ("authorization", Flaw::Expired(Kind::Session)),
            ("x-api-key", Flaw::Unknown(Kind::Owner)),
            ("x-customer-key", Flaw::Malformed),
        ];
        let refusals = [
            Refusal::Repeated("x-api-key"),
            Refusal::Ambiguous("authorization", "x-api-key"),
            Refusal::Nobody(&OWNER, Vec::new()),
            Refusal::Nobody(&OWNER, flaws),
            Refusal::WrongKind(&OWNER, "authorization", Kind::Session),
        ];

        let told = refusals.map(|refusal| refusal.to_string()).join("\n");

        insta::assert_snapshot!(told, @r"
        x-api-key was sent several times, with different values.
        Authorization and x-api-key hold good credentials of different tenants.
        This operation takes an owner key in x-api-key; no credential was sent.
        This operation takes an owner key in x-api-key; the session token in Authorization has expired, the owner key in x-api-key is unknown or revoked, what was sent in X-Customer-Key is malformed.
        This operation takes an owner key in x-api-key; the session token in Authorization does not open it.
        ");
    }
}
