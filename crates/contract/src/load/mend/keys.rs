//! Which parts of a document are schemas and the like, and which are names and data.

/// What the keys of an object are. Items of lists hold keywords.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keys {
    /// Keywords of the specification.
    Keywords,
    /// Values under names that people chose.
    Named,
}

impl Keys {
    /// What the value of a member holds; none for data, which is not looked into.
    pub(super) fn of(self, key: &str) -> Option<Self> {
        if self == Self::Named {
            return Some(Self::Keywords);
        }
        match key {
            "example" | "examples" | "default" | "enum" | "const" | "propertyNames" => None,
            _ if key.starts_with("x-") => None,
            "paths" | "callbacks" | "responses" | "headers" | "content" | "encoding"
            | "schemas" | "requestBodies" | "properties" | "patternProperties"
            | "dependentSchemas" | "mapping" => Some(Self::Named),
            _ => Some(Self::Keywords),
        }
    }
}
