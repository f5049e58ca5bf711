//! Security schemes and which of them an operation asks for.

use serde_json::Value;

use super::{Lowering, list, object, text};
use crate::{
    load::pointer,
    model::{Carrier, Operation, SecurityRequirement, SecurityScheme},
};

impl Lowering<'_> {
    pub(super) fn security_schemes(&mut self) -> Vec<SecurityScheme> {
        let mut schemes = Vec::new();
        for (name, declared) in object(self.root.pointer("/components/securitySchemes")) {
            let place = pointer::join("/components/securitySchemes", name);
            let (value, place) = self.follow(declared, &place);
            let Some(carrier) = carrier(value) else {
                self.report(
                    "unsupported-security-scheme",
                    &place,
                    format!("`{name}` does not say how a caller proves who it is"),
                    "use `type: http` with a `scheme`, `oauth2`, `openIdConnect`, `mutualTLS`, or \
                     `apiKey` with `name` and `in: header`, `query` or `cookie`",
                );
                continue;
            };
            schemes.push(SecurityScheme {
                name: name.clone(),
                carrier,
                bearer_format: text(value, "bearerFormat"),
                description: text(value, "description"),
                tier: text(value, "x-tier").unwrap_or_else(|| name.clone()),
                location: self.location(&place),
            });
        }
        schemes
    }
}

fn carrier(scheme: &Value) -> Option<Carrier> {
    let member = |key| scheme.get(key).and_then(Value::as_str);
    match (member("type")?, member("scheme"), member("in")) {
        ("http", Some(name), _) if name.eq_ignore_ascii_case("bearer") => Some(Carrier::Bearer),
        ("http", Some(name), _) if name.eq_ignore_ascii_case("basic") => Some(Carrier::Basic),
        ("http", Some(name), _) => Some(Carrier::Http(name.to_ascii_lowercase())),
        ("oauth2" | "openIdConnect", _, _) => Some(Carrier::Bearer),
        ("mutualTLS", _, _) => Some(Carrier::MutualTls),
        ("apiKey", _, Some(place)) => {
            let name = member("name")?.to_owned();
            match place {
                "header" => Some(Carrier::Header(name.to_ascii_lowercase())),
                "query" => Some(Carrier::Query(name)),
                "cookie" => Some(Carrier::Cookie(name)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// What an operation asks for: its own `security`, else that of the document.
pub(super) fn requirements(root: &Value, operation: &Value) -> Vec<SecurityRequirement> {
    let declared = operation.get("security").or_else(|| root.get("security"));
    let alternatives: Vec<SecurityRequirement> = list(declared)
        .map(|alternative| SecurityRequirement {
            schemes: object(Some(alternative))
                .map(|(name, _)| name.clone())
                .collect(),
            scopes: object(Some(alternative))
                .map(|(_, scopes)| list(Some(scopes)).filter_map(Value::as_str))
                .map(|scopes| scopes.map(str::to_owned).collect())
                .collect(),
        })
        .collect();
    // `security: [{}]` is another way of writing `security: []`.
    if alternatives.iter().all(|one| one.schemes.is_empty()) {
        return Vec::new();
    }
    alternatives
}

/// Every scheme that an operation asks for is declared.
pub(super) fn check_requirements(
    lowering: &mut Lowering<'_>,
    operations: &[Operation],
    schemes: &[SecurityScheme],
) {
    let declared = object(lowering.root.pointer("/components/securitySchemes"));
    let declared: Vec<&String> = declared.map(|(name, _)| name).collect();
    for operation in operations {
        let own = pointer::join(
            &pointer::join("/paths", &operation.path),
            &operation.method.to_ascii_lowercase(),
        );
        let own = pointer::join(&own, "security");
        let (place, value) = match lowering.root.pointer(&own) {
            Some(value) => (own, Some(value)),
            None => ("/security".to_owned(), lowering.root.get("security")),
        };
        let asked = list(value).flat_map(|alternative| object(Some(alternative)));
        for (name, _) in asked {
            // A scheme that is declared but not supported has been reported already.
            let known = schemes.iter().any(|scheme| scheme.name == *name);
            if !known && !declared.contains(&name) {
                lowering.report(
                    "undeclared-security-scheme",
                    &place,
                    format!("the security scheme `{name}` is not declared"),
                    "declare it under `components/securitySchemes` or correct its name",
                );
            }
        }
    }
}
