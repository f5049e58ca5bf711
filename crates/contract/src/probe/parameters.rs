//! Path, query and header parameters: as their examples have them, and each rule broken in turn.

use serde_json::Value;

use super::{Planner, Probe, Segment, edit::Change, examples, faults, styles};
use crate::model::{Kind, Parameter, Place, Schema, Style};

impl Planner<'_, '_> {
    /// The parameters of a place that a request carries: those that it must, and those of which
    /// the contract has an example.
    fn declared(&self, place: Place) -> impl Iterator<Item = &Parameter> {
        let carried = move |parameter: &&Parameter| {
            parameter.place == place && (parameter.required || self.is_told(parameter))
        };
        self.operation.parameters.iter().filter(carried)
    }

    fn is_told(&self, parameter: &Parameter) -> bool {
        let target = self.document.resolve(&parameter.schema);
        let of_schema = |schema: &Schema| !schema.examples.is_empty() || schema.default.is_some();
        parameter.example.is_some()
            || of_schema(&parameter.schema)
            || of_schema(target)
            || matches!(target.kind, Kind::Enum(_) | Kind::Const(_) | Kind::Boolean)
    }

    fn value(&self, parameter: &Parameter) -> Value {
        let told = parameter.example.clone();
        let made = || examples::example(self.document, &parameter.schema);
        told.or_else(made).unwrap_or_default()
    }

    fn example(&self, parameter: &Parameter) -> String {
        styles::text(parameter, &self.value(parameter))
    }

    fn pairs(&self, parameter: &Parameter, encoded: bool) -> String {
        let value = self.value(parameter);
        styles::pairs(&parameter.name, &parameter.style, &value, encoded)
    }

    /// The path with every parameter by its name.
    pub(super) fn path(&self) -> Vec<Segment> {
        let segments = self.operation.path.split('/').skip(1);
        let segments = segments.map(|segment| {
            let name = segment
                .strip_prefix('{')
                .and_then(|rest| rest.strip_suffix('}'));
            let mut declared = self.declared(Place::Path);
            let parameter = name.and_then(|name| declared.find(|known| known.name == name));
            match parameter {
                Some(parameter) => self.segment(parameter),
                None => Segment::Fixed(segment.to_owned()),
            }
        });
        segments.collect()
    }

    /// One value for one segment may be learnt later.
    fn segment(&self, parameter: &Parameter) -> Segment {
        let value = self.value(parameter);
        let is_composed = value.is_array() || value.is_object();
        if is_composed || parameter.style != Style::of(Place::Path) {
            return Segment::Fixed(styles::segment(parameter, &value));
        }
        Segment::Parameter {
            name: parameter.name.clone(),
            example: styles::text(parameter, &value),
        }
    }

    /// All query parameters; brackets in names are encoded or bare.
    pub(super) fn query(&self, encoded: bool) -> String {
        let pairs = self
            .declared(Place::Query)
            .map(|parameter| self.pairs(parameter, encoded));
        pairs
            .filter(|pairs| !pairs.is_empty())
            .collect::<Vec<_>>()
            .join("&")
    }

    /// Header parameters and the content type.
    pub(super) fn headers(&self) -> Vec<(String, String)> {
        let declared = self.declared(Place::Header);
        let mut headers: Vec<(String, String)> = declared
            .map(|parameter| (parameter.name.clone(), self.example(parameter)))
            .collect();
        let cookies = self.declared(Place::Cookie);
        let cookies: Vec<String> = cookies
            .map(|parameter| self.pairs(parameter, false))
            .collect();
        if !cookies.is_empty() {
            headers.push(("cookie".to_owned(), cookies.join("; ")));
        }
        if let Some(media) = self.sent_media() {
            headers.push(("content-type".to_owned(), media.content_type.clone()));
        }
        headers
    }

