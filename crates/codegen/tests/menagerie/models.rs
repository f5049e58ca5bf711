// Generated from the contract "Menagerie 3". Change the contract, not this file.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sovx_runtime::{At, Check, Violations, check};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FooBar {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub a: Option<String>,
}

impl Check for FooBar {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object.optional("a", check::text);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FooBar2 {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub b: Option<String>,
}

impl Check for FooBar2 {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object.optional("b", check::text);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OptionModel {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

impl Check for OptionModel {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object.optional("value", check::text);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ValueModel {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub option: Option<OptionModel>,
}

impl Check for ValueModel {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object.optional("option", <OptionModel as Check>::check);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SelfModel {
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
}

impl Check for SelfModel {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object.optional("self", check::text).optional("type", check::text);
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GrE {
    /// `klein`.
    Klein,
    /// `groß`.
    Groß,
}

impl GrE {
    /// Every value, in the contract's order.
    pub const ALL: [Self; 2] = [Self::Klein, Self::Groß];

    /// The value on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Klein => "klein",
            Self::Groß => "groß",
        }
    }
}

sovx_runtime::text_enum!(GrE);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sizes {
    /// `x-large`.
    XLarge,
    /// `X_LARGE`.
    XLarge2,
    /// A blank text.
    Empty,
    /// `+1`.
    Plus1,
    /// `-1`.
    Minus1,
    /// `*`.
    Star,
    /// `2-men`.
    N2Men,
}

impl Sizes {
    /// Every value, in the contract's order.
    pub const ALL: [Self; 7] = [
        Self::XLarge,
        Self::XLarge2,
        Self::Empty,
        Self::Plus1,
        Self::Minus1,
        Self::Star,
        Self::N2Men,
    ];

    /// The value on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::XLarge => "x-large",
            Self::XLarge2 => "X_LARGE",
            Self::Empty => "",
            Self::Plus1 => "+1",
            Self::Minus1 => "-1",
            Self::Star => "*",
            Self::N2Men => "2-men",
        }
    }
}

sovx_runtime::text_enum!(Sizes);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Level {
    /// `1`.
    N1,
    /// `2`.
    N2,
    /// `-1`.
    Minus1,
}

impl Level {
    /// Every value, in the contract's order.
    pub const ALL: [Self; 3] = [Self::N1, Self::N2, Self::Minus1];

    /// The value on the wire.
    pub fn to_value(self) -> Value {
        match self {
            Self::N1 => Value::from(1i64),
            Self::N2 => Value::from(2i64),
            Self::Minus1 => Value::from(-1i64),
        }
    }
}

sovx_runtime::value_enum!(Level);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mixed {
    /// `1`.
    N1,
    /// `1`.
    N12,
    /// `1.5`.
    N1Point5,
    /// `true`.
    True,
    /// `[1]`.
    N13,
    /// `{"a":1}`.
    A1,
}

impl Mixed {
    /// Every value, in the contract's order.
    pub const ALL: [Self; 6] = [
        Self::N1,
        Self::N12,
        Self::N1Point5,
        Self::True,
        Self::N13,
        Self::A1,
    ];

    /// The value on the wire.
    pub fn to_value(self) -> Value {
        match self {
            Self::N1 => Value::from(1i64),
            Self::N12 => Value::from("1"),
            Self::N1Point5 => Value::from(1.5),
            Self::True => Value::Bool(true),
            Self::N13 => check::json("[1]"),
            Self::A1 => check::json("{\"a\":1}"),
        }
    }
}

sovx_runtime::value_enum!(Mixed);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OnlyThree {
    /// `3`.
    N3,
}

impl OnlyThree {
    /// Every value, in the contract's order.
    pub const ALL: [Self; 1] = [Self::N3];

    /// The value on the wire.
    pub fn to_value(self) -> Value {
        match self {
            Self::N3 => Value::from(3i64),
        }
    }
}

sovx_runtime::value_enum!(OnlyThree);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OnlyThis {
    /// `{"a":[1]}`.
    A1,
}

impl OnlyThis {
    /// Every value, in the contract's order.
    pub const ALL: [Self; 1] = [Self::A1];

