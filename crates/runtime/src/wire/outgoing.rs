//! A request on its way out.

use serde::Serialize;
use serde_json::Value;

use super::parameter::json;
use super::shape::{members, text};
use super::{Content, Endpoint, Form, Parameter, Part, Place, Unwritable, Upload, multipart};

/// A request on its way out.
#[derive(Debug)]
pub struct Outgoing {
    endpoint: &'static Endpoint,
    pub(crate) path: Vec<(&'static str, String)>,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) cookies: Vec<(String, String)>,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) content_type: Option<String>,
    pub(crate) body: Option<Vec<u8>>,
}

impl Outgoing {
    /// An empty request of that operation.
    pub fn new(endpoint: &'static Endpoint) -> Self {
        Self {
            endpoint,
            path: Vec::new(),
            query: Vec::new(),
            cookies: Vec::new(),
            headers: Vec::new(),
            content_type: None,
            body: None,
        }
    }

    /// A parameter, where there is one.
    ///
    /// # Errors
    /// When its place cannot hold the value.
    pub fn parameter<T: Serialize>(
        &mut self,
        parameter: &Parameter,
        value: Option<&T>,
    ) -> Result<(), Unwritable> {
        let Some(value) = value else { return Ok(()) };
        let value = json(value).map_err(|cause| Unwritable::because(parameter.name, cause))?;
        match parameter.place {
            Place::Path => {
                let text = parameter.write_text(&value);
                // A path drops such segments, however they are encoded.
                if matches!(text.as_str(), "" | "." | "..") {
                    return Err(Unwritable::new(parameter.name));
                }
                self.path.push((parameter.name, text));
            }
            // A list without items has no text (RFC 9110, section 5.6.1).
            Place::Header if value.as_array().is_some_and(Vec::is_empty) => {}
            Place::Header => self
                .headers
                .push((parameter.name, parameter.write_text(&value))),
            Place::Query => self.query.extend(parameter.write_pairs(&value)),
            Place::Cookie => self.cookies.extend(parameter.write_pairs(&value)),
        }
        Ok(())
    }

    /// The body, as it is, of an accepted content type.
    pub fn bytes(&mut self, media: usize, body: impl Into<Vec<u8>>) {
        let accepted = self.endpoint.accepts.get(media);
        self.content_type = accepted.map(|&content_type| content_type.to_owned());
        self.body = Some(body.into());
    }

    /// A body that names its own content type.
    pub fn content(&mut self, body: &Content) {
        self.content_type = Some(body.content_type.clone());
        self.body = Some(body.bytes.clone());
    }

    /// A JSON body.
    ///
    /// # Errors
    /// When JSON cannot hold the value.
    pub fn json<T: Serialize>(&mut self, media: usize, body: &T) -> Result<(), Unwritable> {
        let written = serde_json::to_vec(body);
        self.bytes(
            media,
            written.map_err(|cause| Unwritable::because("the body", cause))?,
        );
        Ok(())
    }

    /// A body of text.
    ///
    /// # Errors
    /// When JSON cannot hold the value, which stands between it and its text.
    pub fn text<T: Serialize>(&mut self, media: usize, body: &T) -> Result<(), Unwritable> {
        let value = json(body).map_err(|cause| Unwritable::because("the body", cause))?;
        self.bytes(media, text(&value));
        Ok(())
    }

    /// A body of `application/x-www-form-urlencoded`.
    ///
    /// # Errors
    /// When JSON cannot hold the value, which stands between it and its pairs.
    pub fn form<T: Serialize>(
        &mut self,
        media: usize,
        form: &Form,
        body: &T,
    ) -> Result<(), Unwritable> {
        let value = json(body).map_err(|cause| Unwritable::because("the body", cause))?;
        let pairs = members(&value).flat_map(|(name, value)| {
            let declared = form.members.iter().find(|member| member.name == name);
            declared.map_or_else(
                || super::pairs::spread(&super::Escape::Uri.write(name), value),
                |member| member.write_pairs(value),
            )
        });
        self.bytes(media, joined(pairs, "&"));
        Ok(())
    }

    /// A body of `multipart/form-data`, by its members: a part that states no content type states
    /// the one that is declared, where it is one.
    pub fn members(&mut self, form: &Form, mut parts: Vec<Part>) {
        for part in &mut parts {
            if let Some([only]) = form.types_of(&part.name)
                && !only.contains('*')
            {
                part.content_type.get_or_insert_with(|| (*only).to_owned());
            }
        }
        self.parts(&parts);
    }

    /// A body of `multipart/form-data`.
    pub fn parts(&mut self, parts: &[Part]) {
        let (content_type, body) = multipart::write(parts);
        self.content_type = Some(content_type);
        self.body = Some(body);
    }
}

/// Pairs as a query and a form write them, or cookies with their own separator.
pub(crate) fn joined(pairs: impl IntoIterator<Item = (String, String)>, separator: &str) -> String {
    let pairs = pairs
        .into_iter()
        .map(|(name, value)| format!("{name}={value}"));
    pairs.collect::<Vec<_>>().join(separator)
}

impl Part {
    /// Adds a member of a form, where there is one: a list as a part for each item, an object as
    /// JSON, the rest as text.
    ///
    /// # Errors
    /// When JSON cannot hold the value.
    pub fn add<T: Serialize>(
        parts: &mut Vec<Self>,
        name: &'static str,
        value: Option<&T>,
    ) -> Result<(), Unwritable> {
        let Some(value) = value else { return Ok(()) };
        match json(value).map_err(|cause| Unwritable::because(name, cause))? {
            Value::Array(items) => parts.extend(items.iter().map(|item| of_value(name, item))),
            other => parts.push(of_value(name, &other)),
        }
        Ok(())
    }

    /// Adds files under one name.
    pub fn add_files<'u>(
        parts: &mut Vec<Self>,
        name: &'static str,
        files: impl IntoIterator<Item = &'u Upload>,
    ) {
        parts.extend(files.into_iter().map(|file| file.part(name)));
    }
}

fn of_value(name: &str, value: &Value) -> Part {
    let is_json = value.is_object() || value.is_array();
    Part {
        name: name.to_owned(),
        file_name: None,
        content_type: is_json.then(|| "application/json".to_owned()),
        bytes: text(value).into_bytes(),
    }
}
