//! What the headers of a request hold, as far as can be told without a look-up.

use sovx_runtime::boundary::Presented;

use super::refusal::{Flaw, Kind, Refusal};
use crate::app::App;
use crate::auth::keys::{ApiKey, KeyKind};
use crate::auth::session::{Claims, SessionError};
use crate::auth::user_token::UserToken;
use crate::db::SessionId;
use crate::{api, portal};

/// What one header holds.
pub(super) struct Candidate {
    pub(super) header: &'static str,
    pub(super) form: Form,
}

/// What it looks like.
pub(super) enum Form {
    /// What it is compared with is in memory.
    Master,
    Session(SessionId),
    Owner(ApiKey),
    User(UserToken),
    Platform(ApiKey),
    Customer(ApiKey),
    /// No look-up is needed to refuse it.
    Flawed(Flaw),
}

impl Form {
    /// The kind of credential that it would be if it is good.
    pub(super) fn kind(&self) -> Option<Kind> {
        match self {
            Self::Master => Some(Kind::Master),
            Self::Session(_) => Some(Kind::Session),
            Self::Owner(_) => Some(Kind::Owner),
            Self::User(_) => Some(Kind::User),
            Self::Platform(_) => Some(Kind::Platform),
            Self::Customer(_) => Some(Kind::Customer),
            Self::Flawed(_) => None,
        }
    }
}

/// Every header that holds a credential in one of the APIs, each once.
pub(crate) fn headers() -> impl Iterator<Item = &'static str> {
    let more = portal::api::CREDENTIAL_HEADERS.iter();
    let more = more.filter(|header| !api::CREDENTIAL_HEADERS.contains(header));
    api::CREDENTIAL_HEADERS.iter().chain(more).copied()
}

impl App {
    /// What these headers hold; a text that several of them hold counts once.
    ///
    /// # Errors
    /// When one of them was sent several times, with different values.
    pub(super) fn candidates(
        &self,
        presented: Presented<'_>,
        headers: impl Iterator<Item = &'static str>,
    ) -> Result<Vec<Candidate>, Refusal> {
        let (mut candidates, mut texts) = (Vec::new(), Vec::new());
        for header in headers {
            let held = presented.in_header(header);
            let Some(held) = held.map_err(|_repeated| Refusal::Repeated(header))? else {
                continue;
            };
            if held.text.is_some() && texts.contains(&held.text) {
                continue;
            }
            texts.push(held.text);
            let form = match held.text {
                Some(text) => self.form(text),
                None => Form::Flawed(Flaw::Malformed),
            };
            candidates.push(Candidate { header, form });
        }
        Ok(candidates)
    }

    fn form(&self, text: &str) -> Form {
        if self.master_key.matches(text, &self.pepper) {
            return Form::Master;
        }
        if let Some(token) = UserToken::parse(text) {
            return Form::User(token);
        }
        let Ok(key) = ApiKey::parse(text) else {
            return self.session_form(text);
        };
        match key.kind() {
            KeyKind::EndCustomer => Form::Customer(key),
            KeyKind::Owner if key.belongs_to(self.environment) => Form::Owner(key),
            KeyKind::Platform if key.belongs_to(self.environment) => Form::Platform(key),
            // Of the other environment.
            KeyKind::Owner => Form::Flawed(Flaw::Unknown(Kind::Owner)),
            KeyKind::Platform => Form::Flawed(Flaw::Unknown(Kind::Platform)),
            KeyKind::Master => Form::Flawed(Flaw::Unknown(Kind::Master)),
        }
    }

    fn session_form(&self, text: &str) -> Form {
        match self.sessions.verify(text, self.clock().now()) {
            Ok(Claims { jti, .. }) => Form::Session(SessionId::from(jti)),
            Err(SessionError::Malformed) => Form::Flawed(Flaw::Malformed),
            Err(SessionError::Expired) => Form::Flawed(Flaw::Expired(Kind::Session)),
        }
    }
}