    /// The value on the wire.
    pub fn to_value(self) -> Value {
        match self {
            Self::A1 => check::json("{\"a\":[1]}"),
        }
    }
}

sovx_runtime::value_enum!(OnlyThis);

/// Numbers of all sizes:
///
/// * whole ones
///   and their limits
///
/// let code = "this is no doctest";
///
/// ```text
/// neither is this
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Numbers {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub small: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wide: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unsigned: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub huge: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub half: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rounded: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vast: Option<f64>,
}

impl Check for Numbers {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .optional("small", check::int32)
                .optional("wide", Self::check_wide)
                .optional("unsigned", Self::check_unsigned)
                .optional("huge", Self::check_huge)
                .optional("half", Self::check_half)
                .optional("rounded", Self::check_rounded)
                .optional("vast", Self::check_vast);
        }
    }
}

impl Numbers {
    fn check_wide(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::integer(value, at, out)
            .maximum(4294967295)
            .minimum(i64::MIN.into())
            .done();
    }

    fn check_unsigned(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::integer(value, at, out)
            .minimum(u64::MIN.into())
            .maximum(u64::MAX.into())
            .done();
    }

    fn check_huge(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::integer(value, at, out).minimum(0).maximum(18446744073709551615).done();
    }

    fn check_half(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::integer(value, at, out).minimum(1).maximum(9).multiple_of(3).done();
    }

    fn check_rounded(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::number(value, at, out)
            .minimum(1.0)
            .exclusive_maximum(100.0)
            .multiple_of(0.01)
            .done();
    }

    fn check_vast(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::number(value, at, out).maximum(1e300_f64).done();
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Texts {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub noon: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<chrono::NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<uuid::Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub colour: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digits: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<sovx_runtime::Secret>,
}

impl Check for Texts {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .optional("host", Self::check_host)
                .optional("site", Self::check_site)
                .optional("wait", Self::check_wait)
                .optional("noon", Self::check_noon)
                .optional("address", Self::check_address)
                .optional("day", check::date)
                .optional("id", check::uuid)
                .optional("colour", check::text)
                .optional("digits", Self::check_digits)
                .optional("secret", check::text);
        }
    }
}

impl Texts {
    fn check_host(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).format(check::Format::Hostname).done();
    }

    fn check_site(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).format(check::Format::Uri).done();
    }

    fn check_wait(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).format(check::Format::Duration).done();
    }

    fn check_noon(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).format(check::Format::Time).done();
    }

    fn check_address(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).format(check::Format::Ipv6).done();
    }

    fn check_digits(value: &Value, at: &At<'_>, out: &mut Violations) {
        static PATTERN: check::Pattern = check::Pattern::ecma("^\\d+$");
        check::string(value, at, out).pattern(&PATTERN).done();
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Labels {
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub additional: Option<bool>,
    /// The members that are not declared by name.
    #[serde(flatten)]
    pub additional2: std::collections::BTreeMap<String, i64>,
}

impl Check for Labels {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .required("name", Self::check_name)
                .optional("additional", check::boolean)
                .additional(
                    &["name", "additional"],
                    |value, at, out| {
                        check::integer(value, at, out)
                            .minimum(0)
                            .maximum(i64::MAX.into())
                            .done();
                    },
                );
        }
    }
}

impl Labels {
    fn check_name(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).min_length(1).done();
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Patterned {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known: Option<bool>,
    /// The members that are not declared by name.
    #[serde(flatten)]
    pub additional: std::collections::BTreeMap<String, String>,
}

impl Check for Patterned {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        static NAMES_1: check::Pattern = check::Pattern::ecma("^x-");
        if let Some(mut object) = check::object(value, at, out) {
            object
                .optional("known", check::boolean)
                .matching(
                    &NAMES_1,
                    |value, at, out| {
                        check::string(value, at, out).max_length(5).done();
                    },
                )
                .closed(&["known"]);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Empty {}

impl Check for Empty {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object.closed(&[]);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Presence {
    pub stated: String,
    #[serde(deserialize_with = "sovx_runtime::nullable")]
    pub stated_or_null: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub optional: Option<String>,
    #[serde(default, skip_serializing_if = "sovx_runtime::Patch::is_absent")]
    pub optional_or_null: sovx_runtime::Patch<String>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "sovx_runtime::present"
    )]
    pub anything: Option<Value>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "sovx_runtime::present"
    )]
    pub never: Option<()>,
    #[serde(default = "Presence::default_level")]
    pub level: Level,
    #[serde(default = "Presence::default_words")]
    pub words: Vec<String>,
    #[serde(default = "Presence::default_counts")]
    pub counts: std::collections::BTreeMap<String, i64>,
    #[serde(default = "Presence::default_ratio")]
    pub ratio: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wrong: Option<i64>,
}

