//! Security schemes that exist and say where a credential travels.

use serde_json::{Map, Value, json};

use super::{Mender, items, members};
use crate::load::pointer;

impl Mender<'_> {
    pub(super) fn security(&mut self) {
        let declared = members(self.root.pointer("/components/securitySchemes"));
        let mut declared: Vec<String> = declared.map(|(name, _)| name.clone()).collect();
        for name in &declared {
            self.scheme(&pointer::join("/components/securitySchemes", name));
        }
        let operations = self.operation_places().into_iter();
        let mut places: Vec<String> = operations
            .map(|operation| pointer::join(&operation.place, "security"))
            .collect();
        places.insert(0, "/security".to_owned());
        for place in places {
            self.requirement(&place, &mut declared);
        }
    }

    /// A scheme that does not say enough is taken for what it most likely is.
    fn scheme(&mut self, place: &str) {
        let Some(scheme) = self.root.pointer(place).and_then(Value::as_object) else {
            return;
        };
        if scheme.contains_key("$ref") {
            return;
        }
        let text = |key: &str| scheme.get(key).and_then(Value::as_str);
        let (kind, carrier) = (text("type").unwrap_or_default(), text("scheme"));
        let kind = kind.to_ascii_lowercase();
        let meant = match kind.as_str() {
            "apikey" => {
                let known = |stands: &&str| ["header", "query", "cookie"].contains(stands);
                let stands = text("in").filter(known).unwrap_or("header");
                let name = text("name").unwrap_or("Authorization");
                json!({"type": "apiKey", "in": stands, "name": name})
            }
            "basic" => json!({"type": "http", "scheme": "basic"}),
            "oauth2" => json!({"type": "oauth2"}),
            "openidconnect" => json!({"type": "openIdConnect"}),
            "mutualtls" => json!({"type": "mutualTLS"}),
            "http" => json!({"type": "http", "scheme": carrier.unwrap_or("bearer")}),
            _ => json!({"type": "http", "scheme": "bearer"}),
        };
        let same = |(key, value): (&String, &Value)| scheme.get(key) == Some(value);
        if members(Some(&meant)).all(same) {
            return;
        }
        self.tolerate(
            "unsupported-security-scheme",
            place,
            "the scheme does not say how a caller proves who it is".to_owned(),
            "give `type`, and what that type asks for: `scheme`, or `name` and `in`",
        );
        if let (Some(scheme), Value::Object(meant)) = (self.object_mut(place), meant) {
            scheme.extend(meant);
        }
    }

    /// Alternatives that name schemes which are not declared are left out, unless none remains.
    fn requirement(&mut self, place: &str, declared: &mut Vec<String>) {
        let known = |declared: &[String], one: &Value| {
            members(Some(one)).all(|(name, _)| declared.contains(name))
        };
        let all: Vec<Value> = items(self.root.pointer(place)).cloned().collect();
        let (usable, strays): (Vec<Value>, Vec<Value>) =
            all.into_iter().partition(|one| known(declared, one));
        if strays.is_empty() {
            return;
        }
        for (name, _) in strays.iter().flat_map(|one| members(Some(one))) {
            if declared.contains(name) {
                continue;
            }
            self.tolerate(
                "undeclared-security-scheme",
                place,
                format!("the security scheme `{name}` is not declared"),
                "declare it under `components/securitySchemes` or correct its name",
            );
        }
        let kept = if usable.is_empty() {
            for (name, _) in strays.iter().flat_map(|one| members(Some(one))) {
                if !declared.contains(name) {
                    self.declare_scheme(name);
                    declared.push(name.clone());
                }
            }
            strays
        } else {
            usable
        };
        if let Some(list) = self.root.pointer_mut(place) {
            *list = Value::Array(kept);
        }
    }

    fn declare_scheme(&mut self, name: &str) {
        let mut root = std::mem::take(self.root);
        let mut place = &mut root;
        for key in ["components", "securitySchemes"] {
            if place.get(key).is_none()
                && let Value::Object(members) = place
            {
                members.insert(key.to_owned(), Value::Object(Map::new()));
            }
            match place.get_mut(key) {
                Some(next) => place = next,
                None => return,
            }
        }
        if let Value::Object(schemes) = place {
            let bearer = json!({"type": "http", "scheme": "bearer"});
            schemes.insert(name.to_owned(), bearer);
        }
        *self.root = root;
    }
}
