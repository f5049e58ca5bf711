//! Security requirements that the generator refuses.

use sovx_contract::model::{Carrier, Operation};
use sovx_contract::{Diagnostic, Document};

use super::refuse;
use crate::requests;

/// Requirements that one typed caller cannot meet.
pub(super) fn security(document: &Document, operation: &Operation, found: &mut Vec<Diagnostic>) {
    for required in &operation.security {
        if required.schemes.is_empty() {
            refuse(
                found,
                "unsupported-security",
                &operation.location,
                format!("`{}` asks for a credential and admits none", operation.id),
                "name a scheme in each alternative; a public operation says `security: []`",
            );
        }
        if required.scopes.iter().any(|scopes| !scopes.is_empty()) {
            refuse(
                found,
                "unsupported-scopes",
                &operation.location,
                format!(
                    "`{}` asks for scopes, which nothing checks yet",
                    operation.id
                ),
                "write an empty list beside the scheme",
            );
        }
        let schemes = required.schemes.iter().filter_map(|name| {
            document
                .security_schemes
                .iter()
                .find(|scheme| scheme.name == *name)
        });
        for scheme in schemes {
            if !matches!(scheme.carrier, Carrier::Bearer | Carrier::Header(_)) {
                refuse(
                    found,
                    "unsupported-security",
                    &scheme.location,
                    "only a bearer token or a header carries a credential yet",
                    "use `type: http, scheme: bearer` or `type: apiKey, in: header`",
                );
            }
        }
    }
    if operation.security.is_empty() && requests::idempotency_key(operation).is_some() {
        refuse(
            found,
            "unsupported-idempotency",
            &operation.location,
            format!("`{}` takes an idempotency key from nobody", operation.id),
            "a key belongs to a caller: name a security scheme, or drop the key",
        );
    }
}