impl Check for Presence {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .required("stated", check::text)
                .required("stated_or_null", Self::check_stated_or_null)
                .optional("optional", check::text)
                .optional("optional_or_null", Self::check_optional_or_null)
                .optional("anything", check::any)
                .optional("never", check::null)
                .optional("level", <Level as Check>::check)
                .optional("words", Self::check_words)
                .optional("counts", Self::check_counts)
                .optional("ratio", check::float)
                .optional("wrong", check::int64);
        }
    }
}

impl Presence {
    fn default_level() -> Level {
        Level::N2
    }

    fn default_words() -> Vec<String> {
        vec!["a".to_owned(), "b".to_owned()]
    }

    fn default_counts() -> std::collections::BTreeMap<String, i64> {
        [("a".to_owned(), 1)].into_iter().collect()
    }

    fn default_ratio() -> f64 {
        1.0
    }

    fn check_stated_or_null(value: &Value, at: &At<'_>, out: &mut Violations) {
        if !value.is_null() {
            check::text(value, at, out);
        }
    }

    fn check_optional_or_null(value: &Value, at: &At<'_>, out: &mut Violations) {
        if !value.is_null() {
            check::text(value, at, out);
        }
    }

    fn check_words(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut list) = check::array(value, at, out) {
            list.items(check::text);
        }
    }

    fn check_counts(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object.additional(&[], check::int64);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[allow(
    clippy::large_enum_variant,
    reason = "a body is moved once, a box would be in every handler's way"
)]
pub enum Animal {
    Cat(Cat),
    Dog(Dog),
}

impl Animal {
    const UNION: check::Union = check::Union {
        which: check::Which::One,
        branches: &[
            check::Branch {
                name: "Cat",
                check: <Cat as Check>::check,
                members: None,
            },
            check::Branch {
                name: "Dog",
                check: <Dog as Check>::check,
                members: None,
            },
        ],
        tag: Some(check::Tag {
            property: "kind",
            values: &[("cat", 0), ("dog", 1)],
        }),
    };
}

impl Check for Animal {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        Self::UNION.check(value, at, out);
    }
}

impl<'de> Deserialize<'de> for Animal {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        match Self::UNION.fitting(&value) {
            Some(0) => sovx_runtime::typed(value).map(Self::Cat),
            Some(1) => sovx_runtime::typed(value).map(Self::Dog),
            _ => Err(serde::de::Error::custom("fits no variant of Animal")),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cat {
    pub kind: String,
    pub lives: i64,
}

impl Check for Cat {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object.required("kind", check::text).required("lives", Self::check_lives);
        }
    }
}

impl Cat {
    fn check_lives(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::integer(value, at, out).minimum(1).maximum(9).done();
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dog {
    pub kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub friends: Option<Vec<Animal>>,
}

impl Check for Dog {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .required("kind", check::text)
                .optional("friends", Self::check_friends);
        }
    }
}

