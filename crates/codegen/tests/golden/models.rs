// Generated from the contract "Depot 1.2.0". Change the contract, not this file.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sovx_runtime::check;
use sovx_runtime::Patch;
use sovx_runtime::Stamp;
use sovx_runtime::Paged;
use sovx_runtime::{At, Check, Violations};
use utoipa::ToSchema;
use utoipa::openapi::schema::{
    Schema, ObjectBuilder, ArrayBuilder, SchemaFormat, SchemaType, Type,
};
use utoipa::openapi::RefOr;
use validator::{Validate, ValidationErrors};

/// How large a parcel is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
pub enum Size {
    /// Fits a pocket.
    #[serde(rename = "small")]
    Small,
    /// `medium`.
    #[serde(rename = "medium")]
    Medium,
    /// `x-large`.
    #[serde(rename = "x-large")]
    XLarge,
    /// Takes two men.
    #[serde(rename = "2-men")]
    N2Men,
}

impl Size {
    /// Every value, in the contract's order.
    pub const ALL: [Self; 4usize] = [
        Self::Small,
        Self::Medium,
        Self::XLarge,
        Self::N2Men,
    ];

    /// The value on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::XLarge => "x-large",
            Self::N2Men => "2-men",
        }
    }

    /// The value of that name on the wire.
    pub fn from_wire(name: &str) -> Option<Self> {
        match name {
            "small" => Some(Self::Small),
            "medium" => Some(Self::Medium),
            "x-large" => Some(Self::XLarge),
            "2-men" => Some(Self::N2Men),
            _ => None,
        }
    }
}

impl Check for Size {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::one_of(value, &Self::ALL.map(Self::as_str), at, out);
    }
}

impl std::fmt::Display for Size {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// A door. Open to members of later versions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Door {
    /// Which door.
    #[schema(min_length = 1, max_length = 20)]
    pub name: String,
    /// Whether it is open.
    pub open: bool,
    /// How it goes.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "sovx_runtime::present"
    )]
    #[schema(nullable = false)]
    pub state: Option<DoorState>,
    /// Anything at all.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "sovx_runtime::present"
    )]
    #[schema(schema_with = schema_of_door_note, required = false)]
    pub note: Option<Value>,
}

fn schema_of_door_note() -> RefOr<Schema> {
    RefOr::T(
        Schema::Object(ObjectBuilder::new().schema_type(SchemaType::AnyValue).build()),
    )
}

impl Check for Door {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .required("name", Self::check_name)
                .required("open", Self::check_open)
                .optional("state", <DoorState as Check>::check)
                .optional("note", Self::check_note);
        }
    }
}

impl Door {
    fn check_name(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).min_length(1).max_length(20).done();
    }

    fn check_open(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::boolean(value, at, out);
    }

    fn check_note(value: &Value, at: &At<'_>, out: &mut Violations) {
        let _ = (value, at, out);
    }
}

impl Validate for Door {
    fn validate(&self) -> Result<(), ValidationErrors> {
        sovx_runtime::validate(self)
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// How many.
    #[schema(minimum = 0, maximum = 99)]
    pub missing: i32,
}

impl Check for Count {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object.required("missing", Self::check_missing).closed(&["missing"]);
        }
    }
}

impl Count {
    fn check_missing(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::integer(value, at, out).minimum(0).maximum(99).done();
    }
}

impl Validate for Count {
    fn validate(&self) -> Result<(), ValidationErrors> {
        sovx_runtime::validate(self)
    }
}

/// How large, how heavy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Measures {
    /// In kg.
    #[schema(maximum = 31.5, exclusive_minimum = 0)]
    pub weight: f64,
    /// How many.
    #[schema(minimum = 1, maximum = 12)]
    pub pieces: i32,
    /// Even.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "sovx_runtime::present"
    )]
    #[schema(schema_with = schema_of_measures_stamps, required = false)]
    pub stamps: Option<i64>,
    /// No.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "sovx_runtime::present"
    )]
    #[schema(nullable = false, minimum = 0, maximum = 9007199254740991i64)]
    pub serial: Option<i64>,
    /// In quarters.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "sovx_runtime::present"
    )]
    #[schema(schema_with = schema_of_measures_tariff, required = false)]
    pub tariff: Option<f64>,
}

fn schema_of_measures_stamps() -> RefOr<Schema> {
    RefOr::T(
        Schema::Object(
            ObjectBuilder::new()
                .schema_type(Type::Integer)
                .minimum(Some(-10))
                .exclusive_maximum(Some(100))
                .multiple_of(Some(5))
                .build(),
        ),
    )
}

fn schema_of_measures_tariff() -> RefOr<Schema> {
    RefOr::T(
        Schema::Object(
            ObjectBuilder::new()
                .schema_type(Type::Number)
                .minimum(Some(0))
                .multiple_of(Some(0.25))
                .build(),
        ),
    )
}