    /// Every rule of every parameter broken in turn.
    pub(super) fn broken_parameters(&mut self) -> Vec<Probe> {
        let mut probes = Vec::new();
        let operation = self.operation;
        for parameter in &operation.parameters {
            if parameter.boundary || parameter.place == Place::Cookie || !self.is_plain(parameter) {
                continue;
            }
            let what = |why: &str| format!("`{}` {why}", parameter.name);
            for (why, text) in self.bad_texts(parameter) {
                let probe = self.invalid(what(why));
                probes.push(with(probe, parameter, Some(&text)));
            }
            if parameter.place == Place::Query {
                let example = self.example(parameter);
                let mut probe = with(self.invalid(what("twice")), parameter, Some(&example));
                let again = pair(&percent_encoded(&parameter.name), &example);
                probe.query = format!("{}&{again}", probe.query);
                probes.push(probe);
            }
            if parameter.required && parameter.place != Place::Path {
                let probe = self.invalid(what("absent"));
                probes.push(with(probe, parameter, None));
            }
        }
        let closed = operation.extensions.get("x-additional-query-parameters");
        if closed == Some(&Value::Bool(false)) {
            let mut probe = self.invalid("an undeclared query parameter".to_owned());
            let more = pair("undeclared", "1");
            let query = [probe.query.as_str(), &more];
            let parts = query.iter().filter(|part| !part.is_empty());
            probe.query = parts.copied().collect::<Vec<_>>().join("&");
            probes.push(probe);
        }
        probes
    }

    /// Whether it is one text for one value, so that the text can be broken.
    fn is_plain(&self, parameter: &Parameter) -> bool {
        let kind = &self.document.resolve(&parameter.schema).kind;
        let scalar = matches!(
            kind,
            Kind::String(_)
                | Kind::Integer(_)
                | Kind::Number(_)
                | Kind::Boolean
                | Kind::Enum(_)
                | Kind::Const(_)
        );
        scalar && parameter.style == Style::of(parameter.place)
    }

    /// Texts that the parameter does not admit, each with the reason.
    fn bad_texts(&mut self, parameter: &Parameter) -> Vec<(&'static str, String)> {
        let example = read(
            &self.document.resolve(&parameter.schema).kind,
            &self.example(parameter),
        );
        let edits = faults::edits(self.document, &parameter.schema, "", &example);
        let mut texts = Vec::new();
        for edit in edits {
            let Change::Set(value) = &edit.change else {
                continue;
            };
            let text = styles::written(value);
            let kind = &self.document.resolve(&parameter.schema).kind;
            let again = read(kind, &text);
            let of = (parameter.place, parameter.name.as_str());
            let sendable = match parameter.place {
                // An empty segment is another path.
                Place::Path => !text.is_empty(),
                Place::Header => text.chars().all(|c| c == ' ' || c.is_ascii_graphic()),
                Place::Query | Place::Cookie => true,
            };
            // An empty text is null where there may be null.
            if text.is_empty()
                && !self
                    .oracle
                    .refuses_parameter(self.operation, of, &Value::Null)
            {
                continue;
            }
            if sendable && self.oracle.refuses_parameter(self.operation, of, &again) {
                texts.push((edit.why, text));
            }
        }
        texts
    }
}

/// The request with that value of the parameter, or without it.
fn with(mut probe: Probe, parameter: &Parameter, text: Option<&str>) -> Probe {
    match parameter.place {
        Place::Path => {
            for segment in &mut probe.path {
                let named = |name: &String| *name == parameter.name;
                if let (Segment::Parameter { name, .. }, Some(text)) = (&segment, text)
                    && named(name)
                {
                    *segment = Segment::Fixed(percent_encoded(text));
                }
            }
        }
        Place::Query => {
            let encoded = percent_encoded(&parameter.name);
            let named = |part: &&str| part.split('=').next() == Some(encoded.as_str());
            let others = probe.query.split('&').filter(|part| !named(part));
            let mut parts: Vec<String> = others.map(str::to_owned).collect();
            parts.extend(text.map(|text| pair(&encoded, text)));
            parts.retain(|part| !part.is_empty());
            probe.query = parts.join("&");
        }
        Place::Header | Place::Cookie => {
            probe.headers.retain(|(name, _)| *name != parameter.name);
            probe
                .headers
                .extend(text.map(|text| (parameter.name.clone(), text.to_owned())));
        }
    }
    probe
}

/// The text of a parameter as a value of its kind; the text itself where it is none.
fn read(kind: &Kind, text: &str) -> Value {
    let scalar = matches!(kind, Kind::Integer(_) | Kind::Number(_) | Kind::Boolean);
    let value = serde_json::from_str::<Value>(text).ok();
    let value = value.filter(|value| scalar && (value.is_number() || value.is_boolean()));
    value.unwrap_or_else(|| Value::from(text))
}

/// `name=value` with the name as it is.
pub(super) fn pair(name: &str, value: &str) -> String {
    format!("{name}={}", percent_encoded(value))
}

/// Everything but unreserved characters (RFC 3986, section 2.3) by its bytes.
pub fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            other => encoded.push_str(&format!("%{other:02X}")),
        }
    }
    encoded
}
