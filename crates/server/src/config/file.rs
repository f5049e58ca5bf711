//! The optional TOML file: known keys only, and unreadable to others when it holds a secret.

use std::collections::HashMap;
use std::path::Path;

use secrecy::{ExposeSecret, SecretString};

use super::origin::{NAMES, Problems, SECRET_NAMES, Setting};
use super::unknown::nearest;

/// One value or a list, as text; a table is a list of `key=value`. Any of them may be a secret.
#[derive(Debug)]
pub(super) enum Value {
    One(SecretString),
    Many(Vec<SecretString>),
}

/// The values of a file with the file's name for error sentences.
#[derive(Debug, Default)]
pub(super) struct FileValues {
    file: String,
    values: HashMap<String, Value>,
}

impl FileValues {
    pub(super) fn take(&mut self, name: &str) -> Option<Setting<Value>> {
        let value = self.values.remove(name)?;
        Some(Setting {
            name: format!("{name} in {}", self.file),
            value,
        })
    }
}

/// Reads the file; what is wrong with it goes to `problems`, by key and line, never by value.
pub(super) fn read(path: &Path, problems: &mut Problems) -> FileValues {
    let file = path.display().to_string();
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            problems.push(format!(
                "cannot read the configuration file {file}: {error}"
            ));
            return FileValues::default();
        }
    };
    let table = match text.parse::<toml::Table>() {
        Ok(table) => table,
        Err(error) => {
            let line = error.span().map_or(1, |span| line_of(&text, span.start));
            problems.push(format!("{file} line {line} is not valid TOML"));
            return FileValues::default();
        }
    };

    if table.keys().any(|key| SECRET_NAMES.contains(&key.as_str())) && is_readable_by_others(path) {
        problems.push(format!(
            "{file} holds a secret and must be readable by its owner only: chmod 600 {file}"
        ));
    }
    let mut values = HashMap::new();
    for (key, value) in table {
        if !NAMES.contains(&key.as_str()) {
            problems.push(unknown_key(&file, &key));
        } else if let Some(value) = as_value(value) {
            values.insert(key, value);
        } else {
            problems.push(format!(
                "{key} in {file} must be a text, a number, true or false, or a list or table \
                 of texts"
            ));
        }
    }
    FileValues { file, values }
}

fn unknown_key(file: &str, key: &str) -> String {
    match nearest(key) {
        Some(nearest) => format!("{file} has an unknown key: {key}; {nearest} is one"),
        None => format!("{file} has an unknown key: {key}"),
    }
}

fn as_value(value: toml::Value) -> Option<Value> {
    match value {
        toml::Value::Array(items) => items
            .into_iter()
            .map(as_text)
            .collect::<Option<_>>()
            .map(Value::Many),
        toml::Value::Table(entries) => entries
            .into_iter()
            .map(|(key, value)| as_entry(&key, value))
            .collect::<Option<_>>()
            .map(Value::Many),
        toml::Value::String(_)
        | toml::Value::Integer(_)
        | toml::Value::Float(_)
        | toml::Value::Boolean(_)
        | toml::Value::Datetime(_) => as_text(value).map(Value::One),
    }
}

/// An entry of a table, as the environment has it.
fn as_entry(key: &str, value: toml::Value) -> Option<SecretString> {
    let text = as_text(value)?;
    Some(format!("{key}={}", text.expose_secret()).into())
}

fn as_text(value: toml::Value) -> Option<SecretString> {
    match value {
        toml::Value::String(text) => Some(text.into()),
        toml::Value::Integer(number) => Some(number.to_string().into()),
        toml::Value::Boolean(switch) => Some(switch.to_string().into()),
        toml::Value::Float(_)
        | toml::Value::Datetime(_)
        | toml::Value::Array(_)
        | toml::Value::Table(_) => None,
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    1 + text
        .bytes()
        .take(offset)
        .filter(|byte| *byte == b'\n')
        .count()
}

fn is_readable_by_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & 0o077 != 0)
}