impl Check for Measures {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .required("weight", Self::check_weight)
                .required("pieces", Self::check_pieces)
                .optional("stamps", Self::check_stamps)
                .optional("serial", Self::check_serial)
                .optional("tariff", Self::check_tariff);
        }
    }
}

impl Measures {
    fn check_weight(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::number(value, at, out).maximum(31.5).exclusive_minimum(0.0).done();
    }

    fn check_pieces(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::integer(value, at, out).minimum(1).maximum(12).done();
    }

    fn check_stamps(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::integer(value, at, out)
            .minimum(-10)
            .exclusive_maximum(100)
            .multiple_of(5)
            .done();
    }

    fn check_serial(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::integer(value, at, out).minimum(0).maximum(9007199254740991).done();
    }

    fn check_tariff(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::number(value, at, out).minimum(0.0).multiple_of(0.25).done();
    }
}

impl Validate for Measures {
    fn validate(&self) -> Result<(), ValidationErrors> {
        sovx_runtime::validate(self)
    }
}

/// A parcel to store. Merged from two parts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct NewParcel {
    /// In kg.
    #[schema(maximum = 31.5, exclusive_minimum = 0)]
    pub weight: f64,
    /// How many.
    #[schema(minimum = 1, maximum = 12)]
    pub pieces: i32,
    /// Even.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "sovx_runtime::present"
    )]
    #[schema(schema_with = schema_of_new_parcel_stamps, required = false)]
    pub stamps: Option<i64>,
    /// No.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "sovx_runtime::present"
    )]
    #[schema(nullable = false, minimum = 0, maximum = 9007199254740991i64)]
    pub serial: Option<i64>,
    /// In quarters.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "sovx_runtime::present"
    )]
    #[schema(schema_with = schema_of_new_parcel_tariff, required = false)]
    pub tariff: Option<f64>,
    /// What is written on it. Counted in characters, not in bytes.
    #[schema(min_length = 1, max_length = 5)]
    pub label: String,
    /// Of the sender.
    #[schema(format = "email", max_length = 255)]
    pub email: String,
    /// Always the same.
    pub kind: NewParcelKind,
    /// Always true.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "sovx_runtime::present"
    )]
    #[schema(nullable = false, schema_with = sovx_runtime::declare::constant_true)]
    pub insured: Option<sovx_runtime::True>,
    /// The day of posting.
    pub sent_on: chrono::NaiveDate,
    /// The moment of posting.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "sovx_runtime::present"
    )]
    #[schema(nullable = false, schema_with = sovx_runtime::declare::timestamp)]
    pub sent_at: Option<sovx_runtime::Timestamp>,
    /// How large a parcel is.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "sovx_runtime::present"
    )]
    #[schema(nullable = false)]
    pub size: Option<Size>,
    /// How large a parcel is.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[schema(value_type = Option<Size>, required = false)]
    pub second_size: Patch<Size>,
    /// P.
    #[serde(default = "default_new_parcel_priority")]
    #[schema(
        required = false,
        default = json!(Value::from(3)),
        minimum = 0,
        maximum = 9
    )]
    pub priority: i32,
    /// Whether to tell the receiver.
    #[serde(default = "default_new_parcel_notify")]
    #[schema(required = false, default = json!(Value::Bool(true)))]
    pub notify: bool,
    /// Paper.
    #[serde(default = "default_new_parcel_colour")]
    #[schema(
        required = false,
        default = json!(Value::from("brown")),
        min_length = 3,
        max_length = 12
    )]
    pub colour: String,
    /// Words to find it by.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "sovx_runtime::present"
    )]
    #[schema(schema_with = schema_of_new_parcel_tags, required = false)]
    pub tags: Option<Vec<String>>,
    /// Doors it may pass.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "sovx_runtime::present"
    )]
    #[schema(schema_with = schema_of_new_parcel_doors, required = false)]
    pub doors: Option<Vec<Option<String>>>,
    /// In cents, by currency.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "sovx_runtime::present"
    )]
    #[schema(schema_with = schema_of_new_parcel_prices, required = false)]
    pub prices: Option<std::collections::BTreeMap<String, i64>>,
    /// Whatever the sender adds.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "sovx_runtime::present"
    )]
    #[schema(schema_with = schema_of_new_parcel_extra, required = false)]
    pub extra: Option<serde_json::Map<String, Value>>,
    /// Who sends it.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "sovx_runtime::present"
    )]
    #[schema(nullable = false)]
    pub sender: Option<NewParcelSender>,
    /// A keyword of Rust.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "sovx_runtime::present"
    )]
    #[schema(nullable = false, max_length = 10)]
    pub r#type: Option<String>,
    /// A name in another case.
    #[serde(
        rename = "camelCase",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "sovx_runtime::present"
    )]
    #[schema(nullable = false, max_length = 10)]
    pub camel_case: Option<String>,
}

fn schema_of_new_parcel_stamps() -> RefOr<Schema> {
    RefOr::T(
        Schema::Object(
            ObjectBuilder::new()
                .schema_type(Type::Integer)
                .minimum(Some(-10))
                .exclusive_maximum(Some(100))
                .multiple_of(Some(5))
                .build(),
        ),
    )
}

