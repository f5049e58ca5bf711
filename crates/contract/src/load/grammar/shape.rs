//! The words in which the tables are written.

/// What a value must look like.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Shape {
    /// Anything; taken over as it stands.
    Data,
    Text,
    /// A regular expression.
    Pattern,
    /// A list of values, of which one must be.
    Values,
    Flag,
    Number,
    /// A whole number from 0.
    Count,
    List(&'static Shape),
    /// An object with free names.
    Map(&'static Shape),
    /// An object with free names, those beginning with `x-` aside.
    Extensible(&'static Shape),
    Object(&'static Members),
    /// A schema, `true` or `false`.
    Schema,
    /// The same where `true` and `false` are the usual words.
    SchemaOrFlag,
    /// A number, or in 3.0 a flag.
    Exclusive,
    /// The name of a type or a list of such names.
    Types,
    /// The name of a schema or a reference to one.
    SchemaName,
    /// Known, but not supported; holds what to do instead.
    Refused(&'static str),
    /// The same, but what is left says nothing wrong without it.
    Omitted(&'static str),
    /// Refused by a strict reading, of use to a lenient one.
    Lenient(&'static Shape, &'static str),
    /// Legal in 3.0 only; holds what 3.1 has instead.
    Old(&'static Shape, &'static str),
}

/// An object of the specification.
#[derive(Debug)]
pub(crate) struct Members {
    /// What the specification calls it.
    pub(crate) noun: &'static str,
    /// The group under `components` where it may stand, and be referred to.
    pub(crate) component: Option<&'static str>,
    pub(crate) required: &'static [&'static str],
    pub(crate) members: &'static [(&'static str, Shape)],
}
