//! Requests without the right caller, and requests that meet no operation.

use std::collections::HashSet;

use super::{Credential, Planner, Probe, Segment};
use crate::{
    Document,
    model::{SecurityRequirement, SecurityScheme},
};

/// Methods that a path may lack; the first one that it lacks is tried.
const METHODS: [&str; 5] = ["PATCH", "DELETE", "PUT", "POST", "GET"];

/// A path that does not exist, and on every path a method that it does not have.
pub(super) fn unrouted(document: &Document) -> Vec<Probe> {
    let unknown = vec![Segment::Fixed("no-such-path".to_owned())];
    let mut probes = vec![unmet("an unknown path", "GET", unknown)];
    let mut seen = HashSet::new();
    for operation in &document.operations {
        if !seen.insert(&operation.path) {
            continue;
        }
        let has = |method: &&str| {
            let mut all = document.operations.iter();
            all.any(|other| other.path == operation.path && other.method == **method)
        };
        let Some(method) = METHODS.iter().find(|method| !has(method)) else {
            continue;
        };
        let path = operation.path.split('/').skip(1).map(|segment| {
            let name = segment.trim_start_matches('{').trim_end_matches('}');
            Segment::Fixed(name.to_owned())
        });
        probes.push(unmet("an undeclared method", method, path.collect()));
    }
    probes
}

fn unmet(what: &str, method: &str, path: Vec<Segment>) -> Probe {
    Probe {
        operation: None,
        what: what.to_owned(),
        valid: false,
        method: method.to_owned(),
        path,
        query: String::new(),
        headers: Vec::new(),
        body: None,
        credentials: Vec::new(),
    }
}

/// What a caller carries, in words and as it is.
type Caller = (String, Vec<Credential>);

impl Planner<'_, '_> {
    /// The schemes of the first alternative; all of them are needed.
    fn schemes(&self) -> Vec<&SecurityScheme> {
        let first = self.operation.security.first();
        first.map_or_else(Vec::new, |required| self.named(required))
    }

    fn named(&self, required: &SecurityRequirement) -> Vec<&SecurityScheme> {
        let named = required.schemes.iter().filter_map(|name| {
            let mut schemes = self.document.security_schemes.iter();
            schemes.find(|scheme| scheme.name == *name)
        });
        named.collect()
    }

    /// What the operation asks for.
    pub(super) fn credentials(&self) -> Vec<Credential> {
        self.schemes().into_iter().map(good).collect()
    }

    /// Whether what is good among these is enough for some alternative.
    fn admits(&self, credentials: &[Credential]) -> bool {
        let carried = |scheme: &&SecurityScheme| {
            let mut tiers = credentials.iter().filter_map(Credential::tier);
            tiers.any(|tier| tier == scheme.tier)
        };
        let mut alternatives = self.operation.security.iter();
        alternatives.any(|required| self.named(required).iter().all(carried))
    }

    /// Callers without what the operation asks for: no credential; each that is needed missing,
    /// malformed, or of another tier; and one of every other tier, its own way.
    pub(super) fn refused_callers(&mut self) -> Vec<Probe> {
        let own = self.schemes();
        if own.is_empty() {
            return Vec::new();
        }
        let mut callers = vec![("no credential".to_owned(), Vec::new())];
        for part in &own {
            callers.extend(self.without(&own, part));
        }
        for other in self.of_each_tier() {
            let what = format!("a credential of the tier `{}` its own way", other.tier);
            callers.push((what, vec![good(other)]));
        }
        callers.retain(|(_, credentials)| !self.admits(credentials));
        let mut seen = Vec::new();
        callers.retain(|(_, credentials)| {
            let is_new = !seen.contains(credentials);
            seen.push(credentials.clone());
            is_new
        });
        let refused = callers.into_iter().map(|(what, credentials)| Probe {
            credentials,
            ..self.invalid(what)
        });
        refused.collect()
    }

    /// The callers that have something else, or nothing, in place of one part.
    fn without(&self, own: &[&SecurityScheme], part: &SecurityScheme) -> Vec<Caller> {
        let instead = |credential: Option<Credential>| -> Vec<Credential> {
            let kept = own.iter().filter(|scheme| scheme.name != part.name);
            kept.map(|scheme| good(scheme)).chain(credential).collect()
        };
        let (name, carrier) = (&part.name, &part.carrier);
        let malformed = Credential::Malformed(carrier.clone());
        let mut callers = vec![
            (format!("no `{name}`"), instead(None)),
            (format!("a malformed `{name}`"), instead(Some(malformed))),
        ];
        for SecurityScheme { tier, .. } in self.of_each_tier() {
            let other = Credential::Good {
                tier: tier.clone(),
                carrier: carrier.clone(),
            };
            let what = format!("a credential of the tier `{tier}` in place of `{name}`");
            callers.push((what, instead(Some(other))));
        }
        callers
    }

    /// The first scheme of each tier.
    fn of_each_tier(&self) -> Vec<&SecurityScheme> {
        let mut tiers = HashSet::new();
        let schemes = self.document.security_schemes.iter();
        schemes
            .filter(|scheme| tiers.insert(&scheme.tier))
            .collect()
    }
}

fn good(scheme: &SecurityScheme) -> Credential {
    Credential::Good {
        tier: scheme.tier.clone(),
        carrier: scheme.carrier.clone(),
    }
}