fn schema_of_new_parcel_tariff() -> RefOr<Schema> {
    RefOr::T(
        Schema::Object(
            ObjectBuilder::new()
                .schema_type(Type::Number)
                .minimum(Some(0))
                .multiple_of(Some(0.25))
                .build(),
        ),
    )
}

fn default_new_parcel_priority() -> i32 {
    3
}

fn default_new_parcel_notify() -> bool {
    true
}

fn default_new_parcel_colour() -> String {
    "brown".into()
}

fn schema_of_new_parcel_tags() -> RefOr<Schema> {
    RefOr::T(
        Schema::Array(
            ArrayBuilder::new()
                .items(
                    RefOr::T(
                        Schema::Object(
                            ObjectBuilder::new()
                                .schema_type(Type::String)
                                .min_length(Some(1))
                                .max_length(Some(8))
                                .build(),
                        ),
                    ),
                )
                .min_items(Some(1))
                .max_items(Some(3))
                .unique_items(true)
                .build(),
        ),
    )
}

fn schema_of_new_parcel_doors() -> RefOr<Schema> {
    RefOr::T(
        Schema::Array(
            ArrayBuilder::new()
                .items(
                    RefOr::T(
                        Schema::Object(
                            ObjectBuilder::new()
                                .schema_type(
                                    SchemaType::from_iter([Type::String, Type::Null]),
                                )
                                .max_length(Some(3))
                                .build(),
                        ),
                    ),
                )
                .max_items(Some(2))
                .build(),
        ),
    )
}

fn schema_of_new_parcel_prices() -> RefOr<Schema> {
    RefOr::T(
        Schema::Object(
            ObjectBuilder::new()
                .schema_type(Type::Object)
                .min_properties(Some(1))
                .max_properties(Some(2))
                .additional_properties(
                    Some(
                        RefOr::T(
                            Schema::Object(
                                ObjectBuilder::new()
                                    .schema_type(Type::Integer)
                                    .minimum(Some(0))
                                    .maximum(Some(1000000))
                                    .format(Some(SchemaFormat::Custom("int64".to_owned())))
                                    .build(),
                            ),
                        ),
                    ),
                )
                .build(),
        ),
    )
}

fn schema_of_new_parcel_extra() -> RefOr<Schema> {
    RefOr::T(Schema::Object(ObjectBuilder::new().schema_type(Type::Object).build()))
}

impl Check for NewParcel {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .required("weight", Self::check_weight)
                .required("pieces", Self::check_pieces)
                .optional("stamps", Self::check_stamps)
                .optional("serial", Self::check_serial)
                .optional("tariff", Self::check_tariff)
                .required("label", Self::check_label)
                .required("email", Self::check_email)
                .required("kind", <NewParcelKind as Check>::check)
                .optional("insured", Self::check_insured)
                .required("sent_on", Self::check_sent_on)
                .optional("sent_at", Self::check_sent_at)
                .optional("size", <Size as Check>::check)
                .optional("second_size", Self::check_second_size)
                .optional("priority", Self::check_priority)
                .optional("notify", Self::check_notify)
                .optional("colour", Self::check_colour)
                .optional("tags", Self::check_tags)
                .optional("doors", Self::check_doors)
                .optional("prices", Self::check_prices)
                .optional("extra", Self::check_extra)
                .optional("sender", <NewParcelSender as Check>::check)
                .optional("type", Self::check_type)
                .optional("camelCase", Self::check_camel_case);
        }
    }
}

impl NewParcel {
    fn check_weight(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::number(value, at, out).maximum(31.5).exclusive_minimum(0.0).done();
    }

    fn check_pieces(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::integer(value, at, out).minimum(1).maximum(12).done();
    }

    fn check_stamps(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::integer(value, at, out)
            .minimum(-10)
            .exclusive_maximum(100)
            .multiple_of(5)
            .done();
    }

    fn check_serial(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::integer(value, at, out).minimum(0).maximum(9007199254740991).done();
    }

    fn check_tariff(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::number(value, at, out).minimum(0.0).multiple_of(0.25).done();
    }

