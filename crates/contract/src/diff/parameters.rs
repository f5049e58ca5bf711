//! Parameters of requests and headers of responses.

use serde_json::Value;

use super::{
    Diff, Direction, Place, Rule, opaque,
    operations::{raw, whole},
    words,
};
use crate::{
    Document,
    load::pointer,
    model::{self, Header, Kind, Operation, Parameter, Response, Schema, Style},
};

impl<'d> Diff<'d> {
    pub(super) fn parameters(&mut self, ours: &'d Operation, theirs: &'d Operation) {
        let mut surplus: Vec<&Parameter> = theirs.parameters.iter().collect();
        let mut missing = Vec::new();
        for parameter in &ours.parameters {
            let same = |other: &&Parameter| is_same(ours, theirs, parameter, other);
            match surplus.iter().position(same) {
                Some(index) => {
                    let other = surplus.remove(index);
                    self.parameter(parameter, other);
                    let raw = (
                        raw_parameter(self.old, ours, parameter),
                        raw_parameter(self.new, theirs, other),
                    );
                    self.parameter_as_written((parameter, other), raw);
                }
                None => missing.push(parameter),
            }
        }
        let name =
            |one: &Parameter| format!("{} parameter `{}`", words::place(one.place), one.name);
        // One gone and one new that is the same is one parameter with another name or place.
        if let ([gone], [new]) = (missing.as_slice(), surplus.as_slice())
            && gone.required == new.required
            && self.schemas.are_same(&gone.schema, &new.schema)
        {
            let place = whole(&gone.location, &new.location);
            return self.report(place, Rule::ParameterRenamed, name(gone), name(new));
        }
        for gone in missing {
            let place = whole(&gone.location, &theirs.location);
            let none = format!("no {}", name(gone));
            self.report(place, Rule::ParameterRemoved, name(gone), none);
        }
        for new in surplus {
            let rule = if new.required {
                Rule::RequiredParameterAdded
            } else {
                Rule::ParameterAdded
            };
            let place = whole(&ours.location, &new.location);
            self.report(place, rule, format!("no {}", name(new)), name(new));
        }
    }

    fn parameter(&mut self, ours: &'d Parameter, theirs: &'d Parameter) {
        let subject = format!("the {} parameter `{}`", words::place(ours.place), ours.name);
        let place = Place {
            subject: &subject,
            direction: Direction::Request,
            old: &ours.location,
            new: &theirs.location,
        };
        if ours.required != theirs.required {
            let rule = if theirs.required {
                Rule::ParameterRequired
            } else {
                Rule::ParameterOptional
            };
            let word = words::required;
            self.report(place, rule, word(ours.required), word(theirs.required));
        }
        if !self.is_written_the_same(ours, theirs) {
            let word = words::style;
            let rule = Rule::ParameterStyleChanged;
            self.report(place, rule, word(&ours.style), word(&theirs.style));
        }
        self.schema(place, &ours.schema, &theirs.schema);
    }

    /// Whether equal values become equal texts.
    fn is_written_the_same(&self, ours: &Parameter, theirs: &Parameter) -> bool {
        let may_matter = |composed: &[Composed]| {
            let mut composed = composed.iter();
            composed.any(|composed| {
                may_be(self.old, &ours.schema, *composed, DEPTH)
                    || may_be(self.new, &theirs.schema, *composed, DEPTH)
            })
        };
        ours.style == theirs.style
            || match (&ours.style, &theirs.style) {
                (Style::Simple { .. }, Style::Simple { .. }) => !may_matter(&[Composed::Object]),
                (Style::Form { .. }, Style::Form { .. })
                | (Style::Label { .. }, Style::Label { .. })
                | (Style::Matrix { .. }, Style::Matrix { .. }) => {
                    !may_matter(&[Composed::Object, Composed::List])
                }
                _ => false,
            }
    }

    /// What the model leaves out.
    fn parameter_as_written(
        &mut self,
        (ours, theirs): (&Parameter, &Parameter),
        raw: (Option<&Value>, Option<&Value>),
    ) {
        let subject = format!("the {} parameter `{}`", words::place(ours.place), ours.name);
        let place = whole(&ours.location, &theirs.location).of(&subject);
        self.deprecation(place, raw);
        for flag in ["allowReserved", "allowEmptyValue"] {
            let (old, new) = (is_set(raw.0, flag), is_set(raw.1, flag));
            if old != new {
                let rule = Rule::ParameterStyleChanged;
                let word = |holds| words::presence(holds, flag);
                self.report(place, rule, word(old), word(new));
            }
        }
    }

    fn deprecation(&mut self, place: Place<'_>, raw: (Option<&Value>, Option<&Value>)) {
        let (old, new) = (is_set(raw.0, "deprecated"), is_set(raw.1, "deprecated"));
        if old != new {
            let rule = if new {
                Rule::Deprecated
            } else {
                Rule::Restored
            };
            let word = |holds| words::not(holds, "deprecated");
            self.report(place, rule, word(old), word(new));
        }
    }

