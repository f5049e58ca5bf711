//! Requests without the right caller, and requests that meet no operation.

use std::collections::HashSet;

use super::{Credential, Planner, Probe, Segment};
use crate::{Document, model::SecurityScheme};

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
        credential: Credential::None,
    }
}

impl Planner<'_, '_> {
    /// The scheme of the first alternative, where it is the only one of that alternative.
    fn scheme(&self) -> Option<&SecurityScheme> {
        let required = self.operation.security.first()?;
        let [name] = required.schemes.as_slice() else {
            return None;
        };
        let mut schemes = self.document.security_schemes.iter();
        schemes.find(|scheme| scheme.name == *name)
    }

    /// What the operation asks for.
    pub(super) fn credential(&self) -> Credential {
        self.scheme()
            .map_or(Credential::None, |scheme| Credential::Good {
                tier: scheme.tier.clone(),
                carrier: scheme.carrier.clone(),
            })
    }

    /// The tiers that the operation takes.
    fn admitted(&self) -> HashSet<String> {
        let names = self.operation.security.iter().flat_map(|one| &one.schemes);
        let schemes = names.filter_map(|name| {
            let mut schemes = self.document.security_schemes.iter();
            schemes.find(|scheme| scheme.name == *name)
        });
        schemes.map(|scheme| scheme.tier.clone()).collect()
    }

    /// No credential, none that is one, and a good one of every other tier.
    pub(super) fn refused_callers(&mut self) -> Vec<Probe> {
        let Some(own) = self.scheme().cloned() else {
            return Vec::new();
        };
        let mut callers = vec![
            ("no credential".to_owned(), Credential::None),
            (
                "a malformed credential".to_owned(),
                Credential::Malformed(own.carrier.clone()),
            ),
        ];
        let mut tiers = self.admitted();
        for other in &self.document.security_schemes {
            if !tiers.insert(other.tier.clone()) {
                continue;
            }
            let tier = &other.tier;
            for (place, carrier) in [
                ("in its place", &own.carrier),
                ("its own way", &other.carrier),
            ] {
                let what = format!("a credential of the tier `{tier}` {place}");
                let good = Credential::Good {
                    tier: tier.clone(),
                    carrier: carrier.clone(),
                };
                callers.push((what, good));
            }
        }
        callers
            .into_iter()
            .map(|(what, credential)| Probe {
                credential,
                ..self.invalid(what)
            })
            .collect()
    }
}
