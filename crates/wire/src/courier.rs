//! Takes requests to one server and brings back its answers, redirects unfollowed.

use std::time::Duration;

use ureq::Agent;
use ureq::http::{Request, Uri};

use crate::WireError;

/// How long one answer may take.
const LIMIT: Duration = Duration::from_secs(30);

/// The largest answer that is read, in bytes.
const LARGEST: u64 = 16 * 1024 * 1024;

/// A request, ready to be sent.
#[derive(Debug)]
pub(crate) struct Parcel {
    pub(crate) method: String,
    /// Below the base path, with the query.
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<Vec<u8>>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The path that was asked for, with the base path and without the query.
    pub(crate) path: String,
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// Knows the way to one server; follows no redirects and no proxy.
#[derive(Debug)]
pub struct Courier {
    agent: Agent,
    /// Without a path.
    origin: String,
    base_path: String,
}

impl Courier {
    /// To the server at this URL, which may end in the base path of a contract; none where that is
    /// another contract's.
    ///
    /// # Errors
    /// When that is no http or https URL.
    pub fn new(base_url: &str, base_path: &str) -> Result<Option<Self>, WireError> {
        let uri: Uri = base_url.parse().map_err(|_not_a_uri| WireError::Address)?;
        let scheme = uri
            .scheme_str()
            .filter(|scheme| matches!(*scheme, "http" | "https"));
        let (Some(scheme), Some(authority)) = (scheme, uri.authority()) else {
            return Err(WireError::Address);
        };
        if uri.query().is_some() {
            return Err(WireError::Address);
        }
        let path = uri.path().trim_end_matches('/');
        if !path.is_empty() && path != base_path {
            return Ok(None);
        }
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .timeout_global(Some(LIMIT))
            .user_agent(concat!("sovx-wire/", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(Some(Self {
            agent: config.into(),
            origin: format!("{scheme}://{authority}"),
            base_path: base_path.to_owned(),
        }))
    }

    /// Sends one request and reads the whole answer.
    ///
    /// # Errors
    /// The server cannot be reached or does not answer in HTTP. The sentence has no value.
    pub(crate) fn deliver(&self, parcel: &Parcel) -> Result<Answer, WireError> {
        let path = format!("{}{}", self.base_path, parcel.target);
        let uri = format!("{}{path}", self.origin);
        let mut request = Request::builder().method(parcel.method.as_str()).uri(uri);
        for (name, value) in &parcel.headers {
            request = request.header(name, value);
        }
        let unfit = |_invalid| WireError::Unfit;
        let unanswered = |error: ureq::Error| WireError::Unanswered(Box::new(error));
        let answer = match &parcel.body {
            Some(body) => self.agent.run(request.body(body).map_err(unfit)?),
            None => self.agent.run(request.body(()).map_err(unfit)?),
        };
        let mut answer = answer.map_err(unanswered)?;
        let body = answer.body_mut().with_config().limit(LARGEST).read_to_vec();
        let headers = answer.headers().iter().map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.as_str().to_owned(), value)
        });
        Ok(Answer {
            path: path.split('?').next().unwrap_or_default().to_owned(),
            status: answer.status().as_u16(),
            headers: headers.collect(),
            body: body.map_err(unanswered)?,
        })
    }
}
