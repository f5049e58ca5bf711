//! One visit to a server: requests in the planned order, with what earlier answers taught.

use std::collections::HashMap;

use serde_json::Value;
use sovx_contract::model::{Carrier, Place};
use sovx_contract::{
    Credential, Document, Exchange, Judge, Probe, Problem, Segment, percent_encoded,
};

use crate::WireError;
use crate::courier::{Answer, Courier, Parcel};
use crate::findings::Findings;
use crate::wallet::Wallet;

/// How requests that meet no operation are counted.
const UNROUTED: &str = "(no operation)";

/// A visit in progress.
pub(crate) struct Visit<'v> {
    document: &'v Document,
    judge: &'v Judge,
    courier: &'v Courier,
    wallet: Wallet,
    /// Whether the session was opened here.
    own_session: bool,
    /// Requests that need a credential which the server has not handed out yet.
    waiting: Vec<Probe>,
    /// What answers said under the names of path parameters.
    learnt: HashMap<String, String>,
    findings: Findings,
}

impl<'v> Visit<'v> {
    pub(crate) fn new(
        document: &'v Document,
        judge: &'v Judge,
        courier: &'v Courier,
        wallet: Wallet,
    ) -> Self {
        Self {
            document,
            judge,
            courier,
            wallet,
            own_session: false,
            waiting: Vec::new(),
            learnt: HashMap::new(),
            findings: Findings::default(),
        }
    }

    /// What was found.
    pub(crate) fn findings(mut self) -> Findings {
        for probe in &self.waiting {
            self.findings.skipped(name(probe));
        }
        self.findings
    }

    /// Opens the session that the visit uses.
    ///
    /// # Errors
    /// The server does not open one.
    pub(crate) fn log_in(&mut self, probes: &[Probe]) -> Result<(), WireError> {
        let login = self.wallet.customs.login;
        let Some(parcel) = valid(probes, login).and_then(|probe| self.parcel(probe)) else {
            return Err(WireError::NoLogin(login));
        };
        let answer = self.courier.deliver(&parcel)?;
        self.wallet.keep_session(token(&answer));
        self.own_session = self.wallet.has_session();
        if self.own_session {
            return Ok(());
        }
        Err(WireError::Login(answer.status))
    }

    /// Closes the session that the visit opened.
    pub(crate) fn log_out(&mut self, probes: &[Probe]) {
        self.wallet.forget_second_session();
        if self.own_session
            && let logout = self.wallet.customs.logout
            && let Some(parcel) = valid(probes, logout).and_then(|probe| self.parcel(probe))
        {
            // The session ends by itself within the hour where this fails.
            let _ = self.courier.deliver(&parcel);
        }
    }

    /// Sends a request and judges the answer. What no credential is at hand for waits until the
    /// server hands one out.
    ///
    /// # Errors
    /// The server does not answer.
    pub(crate) fn send(&mut self, probe: &Probe) -> Result<(), WireError> {
        let ends_all = self.wallet.would_end_all(probe);
        let Some(parcel) = self.parcel(probe).filter(|_| !ends_all) else {
            self.waiting.push(probe.clone());
            return Ok(());
        };
        let answer = self.courier.deliver(&parcel)?;
        self.findings
            .answered(name(probe), probe.valid, answer.status);
        self.judge(probe, &answer);
        if probe.valid && self.learn(name(probe), &answer) {
            for waiting in std::mem::take(&mut self.waiting) {
                self.send(&waiting)?;
            }
        }
        Ok(())
    }

    fn judge(&mut self, probe: &Probe, answer: &Answer) {
        let verdict = self.judge.response(&Exchange {
            method: &probe.method,
            path: &answer.path,
            status: answer.status,
            headers: answer.headers.clone(),
            body: &answer.body,
        });
        for problem in &verdict.problems {
            self.findings.problem(problem, &probe.what);
        }
        let operation = probe.operation.as_deref();
        let operation = operation.and_then(|id| self.document.operation(id));
        if let Some(operation) = operation.filter(|_| !probe.valid && answer.status < 400) {
            let accepted = Problem {
                operation: format!("{} {}", operation.method, operation.path),
                message: format!(
                    "contract refuses this request, server answered {}",
                    answer.status
                ),
            };
            self.findings.problem(&accepted, &probe.what);
        }
    }

    /// Keeps what an answer says of path parameters, and credentials. Says whether there is one now
    /// of a tier that had none.
    fn learn(&mut self, operation: &str, answer: &Answer) -> bool {
        let body = serde_json::from_slice::<Value>(&answer.body).ok();
        let Some(body) = body.filter(|_| (200..300).contains(&answer.status)) else {
            return false;
        };
        let operations = self.document.operations.iter();
        let parameters = operations.flat_map(|operation| &operation.parameters);
        for parameter in parameters.filter(|parameter| parameter.place == Place::Path) {
            if let Some(value) = named(&body, &parameter.name) {
                self.learnt.insert(parameter.name.clone(), value);
            }
        }
        if let Some(parameter) = self.made(operation)
            && let Some(id) = named(&body, "id")
        {
            self.learnt.insert(parameter, id);
        }
        self.wallet.take(operation, answer)
    }

