//! Changes since a release that break the letter of it and are meant all the same.
//!
//! `openapi/released/NAME/VERSION.accepted.toml` lists them, each with its rule, its places in the
//! released document and the reason. Whatever else breaks that release is refused.

use std::fmt;
use std::fs;
use std::io::ErrorKind;

use serde::Deserialize;
use sovx_contract::{Change, Changes, Level};

use super::{Release, Version};
use crate::failure::{Context as _, Failure, Result};

/// The list that stands beside a release.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Accepted {
    #[serde(default)]
    change: Vec<Entry>,
}

/// Changes of one kind that are accepted for one reason.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// The code of the rule, as in `crates/contract/src/diff/rules.md`.
    rule: String,
    /// What the new document says, in the words of the difference.
    new: String,
    /// Pointers into the released document.
    places: Vec<String>,
    /// Why clients of the release are better off.
    reason: String,
}

impl Accepted {
    /// The list beside a release; an empty one where there is none.
    ///
    /// # Errors
    /// It cannot be read.
    pub(crate) fn of(release: &Release) -> Result<Self> {
        let path = release.path.with_extension("accepted.toml");
        match fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text)
                .map_err(|error| Failure::new(format!("{}: {error}", path.display()))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error).context(path.display()),
        }
    }

    /// Takes out of the changes what is accepted.
    pub(crate) fn judge(&self, changes: Changes) -> Judged {
        let all = changes.0;
        let (accepted, rest): (Vec<_>, Vec<_>) = all
            .into_iter()
            .partition(|change| self.change.iter().any(|entry| entry.takes(change)));
        let entries = self.change.iter().map(ToString::to_string).collect();
        let places = self
            .change
            .iter()
            .flat_map(|entry| entry.places.iter().map(move |place| (entry, place)));
        let unused = places
            .filter(|(entry, place)| !accepted.iter().any(|change| entry.takes_at(place, change)));
        let unused = unused
            .map(|(entry, place)| format!("[{}] at {place}", entry.rule))
            .collect();
        Judged {
            accepted: accepted.len(),
            rest: Changes(rest),
            entries,
            unused,
        }
    }
}

impl Entry {
    fn takes(&self, change: &Change) -> bool {
        self.places.iter().any(|place| self.takes_at(place, change))
    }

    fn takes_at(&self, place: &str, change: &Change) -> bool {
        change.level == Level::Breaking
            && change.code == self.rule
            && change.new == self.new
            && change.location_old.pointer == place
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, reason) = (self.places.len(), self.reason.trim());
        let places = if count == 1 { "place" } else { "places" };
        write!(
            formatter,
            "accepted in {count} {places}: new says {} [{}]: {reason}",
            self.new, self.rule
        )
    }
}

/// What changed since a release, beside what is accepted of it.
#[derive(Debug)]
pub(crate) struct Judged {
    accepted: usize,
    /// The changes that the list does not accept.
    pub(crate) rest: Changes,
    /// What the list accepts, for people.
    pub(crate) entries: Vec<String>,
    /// What the list accepts although nothing there has changed so.
    pub(crate) unused: Vec<String>,
}

impl Judged {
    /// How many changes there are, accepted or not.
    pub(crate) fn count(&self) -> usize {
        self.accepted + self.rest.0.len()
    }

    /// The first version that may follow the released one.
    pub(crate) fn next(&self, released: Version) -> Version {
        let next = released.after(&self.rest);
        if self.accepted == 0 {
            return next;
        }
        next.max(released.next_minor())
    }
}

#[cfg(test)]
mod tests {
    use sovx_contract::{Document, compare, load_value};

    use super::*;

    /// A contract whose one answer has two members, each a constant or not.
    fn lamp(lit: &serde_json::Value, warm: &serde_json::Value) -> Document {
        let body = serde_json::json!({"type": "object", "properties": {"lit": lit, "warm": warm}});
        let answer = serde_json::json!({
            "description": "How it is.",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Lamp"}}},
        });
        let value = serde_json::json!({
            "openapi": "3.1.0",
            "info": {"title": "Lamp", "version": "1.0.0"},
            "paths": {"/lamp": {"get": {"operationId": "look", "responses": {"200": answer}}}},
            "components": {"schemas": {"Lamp": body}},
        });
        load_value("lamp.json", &value).unwrap()
    }

    fn list(places: &[&str]) -> Accepted {
        let entry = Entry {
            rule: "response-type-widened".to_owned(),
            new: "true or false".to_owned(),
            places: places.iter().map(|place| (*place).to_owned()).collect(),
            reason: "A lamp is a lamp.".to_owned(),
        };
        Accepted {
            change: vec![entry],
        }
    }

    const LIT: &str = "/components/schemas/Lamp/properties/lit";
    const WARM: &str = "/components/schemas/Lamp/properties/warm";

    #[test]
    fn a_change_is_accepted_at_its_place_and_nowhere_else() {
        let always = serde_json::json!({"const": true});
        let either = serde_json::json!({"type": "boolean"});
        let released: Version = "1.0.0".parse().unwrap();
        let both = || compare(&lamp(&always, &always), &lamp(&either, &either));

        let one = list(&[LIT]).judge(both());
        let all = list(&[LIT, WARM]).judge(both());
        let none = Accepted::default().judge(both());

        assert_eq!((one.count(), one.rest.0.len()), (2, 1));
        assert_eq!(one.rest.0[0].location_old.pointer, WARM);
        assert_eq!(one.next(released).to_string(), "2.0.0");
        assert_eq!((all.count(), all.rest.0.len()), (2, 0));
        assert_eq!(all.next(released).to_string(), "1.1.0");
        assert_eq!(none.next(released).to_string(), "2.0.0");
        assert_eq!(
            all.entries,
            [
                "accepted in 2 places: new says true or false [response-type-widened]: A lamp is a lamp."
            ]
        );
    }

    #[test]
    fn a_change_that_goes_further_than_what_is_accepted_is_not_accepted() {
        let always = serde_json::json!({"const": true});
        let anything = serde_json::json!({"type": ["boolean", "string"]});
        let changes = compare(&lamp(&always, &always), &lamp(&anything, &always));

        let judged = list(&[LIT]).judge(changes);

        assert_eq!(judged.rest.worst(), Some(Level::Breaking));
        assert_eq!(judged.unused, [format!("[response-type-widened] at {LIT}")]);
    }

    #[test]
    fn what_is_accepted_and_has_not_changed_is_told() {
        let always = serde_json::json!({"const": true});
        let changes = compare(&lamp(&always, &always), &lamp(&always, &always));

        let judged = list(&[WARM]).judge(changes);

        assert_eq!(
            judged.unused,
            [format!("[response-type-widened] at {WARM}")]
        );
    }

    #[test]
    fn a_list_with_a_word_that_nobody_reads_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1.0.0.json");
        let list = folder.path().join("1.0.0.accepted.toml");
        let entry = "[[change]]\nrule = 'a'\nnew = 'b'\nplaces = ['/c']\n";
        let release = Release::at(&path).unwrap();

        assert_eq!(Accepted::of(&release).unwrap().change.len(), 0);
        fs::write(&list, format!("{entry}reason = 'd'\n")).unwrap();
        assert_eq!(Accepted::of(&release).unwrap().change.len(), 1);
        fs::write(&list, entry).unwrap();
        assert!(Accepted::of(&release).is_err(), "without a reason");
        fs::write(&list, format!("{entry}reason = 'd'\nplace = '/e'\n")).unwrap();
        assert!(Accepted::of(&release).is_err(), "with an unknown word");
    }
}
