//! A file that stays the same while the server runs: known by its `ETag`, compressed once.

use std::io::Write as _;
use std::sync::{Arc, OnceLock};

use actix_web::http::header::{
    AcceptEncoding, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, Encoding, EntityTag,
    Header as _, IfNoneMatch, VARY,
};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};
use tokio::task::spawn_blocking;

use crate::auth::strength::to_hex;

/// A file and its compressed form.
pub(super) struct File {
    content_type: String,
    digest: String,
    plain: Bytes,
    /// Made at the first request for it; none where it would not be shorter.
    gzip: OnceLock<Option<Bytes>>,
}

impl File {
    pub(super) fn new(content_type: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        let plain = bytes.into();
        let digest = Sha256::digest(&plain);
        Self {
            content_type: content_type.into(),
            digest: to_hex(digest.get(..16).unwrap_or(&digest)),
            plain,
            gzip: OnceLock::new(),
        }
    }

    /// Answers with the form that the client prefers, or 304 where it has that form already.
    pub(super) async fn answer(self: Arc<Self>, http: &HttpRequest) -> HttpResponse {
        let gzip = match prefers_gzip(http) {
            true => Arc::clone(&self).compressed().await,
            false => None,
        };
        let form = if gzip.is_some() { "-gzip" } else { "" };
        let tag = EntityTag::new_strong(format!("{}{form}", self.digest));
        let known = is_known(http, &tag);
        let mut answer = match known {
            true => HttpResponse::NotModified(),
            false => HttpResponse::Ok(),
        };
        // A browser keeps the file and asks each time whether it is still the same.
        answer
            .insert_header((CACHE_CONTROL, "no-cache"))
            .insert_header((VARY, "accept-encoding"))
            .insert_header((ETAG, tag.to_string()));
        if known {
            return answer.finish();
        }
        answer.insert_header((CONTENT_TYPE, self.content_type.as_str()));
        match gzip {
            Some(gzip) => answer.insert_header((CONTENT_ENCODING, "gzip")).body(gzip),
            None => answer.body(self.plain.clone()),
        }
    }

    async fn compressed(self: Arc<Self>) -> Option<Bytes> {
        if let Some(known) = self.gzip.get() {
            return known.clone();
        }
        let compress = move || self.gzip.get_or_init(|| gzip(&self.plain)).clone();
        spawn_blocking(compress).await.ok().flatten()
    }
}

fn gzip(plain: &Bytes) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(plain).ok()?;
    let compressed = encoder.finish().ok()?;
    (compressed.len() < plain.len()).then(|| Bytes::from(compressed.into_boxed_slice()))
}

/// Whether `Accept-Encoding` asks for gzip (RFC 9110, section 12.5.3).
fn prefers_gzip(http: &HttpRequest) -> bool {
    let forms = [Encoding::gzip(), Encoding::identity()];
    let accepted = AcceptEncoding::parse(http).ok();
    accepted.and_then(|accepted| accepted.negotiate(forms.iter())) == Some(Encoding::gzip())
}

/// Whether `If-None-Match` names this form (RFC 9110, section 13.1.2).
fn is_known(http: &HttpRequest, tag: &EntityTag) -> bool {
    match IfNoneMatch::parse(http) {
        Ok(IfNoneMatch::Any) => true,
        Ok(IfNoneMatch::Items(known)) => known.iter().any(|known| known.weak_eq(tag)),
        Err(_malformed) => false,
    }
}