    fn check_label(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).min_length(1).max_length(5).done();
    }

    fn check_email(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out)
            .max_length(255)
            .format(check::Format::Email)
            .done();
    }

    fn check_insured(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::constant(value, true, at, out);
    }

    fn check_sent_on(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).format(check::Format::Date).done();
    }

    fn check_sent_at(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).format(check::Format::DateTime).done();
    }

    fn check_second_size(value: &Value, at: &At<'_>, out: &mut Violations) {
        if !value.is_null() {
            <Size as Check>::check(value, at, out);
        }
    }

    fn check_priority(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::integer(value, at, out).minimum(0).maximum(9).done();
    }

    fn check_notify(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::boolean(value, at, out);
    }

    fn check_colour(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).min_length(3).max_length(12).done();
    }

    fn check_tags(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut list) = check::array(value, at, out) {
            list.min_items(1)
                .max_items(3)
                .unique_items()
                .items(|value, at, out| {
                    check::string(value, at, out).min_length(1).max_length(8).done();
                });
        }
    }

    fn check_doors(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut list) = check::array(value, at, out) {
            list.max_items(2)
                .items(|value, at, out| {
                    if !value.is_null() {
                        check::string(value, at, out).max_length(3).done();
                    }
                });
        }
    }

    fn check_prices(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .min_properties(1)
                .max_properties(2)
                .additional(
                    &[],
                    |value, at, out| {
                        check::integer(value, at, out)
                            .minimum(0)
                            .maximum(1000000)
                            .done();
                    },
                );
        }
    }

    fn check_extra(value: &Value, at: &At<'_>, out: &mut Violations) {
        let _ = check::object(value, at, out);
    }

    fn check_type(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).max_length(10).done();
    }

    fn check_camel_case(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).max_length(10).done();
    }
}

impl Validate for NewParcel {
    fn validate(&self) -> Result<(), ValidationErrors> {
        sovx_runtime::validate(self)
    }
}

/// What changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ParcelChanges {
    /// Stays if absent.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "sovx_runtime::present"
    )]
    #[schema(nullable = false, min_length = 1, max_length = 5)]
    pub label: Option<String>,
    /// Goes if null.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[schema(
        value_type = Option<String>,
        required = false,
        min_length = 1,
        max_length = 9
    )]
    pub remark: Patch<String>,
    /// Its shelf.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[schema(value_type = Option<uuid::Uuid>, required = false)]
    pub shelf_id: Patch<uuid::Uuid>,
    /// In kg.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[schema(schema_with = schema_of_parcel_changes_weight, required = false)]
    pub weight: Patch<f64>,
    /// How large a parcel is.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[schema(value_type = Option<Size>, required = false)]
    pub size: Patch<Size>,
}

fn schema_of_parcel_changes_weight() -> RefOr<Schema> {
    RefOr::T(
        Schema::Object(
            ObjectBuilder::new()
                .schema_type(SchemaType::from_iter([Type::Number, Type::Null]))
                .minimum(Some(0))
                .maximum(Some(31.5))
                .build(),
        ),
    )
}

impl Check for ParcelChanges {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .min_properties(0)
                .optional("label", Self::check_label)
                .optional("remark", Self::check_remark)
                .optional("shelf_id", Self::check_shelf_id)
                .optional("weight", Self::check_weight)
                .optional("size", Self::check_size)
                .closed(&["label", "remark", "shelf_id", "weight", "size"]);
        }
    }
}

impl ParcelChanges {
    fn check_label(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).min_length(1).max_length(5).done();
    }

    fn check_remark(value: &Value, at: &At<'_>, out: &mut Violations) {
        if !value.is_null() {
            check::string(value, at, out).min_length(1).max_length(9).done();
        }
    }

    fn check_shelf_id(value: &Value, at: &At<'_>, out: &mut Violations) {
        if !value.is_null() {
            check::string(value, at, out).format(check::Format::Uuid).done();
        }
    }

    fn check_weight(value: &Value, at: &At<'_>, out: &mut Violations) {
        if !value.is_null() {
            check::number(value, at, out).minimum(0.0).maximum(31.5).done();
        }
    }

    fn check_size(value: &Value, at: &At<'_>, out: &mut Violations) {
        if !value.is_null() {
            <Size as Check>::check(value, at, out);
        }
    }
}

impl Validate for ParcelChanges {
    fn validate(&self) -> Result<(), ValidationErrors> {
        sovx_runtime::validate(self)
    }
}

/// Where to move a parcel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
#[allow(
    clippy::large_enum_variant,
    reason = "a body is moved once, a box would be in every handler's way"
)]
pub enum Move {
    /// To another shelf.
    ToShelf(ToShelf),
    /// Out of the house.
    MoveChoice2(MoveChoice2),
}

impl Check for Move {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(choice) = check::choice(value, at, out) {
            choice
                .when("shelf", <ToShelf as Check>::check)
                .when("door", <MoveChoice2 as Check>::check)
                .done();
        }
    }
}

impl Validate for Move {
    fn validate(&self) -> Result<(), ValidationErrors> {
        sovx_runtime::validate(self)
    }
}

/// To another shelf.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ToShelf {
    /// Why.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "sovx_runtime::present"
    )]
    #[schema(nullable = false, max_length = 9)]
    pub note: Option<String>,
    /// Which.
    #[schema(max_length = 8, pattern = "^[A-Z][0-9]+$")]
    pub shelf: String,
}

impl Check for ToShelf {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .optional("note", Self::check_note)
                .required("shelf", Self::check_shelf)
                .closed(&["note", "shelf"]);
        }
    }
}

