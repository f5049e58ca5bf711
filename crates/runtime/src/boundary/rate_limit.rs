//! What is said of a budget, whatever becomes of the request that is paid from it.

use actix_web::http::header::{HeaderName, HeaderValue};

/// What a caller may still spend, as every response to the request says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    /// How many requests the whole budget holds.
    pub limit: u32,
    /// How many it holds now.
    pub remaining: u32,
    /// When it is whole again, in seconds since the UNIX epoch.
    pub reset: u64,
}

impl RateLimit {
    /// Its response headers.
    pub(super) fn headers(self) -> [(HeaderName, HeaderValue); 3] {
        const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
        const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
        const RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");
        [
            (LIMIT, self.limit.into()),
            (REMAINING, self.remaining.into()),
            (RESET, self.reset.into()),
        ]
    }
}