    pub(super) fn headers(
        &mut self,
        place: Place<'_>,
        ours: &'d Response,
        theirs: &'d Response,
        raw: (Option<&'d Value>, Option<&'d Value>),
    ) {
        let same = |a: &Header, b: &Header| a.name.eq_ignore_ascii_case(&b.name);
        for header in &ours.headers {
            let name = format!("header `{}`", header.name);
            match theirs.headers.iter().find(|other| same(header, other)) {
                Some(declared) => {
                    let subject = format!("{}, {name}", place.subject);
                    let place = place.of(&subject);
                    self.header(place, header, declared);
                    let sides = (
                        named_in(&self.old.bundled, raw.0, &header.name),
                        named_in(&self.new.bundled, raw.1, &declared.name),
                    );
                    let at = (&header.schema.location, &declared.schema.location);
                    self.deprecation(place.at(at.0, at.1), sides);
                }
                None => {
                    let rule = if header.required {
                        Rule::RequiredHeaderRemoved
                    } else {
                        Rule::HeaderRemoved
                    };
                    let absent = format!("no {name}");
                    self.report(place, rule, name, absent);
                }
            }
        }
        for header in &theirs.headers {
            if !ours.headers.iter().any(|other| same(header, other)) {
                let name = format!("header `{}`", header.name);
                self.report(place, Rule::HeaderAdded, format!("no {name}"), name);
            }
        }
    }

    fn header(&mut self, place: Place<'_>, ours: &'d Header, theirs: &'d Header) {
        let place = place.at(&ours.schema.location, &theirs.schema.location);
        if ours.required != theirs.required && !self.options.ignore_header_required {
            let rule = if theirs.required {
                Rule::HeaderRequired
            } else {
                Rule::HeaderOptional
            };
            let word = words::required;
            self.report(place, rule, word(ours.required), word(theirs.required));
        }
        self.schema(place, &ours.schema, &theirs.schema);
    }
}

/// How deep a schema is followed for what its values may be.
const DEPTH: usize = 8;

/// Values that `explode` may write differently.
#[derive(Clone, Copy, PartialEq)]
enum Composed {
    List,
    Object,
}

/// Whether some value of the schema may be composed so.
fn may_be(document: &Document, schema: &Schema, composed: Composed, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return true;
    };
    let of = |branch: &Schema| may_be(document, branch, composed, depth);
    match &document.resolve(schema).kind {
        Kind::Array(_) => composed == Composed::List,
        Kind::Object(_) => composed == Composed::Object,
        Kind::OneOf(branches, _) | Kind::AnyOf(branches) => branches.iter().any(of),
        Kind::AllOf(branches) => branches.iter().all(of),
        Kind::Any | Kind::Not(_) | Kind::Ref(_) => true,
        Kind::Enum(values) => values.iter().any(|value| is_composed(value, composed)),
        Kind::Const(value) => is_composed(value, composed),
        Kind::Null | Kind::Boolean | Kind::Integer(_) | Kind::Number(_) | Kind::String(_) => false,
    }
}

fn is_composed(value: &Value, composed: Composed) -> bool {
    match composed {
        Composed::List => value.is_array(),
        Composed::Object => value.is_object(),
    }
}

/// Path parameters are the same by position, all others by name and place.
fn is_same(ours: &Operation, theirs: &Operation, a: &Parameter, b: &Parameter) -> bool {
    if a.place != b.place {
        return false;
    }
    match a.place {
        model::Place::Path => position(ours, &a.name) == position(theirs, &b.name),
        model::Place::Header => a.name.eq_ignore_ascii_case(&b.name),
        model::Place::Query | model::Place::Cookie => a.name == b.name,
    }
}

/// Which of the names in braces it is.
fn position(operation: &Operation, name: &str) -> Option<usize> {
    let names = operation.path.split('{').skip(1);
    let mut names = names.filter_map(|rest| rest.split_once('}'));
    names.position(|(other, _)| other == name)
}

/// A parameter as it stands in its document: at the operation, or at its path.
fn raw_parameter<'d>(
    document: &'d Document,
    operation: &Operation,
    parameter: &Parameter,
) -> Option<&'d Value> {
    let root = &document.bundled;
    let path = root.pointer(&pointer::join("/paths", &operation.path));
    let owners = [raw(document, operation), path];
    let lists = owners
        .into_iter()
        .flatten()
        .filter_map(|owner| owner.get("parameters"));
    let declared = lists.filter_map(Value::as_array).flatten();
    let mut declared = declared.map(|declared| opaque::follow(root, declared));
    declared.find(|declared| {
        let is = |key: &str, word: &str| declared.get(key).and_then(Value::as_str) == Some(word);
        is("name", &parameter.name) && is("in", words::place(parameter.place))
    })
}

/// A header as it stands among those of its response.
fn named_in<'d>(root: &'d Value, headers: Option<&'d Value>, name: &str) -> Option<&'d Value> {
    let header = headers?.get(name)?;
    Some(opaque::follow(root, header))
}

fn is_set(raw: Option<&Value>, flag: &str) -> bool {
    opaque::member(raw, flag) == Some(&Value::Bool(true))
}