impl ToShelf {
    fn check_note(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).max_length(9).done();
    }

    fn check_shelf(value: &Value, at: &At<'_>, out: &mut Violations) {
        static PATTERN: check::Pattern = check::Pattern::new("^[A-Z][0-9]+$");
        check::string(value, at, out).max_length(8).pattern(&PATTERN).done();
    }
}

impl Validate for ToShelf {
    fn validate(&self) -> Result<(), ValidationErrors> {
        sovx_runtime::validate(self)
    }
}

/// A stored parcel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Parcel {
    /// Its id.
    pub parcel_id: uuid::Uuid,
    /// What is written on it.
    #[schema(min_length = 1, max_length = 5)]
    pub label: String,
    /// Or null.
    #[serde(deserialize_with = "sovx_runtime::nullable")]
    #[schema(required = true, max_length = 9)]
    pub remark: Option<String>,
    /// Since when.
    #[schema(schema_with = sovx_runtime::declare::timestamp)]
    pub stored_at: sovx_runtime::Timestamp,
    /// The last time.
    #[serde(deserialize_with = "sovx_runtime::nullable")]
    #[schema(schema_with = schema_of_parcel_moved_at, required = true)]
    pub moved_at: Option<sovx_runtime::Timestamp>,
}

fn schema_of_parcel_moved_at() -> RefOr<Schema> {
    RefOr::T(
        Schema::Object(
            ObjectBuilder::new()
                .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
                .format(Some(SchemaFormat::Custom("date-time".to_owned())))
                .build(),
        ),
    )
}

impl Check for Parcel {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .required("parcel_id", Self::check_parcel_id)
                .required("label", Self::check_label)
                .required("remark", Self::check_remark)
                .required("stored_at", Self::check_stored_at)
                .required("moved_at", Self::check_moved_at)
                .closed(&["parcel_id", "label", "remark", "stored_at", "moved_at"]);
        }
    }
}

impl Parcel {
    fn check_parcel_id(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).format(check::Format::Uuid).done();
    }

    fn check_label(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).min_length(1).max_length(5).done();
    }

    fn check_remark(value: &Value, at: &At<'_>, out: &mut Violations) {
        if !value.is_null() {
            check::string(value, at, out).max_length(9).done();
        }
    }

    fn check_stored_at(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).format(check::Format::DateTime).done();
    }

    fn check_moved_at(value: &Value, at: &At<'_>, out: &mut Violations) {
        if !value.is_null() {
            check::string(value, at, out).format(check::Format::DateTime).done();
        }
    }
}

impl Validate for Parcel {
    fn validate(&self) -> Result<(), ValidationErrors> {
        sovx_runtime::validate(self)
    }
}

/// About the answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Meta {
    /// When.
    #[schema(schema_with = sovx_runtime::declare::timestamp)]
    pub timestamp: sovx_runtime::Timestamp,
    /// Which.
    pub version: MetaVersion,
    /// Of what.
    #[schema(min_length = 1, max_length = 128)]
    pub trace_id: String,
}

impl Check for Meta {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .required("timestamp", Self::check_timestamp)
                .required("version", <MetaVersion as Check>::check)
                .required("trace_id", Self::check_trace_id)
                .closed(&["timestamp", "version", "trace_id"]);
        }
    }
}

impl Meta {
    fn check_timestamp(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).format(check::Format::DateTime).done();
    }

    fn check_trace_id(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).min_length(1).max_length(128).done();
    }
}

impl Validate for Meta {
    fn validate(&self) -> Result<(), ValidationErrors> {
        sovx_runtime::validate(self)
    }
}

/// About the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PageMeta {
    /// When.
    #[schema(schema_with = sovx_runtime::declare::timestamp)]
    pub timestamp: sovx_runtime::Timestamp,
    /// Which.
    pub version: PageMetaVersion,
    /// Of what.
    #[schema(min_length = 1, max_length = 128)]
    pub trace_id: String,
    /// Where the page lies.
    pub pagination: PageMetaPagination,
}

impl Check for PageMeta {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .required("timestamp", Self::check_timestamp)
                .required("version", <PageMetaVersion as Check>::check)
                .required("trace_id", Self::check_trace_id)
                .required("pagination", <PageMetaPagination as Check>::check)
                .closed(&["timestamp", "version", "trace_id", "pagination"]);
        }
    }
}

impl PageMeta {
    fn check_timestamp(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).format(check::Format::DateTime).done();
    }

    fn check_trace_id(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).min_length(1).max_length(128).done();
    }
}

impl Validate for PageMeta {
    fn validate(&self) -> Result<(), ValidationErrors> {
        sovx_runtime::validate(self)
    }
}

/// A parcel and when it was asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ParcelEnvelope {
    /// Always true.
    #[schema(schema_with = sovx_runtime::declare::boolean)]
    pub success: sovx_runtime::True,
    /// A stored parcel.
    pub data: Parcel,
    /// About the answer.
    pub meta: Meta,
}

