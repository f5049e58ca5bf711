//! Where the operations are found: the servers of the document, of paths and of operations.

use serde_json::{Value, json};

use super::{
    Diff, Rule, opaque,
    operations::{raw, whole},
    root_location, words,
};
use crate::{Document, load::pointer, model::Operation};

impl<'d> Diff<'d> {
    pub(super) fn servers(&mut self) {
        "every operation".clone_into(&mut self.operation);
        let there = (
            root_location(self.old, "/servers/0/url"),
            root_location(self.new, "/servers/0/url"),
        );
        let place = whole(&there.0, &there.1);
        let (ours, theirs) = (&self.old.base_path, &self.new.base_path);
        let moved = usize::from(ours != theirs);
        if ours != theirs {
            let name = |path: &str| format!("the base path `{path}/`");
            self.report(place, Rule::BasePathChanged, name(ours), name(theirs));
        }
        // A document that names no server means the one that it comes from.
        let origin = json!([{"url": "/"}]);
        let servers = |document: &'d Document| {
            let servers = document.bundled.get("servers");
            let named = servers.filter(|servers| **servers != json!([]));
            named.cloned().unwrap_or_else(|| origin.clone())
        };
        let all = (servers(self.old), servers(self.new));
        let old: Vec<&Value> = list(Some(&all.0)).into_iter().skip(moved).collect();
        let mut new: Vec<&Value> = list(Some(&all.1)).into_iter().skip(moved).collect();
        let mut gone = Vec::new();
        for server in old {
            match new.iter().position(|other| url(server) == url(other)) {
                Some(index) => self.variables(server, new.remove(index)),
                None => gone.push(server),
            }
        }
        for server in gone {
            // One side may leave out the host.
            match new.iter().position(|other| is_path_of(server, other)) {
                Some(index) => self.variables(server, new.remove(index)),
                None => {
                    let name = format!("the server `{}`", url(server));
                    let none = format!("no server `{}`", url(server));
                    self.report(place, Rule::ServerRemoved, name, none);
                }
            }
        }
        for server in new {
            let name = format!("the server `{}`", url(server));
            let none = format!("no server `{}`", url(server));
            self.report(place, Rule::ServerAdded, none, name);
        }
    }

    fn variables(&mut self, old: &Value, new: &Value) {
        let roots = (&self.old.bundled, &self.new.bundled);
        let (Some(found), there) = (
            opaque::part(roots, &without_url(old), &without_url(new)),
            (
                root_location(self.old, "/servers"),
                root_location(self.new, "/servers"),
            ),
        ) else {
            return;
        };
        let subject = format!("the server `{}`, {}", url(old), found.pointer);
        let place = whole(&there.0, &there.1).of(&subject);
        self.report(place, Rule::ServerChanged, found.old, found.new);
    }

    /// Servers that a path or an operation has of its own.
    pub(super) fn operation_servers(&mut self, ours: &Operation, theirs: &Operation) {
        let own = |document: &'d Document, operation: &Operation| {
            let of_path = pointer::join("/paths", &operation.path);
            let of_path = document.bundled.pointer(&of_path);
            let nearest = [raw(document, operation), of_path];
            let mut nearest = nearest.into_iter();
            let servers = nearest.find_map(|one| opaque::member(one, "servers"));
            let mut urls: Vec<String> = list(servers).into_iter().map(url).collect();
            urls.sort();
            urls
        };
        let (old, new) = (own(self.old, ours), own(self.new, theirs));
        if old != new {
            let word = |urls: &[String]| match urls {
                [] => "no servers of its own".to_owned(),
                urls => format!("the servers {}", words::names(urls)),
            };
            let place = whole(&ours.location, &theirs.location);
            self.report(place, Rule::OperationServersChanged, word(&old), word(&new));
        }
    }
}

fn list(servers: Option<&Value>) -> Vec<&Value> {
    let servers = servers.and_then(Value::as_array);
    servers.into_iter().flatten().collect()
}

fn url(server: &Value) -> String {
    let url = server.get("url").and_then(Value::as_str);
    url.unwrap_or_default().trim_end_matches('/').to_owned()
}

fn without_url(server: &Value) -> Value {
    let mut server = server.clone();
    if let Value::Object(members) = &mut server {
        members.shift_remove("url");
    }
    server
}

/// Whether one of the two is the path of the other.
fn is_path_of(one: &Value, other: &Value) -> bool {
    let (one, other) = (url(one), url(other));
    let path = |url: &str| {
        let rest = url.split_once("://").map(|(_, rest)| rest.to_owned());
        rest.map(|rest| {
            rest.find('/')
                .map_or_else(String::new, |start| rest.split_at(start).1.to_owned())
        })
    };
    match (path(&one), path(&other)) {
        (None, Some(path)) => path == one,
        (Some(path), None) => path == other,
        (None, None) | (Some(_), Some(_)) => false,
    }
}
