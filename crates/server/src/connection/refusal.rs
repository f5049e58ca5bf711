//! Why a request is refused before it reaches any route.

/// A request that no API sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The head is no head of HTTP/1, or says in two ways how long the body is.
    Malformed,
    /// There is not exactly one `Host`, or it is no host.
    Host,
    /// The target is too long.
    Target,
    /// The header fields are too many or too long.
    Fields,
    /// The head did not come in time.
    Late,
    /// The origin, the method or the headers of a preflight are not allowed.
    Preflight,
}

impl Refusal {
    /// The status that answers it.
    pub(crate) fn status(self) -> u16 {
        match self {
            Self::Malformed | Self::Host | Self::Preflight => 400,
            Self::Late => 408,
            Self::Target => 414,
            Self::Fields => 431,
        }
    }

    /// What was wrong, as a sentence.
    pub(crate) fn message(self) -> &'static str {
        match self {
            Self::Malformed => "The request is not valid HTTP/1.1.",
            Self::Host => "The request needs exactly one valid Host header.",
            Self::Target => "The request target must be at most 32768 bytes long.",
            Self::Fields => {
                "The request head must be at most 65536 bytes long and have at most 96 header fields."
            }
            Self::Late => "The request head did not arrive in time.",
            Self::Preflight => "This origin, method or header is not allowed here.",
        }
    }
}