impl Check for ParcelEnvelope {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .required("success", Self::check_success)
                .required("data", <Parcel as Check>::check)
                .required("meta", <Meta as Check>::check)
                .closed(&["success", "data", "meta"]);
        }
    }
}

impl ParcelEnvelope {
    fn check_success(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::constant(value, true, at, out);
    }
}

impl Validate for ParcelEnvelope {
    fn validate(&self) -> Result<(), ValidationErrors> {
        sovx_runtime::validate(self)
    }
}

/// A page of parcels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ParcelPageEnvelope {
    /// Always true.
    #[schema(schema_with = sovx_runtime::declare::constant_true)]
    pub success: sovx_runtime::True,
    /// The parcels.
    pub data: Vec<Parcel>,
    /// About the page.
    pub meta: PageMeta,
}

impl Check for ParcelPageEnvelope {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .required("success", Self::check_success)
                .required("data", Self::check_data)
                .required("meta", <PageMeta as Check>::check)
                .closed(&["success", "data", "meta"]);
        }
    }
}

impl ParcelPageEnvelope {
    fn check_success(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::constant(value, true, at, out);
    }

    fn check_data(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut list) = check::array(value, at, out) {
            list.items(<Parcel as Check>::check);
        }
    }
}

impl Validate for ParcelPageEnvelope {
    fn validate(&self) -> Result<(), ValidationErrors> {
        sovx_runtime::validate(self)
    }
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ErrorEnvelope {
    /// Always false.
    #[schema(schema_with = sovx_runtime::declare::boolean)]
    pub success: sovx_runtime::False,
    /// All of it.
    #[schema(min_items = 1)]
    pub errors: Vec<Fault>,
    /// About the answer.
    pub meta: Meta,
}

impl Check for ErrorEnvelope {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .required("success", Self::check_success)
                .required("errors", Self::check_errors)
                .required("meta", <Meta as Check>::check)
                .closed(&["success", "errors", "meta"]);
        }
    }
}

impl ErrorEnvelope {
    fn check_success(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::constant(value, false, at, out);
    }

    fn check_errors(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut list) = check::array(value, at, out) {
            list.min_items(1).items(<Fault as Check>::check);
        }
    }
}

impl Validate for ErrorEnvelope {
    fn validate(&self) -> Result<(), ValidationErrors> {
        sovx_runtime::validate(self)
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// What.
    #[schema(min_length = 1, max_length = 200)]
    pub message: String,
    /// Where.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "sovx_runtime::present"
    )]
    #[schema(nullable = false, min_length = 1, max_length = 200)]
    pub field: Option<String>,
}

impl Check for Fault {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .required("message", Self::check_message)
                .optional("field", Self::check_field)
                .closed(&["message", "field"]);
        }
    }
}

impl Fault {
    fn check_message(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).min_length(1).max_length(200).done();
    }

    fn check_field(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).min_length(1).max_length(200).done();
    }
}

impl Validate for Fault {
    fn validate(&self) -> Result<(), ValidationErrors> {
        sovx_runtime::validate(self)
    }
}

/// What is broken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// How much.
    #[schema(minimum = 1, maximum = 50000)]
    pub cents: i64,
}

impl Check for Claim {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object.required("cents", Self::check_cents).closed(&["cents"]);
        }
    }
}

impl Claim {
    fn check_cents(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::integer(value, at, out).minimum(1).maximum(50000).done();
    }
}

impl Validate for Claim {
    fn validate(&self) -> Result<(), ValidationErrors> {
        sovx_runtime::validate(self)
    }
}

/// What is wrong with a claim.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimErrorEnvelope {
    /// Always false.
    #[schema(schema_with = sovx_runtime::declare::boolean)]
    pub success: sovx_runtime::False,
    /// All of it.
    #[schema(min_items = 1)]
    pub errors: Vec<ClaimFault>,
    /// About the answer.
    pub meta: Meta,
}

impl Check for ClaimErrorEnvelope {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .required("success", Self::check_success)
                .required("errors", Self::check_errors)
                .required("meta", <Meta as Check>::check)
                .closed(&["success", "errors", "meta"]);
        }
    }
}

impl ClaimErrorEnvelope {
    fn check_success(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::constant(value, false, at, out);
    }

    fn check_errors(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut list) = check::array(value, at, out) {
            list.min_items(1).items(<ClaimFault as Check>::check);
        }
    }
}

impl Validate for ClaimErrorEnvelope {
    fn validate(&self) -> Result<(), ValidationErrors> {
        sovx_runtime::validate(self)
    }
}

/// One thing that is wrong with a claim.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimFault {
    /// Why a claim did not work.
    pub code: ClaimCode,
    /// What.
    #[schema(min_length = 1, max_length = 200)]
    pub message: String,
}

impl Check for ClaimFault {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .required("code", <ClaimCode as Check>::check)
                .required("message", Self::check_message)
                .closed(&["code", "message"]);
        }
    }
}

impl ClaimFault {
    fn check_message(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).min_length(1).max_length(200).done();
    }
}

