//! Operations without a name of their own get one.

use std::collections::HashSet;

use serde_json::Value;

use super::Mender;
use crate::load::pointer;

impl Mender<'_> {
    pub(super) fn operation_ids(&mut self) {
        let places = self.operation_places();
        let mut taken: HashSet<String> = HashSet::new();
        let mut nameless = Vec::new();
        for operation in places {
            let given = self.root.pointer(&operation.place);
            let given = given.and_then(|value| value.get("operationId")?.as_str());
            let given = given
                .map(|id| id.trim().to_owned())
                .filter(|id| !id.is_empty());
            match given {
                Some(id) if taken.insert(id.clone()) => {}
                given => nameless.push((operation, given)),
            }
        }
        for (operation, given) in nameless {
            let place = operation.place;
            if let Some(id) = &given {
                self.tolerate(
                    "duplicate-operation-id",
                    &pointer::join(&place, "operationId"),
                    format!("`{id}` is also the operationId of another operation"),
                    "give each operation its own operationId",
                );
            }
            let wish = given.unwrap_or_else(|| derived(&operation.method, &operation.path));
            let id = free(wish, &taken);
            taken.insert(id.clone());
            if let Some(value) = self.object_mut(&place) {
                value.insert("operationId".to_owned(), Value::String(id));
            }
        }
    }
}

fn free(wish: String, taken: &HashSet<String>) -> String {
    if !taken.contains(&wish) {
        return wish;
    }
    (2_u32..)
        .map(|number| format!("{wish}{number}"))
        .find(|id| !taken.contains(id))
        .unwrap_or(wish)
}

/// `GET /users/{user_id}/keys` is `getUsersByUserIdKeys`.
fn derived(method: &str, path: &str) -> String {
    let mut name = method.to_owned();
    for segment in path.split('/') {
        let mut rest = segment;
        while let Some((before, after)) = rest.split_once('{') {
            let (parameter, after) = after.split_once('}').unwrap_or((after, ""));
            name.push_str(&capitalised(before));
            name.push_str("By");
            name.push_str(&capitalised(parameter));
            rest = after;
        }
        name.push_str(&capitalised(rest));
    }
    name
}

fn capitalised(text: &str) -> String {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let mut capitalised = String::new();
    for word in words {
        let mut letters = word.chars();
        capitalised.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        capitalised.extend(letters);
    }
    capitalised
}
