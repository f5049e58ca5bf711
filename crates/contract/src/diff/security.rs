//! Who may call: the requirements of operations and the schemes they name.

use super::{Diff, words};
use crate::{
    Document,
    model::{Carrier, Location, Operation, SecurityRequirement, SecurityScheme},
};

impl Diff<'_> {
    pub(super) fn security(&mut self, ours: &Operation, theirs: &Operation) {
        if canonical(&ours.security) != canonical(&theirs.security) {
            let (a, b) = (
                words::security(&ours.security),
                words::security(&theirs.security),
            );
            self.report("", &ours.location, a, b);
        }
    }

    /// A scheme that differs is named with the operations that ask for it.
    pub(super) fn security_schemes(&mut self) {
        let (contract, server) = (self.contract, self.server);
        for scheme in &contract.security_schemes {
            let declared = find(server, &scheme.name);
            let theirs = declared.map_or_else(
                || format!("no security scheme `{}`", scheme.name),
                credential,
            );
            let ours = match declared {
                Some(declared) if is_same(scheme, declared) => continue,
                Some(_) => credential(scheme),
                None => format!("the security scheme `{}`", scheme.name),
            };
            self.scheme(contract, scheme, &scheme.location, ours, theirs);
        }
        for scheme in &server.security_schemes {
            if find(contract, &scheme.name).is_none() {
                let location = Location {
                    file: String::new(),
                    line: 1,
                    pointer: "/components/securitySchemes".to_owned(),
                };
                let name = format!("security scheme `{}`", scheme.name);
                self.scheme(
                    server,
                    scheme,
                    &location,
                    format!("no {name}"),
                    format!("the {name}"),
                );
            }
        }
    }

    fn scheme(
        &mut self,
        document: &Document,
        scheme: &SecurityScheme,
        at: &Location,
        ours: String,
        theirs: String,
    ) {
        let asks = |operation: &&Operation| {
            let mut alternatives = operation.security.iter();
            alternatives.any(|one| one.schemes.contains(&scheme.name))
        };
        let users: Vec<String> = document
            .operations
            .iter()
            .filter(asks)
            .map(words::operation)
            .collect();
        self.operation = users
            .first()
            .cloned()
            .unwrap_or_else(|| "the document".to_owned());
        let subject = format!("the security scheme `{}`", scheme.name);
        self.report(&subject, at, ours, theirs);
        if let Some(found) = self.found.last_mut() {
            found.also = users.into_iter().skip(1).collect();
        }
    }
}

/// Alternatives and the schemes in them, in one order.
fn canonical(requirements: &[SecurityRequirement]) -> Vec<Vec<&String>> {
    let alternatives = requirements.iter().map(|one| {
        let mut schemes: Vec<&String> = one.schemes.iter().collect();
        schemes.sort();
        schemes
    });
    let mut alternatives: Vec<_> = alternatives.collect();
    alternatives.sort();
    alternatives
}

fn find<'d>(document: &'d Document, name: &str) -> Option<&'d SecurityScheme> {
    document
        .security_schemes
        .iter()
        .find(|scheme| scheme.name == name)
}

fn is_same(a: &SecurityScheme, b: &SecurityScheme) -> bool {
    a.carrier == b.carrier && a.bearer_format == b.bearer_format
}

fn credential(scheme: &SecurityScheme) -> String {
    let place = match &scheme.carrier {
        Carrier::Bearer => "a bearer token".to_owned(),
        Carrier::Basic => "a name and a password".to_owned(),
        Carrier::Header(name) => format!("a key in the header `{name}`"),
        Carrier::Query(name) => format!("a key in the query parameter `{name}`"),
        Carrier::Cookie(name) => format!("a key in the cookie `{name}`"),
    };
    match &scheme.bearer_format {
        Some(format) => format!("{place} of the format `{format}`"),
        None => place,
    }
}