impl Validate for ClaimFault {
    fn validate(&self) -> Result<(), ValidationErrors> {
        sovx_runtime::validate(self)
    }
}

/// Why a claim did not work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
pub enum ClaimCode {
    /// `malformed`.
    #[serde(rename = "malformed")]
    Malformed,
    /// `not_let_in`.
    #[serde(rename = "not_let_in")]
    NotLetIn,
    /// `no_such_parcel`.
    #[serde(rename = "no_such_parcel")]
    NoSuchParcel,
}

impl ClaimCode {
    /// Every value, in the contract's order.
    pub const ALL: [Self; 3usize] = [
        Self::Malformed,
        Self::NotLetIn,
        Self::NoSuchParcel,
    ];

    /// The value on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::NotLetIn => "not_let_in",
            Self::NoSuchParcel => "no_such_parcel",
        }
    }

    /// The value of that name on the wire.
    pub fn from_wire(name: &str) -> Option<Self> {
        match name {
            "malformed" => Some(Self::Malformed),
            "not_let_in" => Some(Self::NotLetIn),
            "no_such_parcel" => Some(Self::NoSuchParcel),
            _ => None,
        }
    }
}

impl Check for ClaimCode {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::one_of(value, &Self::ALL.map(Self::as_str), at, out);
    }
}

impl std::fmt::Display for ClaimCode {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// How it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
pub enum DoorState {
    /// `calm`.
    #[serde(rename = "calm")]
    Calm,
    /// `busy`.
    #[serde(rename = "busy")]
    Busy,
}

impl DoorState {
    /// Every value, in the contract's order.
    pub const ALL: [Self; 2usize] = [Self::Calm, Self::Busy];

    /// The value on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::Busy => "busy",
        }
    }

    /// The value of that name on the wire.
    pub fn from_wire(name: &str) -> Option<Self> {
        match name {
            "calm" => Some(Self::Calm),
            "busy" => Some(Self::Busy),
            _ => None,
        }
    }
}

impl Check for DoorState {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::one_of(value, &Self::ALL.map(Self::as_str), at, out);
    }
}

impl std::fmt::Display for DoorState {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Always the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
pub enum NewParcelKind {
    /// `parcel`.
    #[serde(rename = "parcel")]
    Parcel,
}

impl NewParcelKind {
    /// Every value, in the contract's order.
    pub const ALL: [Self; 1usize] = [Self::Parcel];

    /// The value on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Parcel => "parcel",
        }
    }

    /// The value of that name on the wire.
    pub fn from_wire(name: &str) -> Option<Self> {
        match name {
            "parcel" => Some(Self::Parcel),
            _ => None,
        }
    }
}

impl Check for NewParcelKind {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::one_of(value, &Self::ALL.map(Self::as_str), at, out);
    }
}

impl std::fmt::Display for NewParcelKind {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Who sends it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewParcelSender {
    /// In full.
    #[schema(min_length = 1, max_length = 40)]
    pub name: String,
    /// Or null.
    #[serde(deserialize_with = "sovx_runtime::nullable")]
    #[schema(required = true, max_length = 20, pattern = "^[0-9-]+$")]
    pub phone: Option<String>,
}

impl Check for NewParcelSender {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .required("name", Self::check_name)
                .required("phone", Self::check_phone)
                .closed(&["name", "phone"]);
        }
    }
}

impl NewParcelSender {
    fn check_name(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).min_length(1).max_length(40).done();
    }

    fn check_phone(value: &Value, at: &At<'_>, out: &mut Violations) {
        if !value.is_null() {
            static PATTERN: check::Pattern = check::Pattern::new("^[0-9-]+$");
            check::string(value, at, out).max_length(20).pattern(&PATTERN).done();
        }
    }
}

impl Validate for NewParcelSender {
    fn validate(&self) -> Result<(), ValidationErrors> {
        sovx_runtime::validate(self)
    }
}

/// Out of the house.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveChoice2 {
    /// Why.
    #[schema(max_length = 9)]
    pub note: String,
    /// Which door.
    #[schema(min_length = 1, max_length = 20)]
    pub door: String,
}

impl Check for MoveChoice2 {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .required("note", Self::check_note)
                .required("door", Self::check_door)
                .closed(&["note", "door"]);
        }
    }
}

impl MoveChoice2 {
    fn check_note(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).max_length(9).done();
    }

    fn check_door(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).min_length(1).max_length(20).done();
    }
}

impl Validate for MoveChoice2 {
    fn validate(&self) -> Result<(), ValidationErrors> {
        sovx_runtime::validate(self)
    }
}

/// Which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
pub enum MetaVersion {
    /// `v1`.
    #[serde(rename = "v1")]
    V1,
}

impl MetaVersion {
    /// Every value, in the contract's order.
    pub const ALL: [Self; 1usize] = [Self::V1];

    /// The value on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V1 => "v1",
        }
    }

    /// The value of that name on the wire.
    pub fn from_wire(name: &str) -> Option<Self> {
        match name {
            "v1" => Some(Self::V1),
            _ => None,
        }
    }
}

