//! Names to positions, so that looking up a name does not walk through a long list.
//!
//! The lists are public and may have changed meanwhile: a position counts only if it still holds
//! the name, and a name that is not found so is looked for in the list.

use std::collections::HashMap;

use super::{NamedSchema, Operation, Schema};

#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    schemas: HashMap<String, usize>,
    operations: HashMap<String, usize>,
}

impl Index {
    pub(crate) fn of(schemas: &[NamedSchema], operations: &[Operation]) -> Self {
        let mut index = Self::default();
        index.add_schemas(0, schemas);
        for (position, operation) in operations.iter().enumerate() {
            let known = index.operations.entry(operation.id.clone());
            known.or_insert(position);
        }
        index
    }

    /// Adds those from that position on. The first one of a name counts.
    pub(crate) fn add_schemas(&mut self, first: usize, schemas: &[NamedSchema]) {
        for (position, named) in schemas.iter().enumerate().skip(first) {
            self.schemas.entry(named.name.clone()).or_insert(position);
        }
    }

    pub(crate) fn schema<'s>(&self, name: &str, schemas: &'s [NamedSchema]) -> Option<&'s Schema> {
        let has = |named: &&NamedSchema| named.name == name;
        let position = self.schemas.get(name);
        position
            .and_then(|position| schemas.get(*position))
            .filter(has)
            .or_else(|| schemas.iter().find(has))
            .map(|named| &named.schema)
    }

    pub(crate) fn operation<'o>(
        &self,
        id: &str,
        operations: &'o [Operation],
    ) -> Option<&'o Operation> {
        let has = |operation: &&Operation| operation.id == id;
        let position = self.operations.get(id);
        position
            .and_then(|position| operations.get(*position))
            .filter(has)
            .or_else(|| operations.iter().find(has))
    }
}