    /// The path parameter that names what the operation creates: `id` of what `POST /things` answers
    /// is the parameter of `/things/{thing}`.
    fn made(&self, operation: &str) -> Option<String> {
        let operation = self.document.operation(operation)?;
        let below = format!("{}/{{", operation.path);
        let mut operations = self.document.operations.iter();
        let name = operations.find_map(|other| other.path.strip_prefix(&below)?.strip_suffix('}'));
        name.filter(|_| operation.method == "POST")
            .map(str::to_owned)
    }

    /// The request with everything filled in; none where a credential is missing.
    fn parcel(&self, probe: &Probe) -> Option<Parcel> {
        let mut target = String::new();
        for segment in &probe.path {
            target.push('/');
            match segment {
                Segment::Fixed(text) => target.push_str(text),
                Segment::Parameter { name, example } => {
                    let value = self.learnt.get(name).unwrap_or(example);
                    target.push_str(&percent_encoded(value));
                }
            }
        }
        let mut headers = probe.headers.clone();
        let mut query = probe.query.clone();
        for credential in &probe.credentials {
            let (carrier, secret) = match credential {
                Credential::Malformed(carrier) => (carrier, "no-credential".to_owned()),
                Credential::Good { tier, carrier } => (carrier, self.wallet.secret(probe, tier)?),
            };
            carry(carrier, &secret, &mut headers, &mut query);
        }
        if !query.is_empty() {
            target.push('?');
            target.push_str(&query);
        }
        Some(Parcel {
            method: probe.method.clone(),
            target,
            headers,
            body: probe.body.as_ref().map(|body| self.body(probe, body)),
        })
    }

    /// The body with ids and lists of ids, named after a path parameter, filled in, but for that of
    /// what it makes. What is invalid on purpose stays as it is.
    fn body(&self, probe: &Probe, body: &[u8]) -> Vec<u8> {
        let parsed = serde_json::from_slice::<Value>(body).ok();
        let Some(mut parsed) = parsed.filter(|_| probe.valid) else {
            return body.to_vec();
        };
        let mut is_changed = false;
        let made = self.made(name(probe));
        for (name, value) in self
            .learnt
            .iter()
            .filter(|(name, _)| Some(*name) != made.as_ref())
        {
            if let Some(Value::String(id)) = parsed.get_mut(name) {
                id.clone_from(value);
                is_changed = true;
            }
            if let Some(Value::Array(ids)) = parsed.get_mut(format!("{name}s")) {
                *ids = vec![Value::from(value.as_str())];
                is_changed = true;
            }
        }
        if is_changed {
            parsed.to_string().into_bytes()
        } else {
            body.to_vec()
        }
    }
}

/// How the request is counted.
fn name(probe: &Probe) -> &str {
    probe.operation.as_deref().unwrap_or(UNROUTED)
}

fn valid<'p>(probes: &'p [Probe], operation: &str) -> Option<&'p Probe> {
    let mut valid = probes.iter().filter(|probe| probe.valid);
    valid.find(|probe| probe.operation.as_deref() == Some(operation))
}

fn carry(carrier: &Carrier, secret: &str, headers: &mut Vec<(String, String)>, query: &mut String) {
    let mut header = |name: &str, value: String| headers.push((name.to_owned(), value));
    match carrier {
        Carrier::Bearer => header("authorization", format!("Bearer {secret}")),
        Carrier::Basic => header("authorization", format!("Basic {secret}")),
        Carrier::Http(scheme) => header("authorization", format!("{scheme} {secret}")),
        Carrier::Header(name) => header(name, secret.to_owned()),
        Carrier::Cookie(name) => header("cookie", format!("{name}={secret}")),
        Carrier::Query(name) => {
            let pair = format!("{}={}", percent_encoded(name), percent_encoded(secret));
            if !query.is_empty() {
                query.push('&');
            }
            query.push_str(&pair);
        }
        // The connection proves it.
        Carrier::MutualTls => {}
    }
}

fn token(answer: &Answer) -> Option<String> {
    let body: Value = serde_json::from_slice(&answer.body).ok()?;
    named(&body, "token").filter(|_| answer.status == 200)
}

/// The first scalar member of that name, the outermost first.
pub(crate) fn named(value: &Value, name: &str) -> Option<String> {
    match value {
        Value::Object(members) => match members.get(name) {
            Some(Value::String(text)) => Some(text.clone()),
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => members.values().find_map(|value| named(value, name)),
        },
        Value::Array(items) => items.iter().find_map(|value| named(value, name)),
        _ => None,
    }
}