impl Dog {
    fn check_friends(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut list) = check::array(value, at, out) {
            list.items(<Animal as Check>::check);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[allow(
    clippy::large_enum_variant,
    reason = "a body is moved once, a box would be in every handler's way"
)]
pub enum Amount {
    Integer(i64),
    Text(String),
    IntegerList(Vec<i64>),
    AmountChoice4(AmountChoice4),
}

impl Amount {
    const UNION: check::Union = check::Union {
        which: check::Which::One,
        branches: &[
            check::Branch {
                name: "Integer",
                check: |value, at, out| {
                    check::integer(value, at, out)
                        .minimum(0)
                        .maximum(i64::MAX.into())
                        .done();
                },
                members: None,
            },
            check::Branch {
                name: "Text",
                check: |value, at, out| {
                    static PATTERN: check::Pattern = check::Pattern::ecma("^[0-9]+$");
                    check::string(value, at, out).pattern(&PATTERN).done();
                },
                members: None,
            },
            check::Branch {
                name: "IntegerList",
                check: |value, at, out| {
                    if let Some(mut list) = check::array(value, at, out) {
                        list.items(check::int64);
                    }
                },
                members: None,
            },
            check::Branch {
                name: "AmountChoice4",
                check: <AmountChoice4 as Check>::check,
                members: None,
            },
        ],
        tag: None,
    };
}

impl Check for Amount {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        Self::UNION.check(value, at, out);
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        match Self::UNION.fitting(&value) {
            Some(0) => sovx_runtime::typed(value).map(Self::Integer),
            Some(1) => sovx_runtime::typed(value).map(Self::Text),
            Some(2) => sovx_runtime::typed(value).map(Self::IntegerList),
            Some(3) => sovx_runtime::typed(value).map(Self::AmountChoice4),
            _ => Err(serde::de::Error::custom("fits no variant of Amount")),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[allow(
    clippy::large_enum_variant,
    reason = "a body is moved once, a box would be in every handler's way"
)]
pub enum Overlapping {
    Integer(i64),
    Integer2(i64),
}

impl Overlapping {
    const UNION: check::Union = check::Union {
        which: check::Which::One,
        branches: &[
            check::Branch {
                name: "Integer",
                check: |value, at, out| {
                    check::integer(value, at, out)
                        .multiple_of(2)
                        .minimum(i64::MIN.into())
                        .maximum(i64::MAX.into())
                        .done();
                },
                members: None,
            },
            check::Branch {
                name: "Integer2",
                check: |value, at, out| {
                    check::integer(value, at, out)
                        .multiple_of(3)
                        .minimum(i64::MIN.into())
                        .maximum(i64::MAX.into())
                        .done();
                },
                members: None,
            },
        ],
        tag: None,
    };
}

impl Check for Overlapping {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        Self::UNION.check(value, at, out);
    }
}

impl<'de> Deserialize<'de> for Overlapping {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        match Self::UNION.fitting(&value) {
            Some(0) => sovx_runtime::typed(value).map(Self::Integer),
            Some(1) => sovx_runtime::typed(value).map(Self::Integer2),
            _ => Err(serde::de::Error::custom("fits no variant of Overlapping")),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[allow(
    clippy::large_enum_variant,
    reason = "a body is moved once, a box would be in every handler's way"
)]
pub enum Lenient {
    LenientChoice1(LenientChoice1),
    LenientChoice2(LenientChoice2),
}

impl Lenient {
    const UNION: check::Union = check::Union {
        which: check::Which::Any,
        branches: &[
            check::Branch {
                name: "LenientChoice1",
                check: <LenientChoice1 as Check>::check,
                members: Some(&["a"]),
            },
            check::Branch {
                name: "LenientChoice2",
                check: <LenientChoice2 as Check>::check,
                members: Some(&["b"]),
            },
        ],
        tag: None,
    };
}

impl Check for Lenient {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        Self::UNION.check(value, at, out);
    }
}

impl<'de> Deserialize<'de> for Lenient {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        match Self::UNION.fitting(&value) {
            Some(0) => sovx_runtime::typed(value).map(Self::LenientChoice1),
            Some(1) => sovx_runtime::typed(value).map(Self::LenientChoice2),
            _ => Err(serde::de::Error::custom("fits no variant of Lenient")),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[allow(
    clippy::large_enum_variant,
    reason = "a body is moved once, a box would be in every handler's way"
)]
pub enum Keeping {
    LenientChoice1(LenientChoice1),
    KeepingChoice2(KeepingChoice2),
}

impl Keeping {
    const UNION: check::Union = check::Union {
        which: check::Which::Any,
        branches: &[
            check::Branch {
                name: "LenientChoice1",
                check: <LenientChoice1 as Check>::check,
                members: Some(&["a"]),
            },
            check::Branch {
                name: "KeepingChoice2",
                check: <KeepingChoice2 as Check>::check,
                members: Some(&["a", "b", "gen"]),
            },
        ],
        tag: None,
    };
}

impl Check for Keeping {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        Self::UNION.check(value, at, out);
    }
}

impl<'de> Deserialize<'de> for Keeping {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        match Self::UNION.fitting(&value) {
            Some(0) => sovx_runtime::typed(value).map(Self::LenientChoice1),
            Some(1) => sovx_runtime::typed(value).map(Self::KeepingChoice2),
            _ => Err(serde::de::Error::custom("fits no variant of Keeping")),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Inner {
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "sovx_runtime::present"
    )]
    pub choice: Option<InnerChoice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deep: Option<InnerDeep>,
}

impl Check for Inner {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .optional("choice", <InnerChoice as Check>::check)
                .optional("deep", <InnerDeep as Check>::check);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NotText(pub Value);

impl Check for NotText {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::not(value, check::text, at, out);
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Both(pub Value);

impl Check for Both {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::all_of(
            value,
            &[
                |value, at, out| {
                    const UNION: check::Union = check::Union {
                        which: check::Which::Any,
                        branches: &[
                            check::Branch {
                                name: "Text",
                                check: check::text,
                                members: None,
                            },
                            check::Branch {
                                name: "Integer",
                                check: check::int64,
                                members: None,
                            },
                        ],
                        tag: None,
                    };
                    UNION.check(value, at, out);
                },
                |value, at, out| {
                    if !value.is_null() {
                        check::not(
                            value,
                            |value, at, out| {
                                check::one_of_values(
                                    value,
                                    &[Value::from(0i64), Value::from("")],
                                    at,
                                    out,
                                );
                            },
                            at,
                            out,
                        );
                    }
                },
            ],
            at,
            out,
        );
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tree {
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<Box<Tree>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right: Option<Box<Branch>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leaves: Option<Vec<Tree>>,
}

impl Check for Tree {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .required("name", check::text)
                .optional("left", <Tree as Check>::check)
                .optional("right", <Branch as Check>::check)
                .optional("leaves", Self::check_leaves);
        }
    }
}

impl Tree {
    fn check_leaves(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut list) = check::array(value, at, out) {
            list.items(<Tree as Check>::check);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Branch {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tree: Option<Box<Tree>>,
}

impl Check for Branch {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object.optional("tree", <Tree as Check>::check);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[allow(
    clippy::large_enum_variant,
    reason = "a body is moved once, a box would be in every handler's way"
)]
pub enum Json {
    Text(String),
    Number(f64),
    Boolean(bool),
    JsonList(Vec<Json>),
    Map(std::collections::BTreeMap<String, Json>),
}

impl Json {
    const UNION: check::Union = check::Union {
        which: check::Which::Any,
        branches: &[
            check::Branch {
                name: "Text",
                check: check::text,
                members: None,
            },
            check::Branch {
                name: "Number",
                check: check::float,
                members: None,
            },
            check::Branch {
                name: "Boolean",
                check: check::boolean,
                members: None,
            },
            check::Branch {
                name: "JsonList",
                check: |value, at, out| {
                    if let Some(mut list) = check::array(value, at, out) {
                        list.items(<Json as Check>::check);
                    }
                },
                members: None,
            },
            check::Branch {
                name: "Map",
                check: |value, at, out| {
                    if let Some(mut object) = check::object(value, at, out) {
                        object.additional(&[], <Json as Check>::check);
                    }
                },
                members: None,
            },
        ],
        tag: None,
    };
}

impl Check for Json {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        Self::UNION.check(value, at, out);
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        match Self::UNION.fitting(&value) {
            Some(0) => sovx_runtime::typed(value).map(Self::Text),
            Some(1) => sovx_runtime::typed(value).map(Self::Number),
            Some(2) => sovx_runtime::typed(value).map(Self::Boolean),
            Some(3) => sovx_runtime::typed(value).map(Self::JsonList),
            Some(4) => sovx_runtime::typed(value).map(Self::Map),
            _ => Err(serde::de::Error::custom("fits no variant of Json")),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lists(pub Value);

impl Check for Lists {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::all_of(
            value,
            &[
                |value, at, out| {
                    if let Some(mut list) = check::array(value, at, out) {
                        list.items(<Lists as Check>::check);
                    }
                },
            ],
            at,
            out,
        );
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[allow(
    clippy::large_enum_variant,
    reason = "a body is moved once, a box would be in every handler's way"
)]
pub enum Expression {
    ExpressionChoice1(Box<ExpressionChoice1>),
    ExpressionChoice2(Box<ExpressionChoice2>),
    Boolean(bool),
}

impl Expression {
    const UNION: check::Union = check::Union {
        which: check::Which::One,
        branches: &[
            check::Branch {
                name: "ExpressionChoice1",
                check: <ExpressionChoice1 as Check>::check,
                members: None,
            },
            check::Branch {
                name: "ExpressionChoice2",
                check: <ExpressionChoice2 as Check>::check,
                members: None,
            },
            check::Branch {
                name: "Boolean",
                check: check::boolean,
                members: None,
            },
        ],
        tag: None,
    };
}

impl Check for Expression {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        Self::UNION.check(value, at, out);
    }
}

impl<'de> Deserialize<'de> for Expression {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        match Self::UNION.fitting(&value) {
            Some(0) => sovx_runtime::typed(value).map(Self::ExpressionChoice1),
            Some(1) => sovx_runtime::typed(value).map(Self::ExpressionChoice2),
            Some(2) => sovx_runtime::typed(value).map(Self::Boolean),
            _ => Err(serde::de::Error::custom("fits no variant of Expression")),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AmountChoice4 {
    pub value: i64,
}

impl Check for AmountChoice4 {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object.required("value", check::int64);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LenientChoice1 {
    pub a: String,
}

impl Check for LenientChoice1 {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object.required("a", check::text);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LenientChoice2 {
    pub b: String,
}

impl Check for LenientChoice2 {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object.required("b", check::text);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeepingChoice2 {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub a: Option<String>,
    pub b: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#gen: Option<bool>,
}

impl Check for KeepingChoice2 {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .optional("a", check::text)
                .required("b", check::int64)
                .optional("gen", check::boolean);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[allow(
    clippy::large_enum_variant,
    reason = "a body is moved once, a box would be in every handler's way"
)]
pub enum InnerChoice {
    Boolean(bool),
    Date(chrono::NaiveDate),
    Labels(Labels),
}

impl InnerChoice {
    const UNION: check::Union = check::Union {
        which: check::Which::Any,
        branches: &[
            check::Branch {
                name: "Boolean",
                check: check::boolean,
                members: None,
            },
            check::Branch {
                name: "Date",
                check: check::date,
                members: None,
            },
            check::Branch {
                name: "Labels",
                check: <Labels as Check>::check,
                members: None,
            },
        ],
        tag: None,
    };
}

impl Check for InnerChoice {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        Self::UNION.check(value, at, out);
    }
}

impl<'de> Deserialize<'de> for InnerChoice {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        match Self::UNION.fitting(&value) {
            Some(0) => sovx_runtime::typed(value).map(Self::Boolean),
            Some(1) => sovx_runtime::typed(value).map(Self::Date),
            Some(2) => sovx_runtime::typed(value).map(Self::Labels),
            _ => Err(serde::de::Error::custom("fits no variant of InnerChoice")),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InnerDeepDeeper {
    pub end: bool,
}

impl Check for InnerDeepDeeper {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object.required("end", check::boolean);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InnerDeep {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deeper: Option<InnerDeepDeeper>,
}

impl Check for InnerDeep {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object.optional("deeper", <InnerDeepDeeper as Check>::check);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExpressionChoice1 {
    pub and: Box<Expression>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "sovx_runtime::present"
    )]
    pub of: Option<Box<Expression>>,
}

impl Check for ExpressionChoice1 {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .required("and", <Expression as Check>::check)
                .optional("of", <Expression as Check>::check);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExpressionChoice2 {
    pub or: Box<Expression>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "sovx_runtime::present"
    )]
    pub of: Option<Box<Expression>>,
}

impl Check for ExpressionChoice2 {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .required("or", <Expression as Check>::check)
                .optional("of", <Expression as Check>::check);
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AddAnimalN201BodyState {
    /// `calm`.
    Calm,
    /// `wild`.
    Wild,
}

impl AddAnimalN201BodyState {
    /// Every value, in the contract's order.
    pub const ALL: [Self; 2] = [Self::Calm, Self::Wild];

    /// The value on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::Wild => "wild",
        }
    }
}

sovx_runtime::text_enum!(AddAnimalN201BodyState);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AddAnimalN201Body {
    pub id: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<AddAnimalN201BodyState>,
}

impl Check for AddAnimalN201Body {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .required("id", check::int64)
                .optional("state", <AddAnimalN201BodyState as Check>::check);
        }
    }
}