impl Check for MetaVersion {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::one_of(value, &Self::ALL.map(Self::as_str), at, out);
    }
}

impl std::fmt::Display for MetaVersion {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
pub enum PageMetaVersion {
    /// `v1`.
    #[serde(rename = "v1")]
    V1,
}

impl PageMetaVersion {
    /// Every value, in the contract's order.
    pub const ALL: [Self; 1usize] = [Self::V1];

    /// The value on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V1 => "v1",
        }
    }

    /// The value of that name on the wire.
    pub fn from_wire(name: &str) -> Option<Self> {
        match name {
            "v1" => Some(Self::V1),
            _ => None,
        }
    }
}

impl Check for PageMetaVersion {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::one_of(value, &Self::ALL.map(Self::as_str), at, out);
    }
}

impl std::fmt::Display for PageMetaVersion {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Where the page lies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PageMetaPagination {
    /// On all pages.
    #[schema(minimum = 0)]
    pub total: i64,
}

impl Check for PageMetaPagination {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object.required("total", Self::check_total).closed(&["total"]);
        }
    }
}

impl PageMetaPagination {
    fn check_total(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::integer(value, at, out).minimum(0).maximum(i128::from(i64::MAX)).done();
    }
}

impl Validate for PageMetaPagination {
    fn validate(&self) -> Result<(), ValidationErrors> {
        sovx_runtime::validate(self)
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenDoorBody {
    /// Which door.
    #[schema(min_length = 1, max_length = 20)]
    pub door: String,
    #[schema(schema_with = schema_of_open_door_body_code, required = true)]
    pub code: sovx_runtime::Secret,
}

fn schema_of_open_door_body_code() -> RefOr<Schema> {
    RefOr::T(
        Schema::Object(
            ObjectBuilder::new()
                .schema_type(Type::String)
                .min_length(Some(4))
                .max_length(Some(12))
                .format(Some(SchemaFormat::Custom("password".to_owned())))
                .build(),
        ),
    )
}

impl Check for OpenDoorBody {
    fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = check::object(value, at, out) {
            object
                .required("door", Self::check_door)
                .required("code", Self::check_code)
                .closed(&["door", "code"]);
        }
    }
}

impl OpenDoorBody {
    fn check_door(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).min_length(1).max_length(20).done();
    }

    fn check_code(value: &Value, at: &At<'_>, out: &mut Violations) {
        check::string(value, at, out).min_length(4).max_length(12).done();
    }
}

impl Validate for OpenDoorBody {
    fn validate(&self) -> Result<(), ValidationErrors> {
        sovx_runtime::validate(self)
    }
}

impl ParcelEnvelope {
    /// Puts the payload into its envelope.
    pub fn seal(payload: Parcel, stamp: &Stamp) -> Self {
        Self {
            data: payload,
            success: sovx_runtime::True,
            meta: Meta {
                timestamp: stamp.timestamp,
                version: MetaVersion::V1,
                trace_id: stamp.trace_id.clone(),
            },
        }
    }

    /// Takes the payload out of its envelope.
    pub fn open(self) -> Parcel {
        self.data
    }
}

impl ParcelPageEnvelope {
    /// Puts the payload into its envelope.
    pub fn seal(payload: Paged<Vec<Parcel>, PageMetaPagination>, stamp: &Stamp) -> Self {
        Self {
            data: payload.data,
            success: sovx_runtime::True,
            meta: PageMeta {
                timestamp: stamp.timestamp,
                version: PageMetaVersion::V1,
                trace_id: stamp.trace_id.clone(),
                pagination: payload.pagination,
            },
        }
    }

    /// Takes the payload out of its envelope.
    pub fn open(self) -> Paged<Vec<Parcel>, PageMetaPagination> {
        Paged {
            data: self.data,
            pagination: self.meta.pagination,
        }
    }
}

impl ErrorEnvelope {
    /// Puts the payload into its envelope.
    pub fn seal(payload: Vec<Fault>, stamp: &Stamp) -> Self {
        Self {
            errors: payload,
            success: sovx_runtime::False,
            meta: Meta {
                timestamp: stamp.timestamp,
                version: MetaVersion::V1,
                trace_id: stamp.trace_id.clone(),
            },
        }
    }

    /// Takes the payload out of its envelope.
    pub fn open(self) -> Vec<Fault> {
        self.errors
    }
}

impl ClaimErrorEnvelope {
    /// Puts the payload into its envelope.
    pub fn seal(payload: Vec<ClaimFault>, stamp: &Stamp) -> Self {
        Self {
            errors: payload,
            success: sovx_runtime::False,
            meta: Meta {
                timestamp: stamp.timestamp,
                version: MetaVersion::V1,
                trace_id: stamp.trace_id.clone(),
            },
        }
    }

    /// Takes the payload out of its envelope.
    pub fn open(self) -> Vec<ClaimFault> {
        self.errors
    }
}
