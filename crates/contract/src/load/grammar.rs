//! What may stand where in an OpenAPI document.
//!
//! Every keyword is here either with its shape or as refused with the reason: a keyword that the
//! tables do not name is unknown and reported, never skipped.

mod schemas;
mod shape;

pub(crate) use schemas::SCHEMA;
pub(crate) use shape::{Members, Shape};

use Shape::{Data, Extensible, Flag, List, Map, Object, Omitted, Schema, Text};

const NOT_NOW: &str = "remove it; it is not supported for now";

pub(crate) static ROOT: Members = Members {
    noun: "document",
    component: None,
    required: &["openapi", "info", "paths"],
    members: &[
        ("openapi", Text),
        ("info", Object(&INFO)),
        ("servers", List(&Object(&SERVER))),
        ("tags", List(&Object(&TAG))),
        ("paths", Extensible(&Object(&PATH_ITEM))),
        ("components", Data),
        ("security", List(&Map(&List(&Text)))),
        ("externalDocs", Data),
        ("webhooks", Omitted(NOT_NOW)),
        (
            "jsonSchemaDialect",
            Omitted("remove it; the default dialect applies"),
        ),
    ],
};

static INFO: Members = Members {
    noun: "info object",
    component: None,
    required: &["title", "version"],
    members: &[
        ("title", Text),
        ("version", Text),
        ("summary", Text),
        ("description", Text),
        ("termsOfService", Text),
        ("contact", Data),
        ("license", Data),
    ],
};

static SERVER: Members = Members {
    noun: "server",
    component: None,
    required: &["url"],
    members: &[("url", Text), ("description", Text), ("variables", Data)],
};

static TAG: Members = Members {
    noun: "tag",
    component: None,
    required: &["name"],
    members: &[
        ("name", Text),
        ("description", Text),
        ("externalDocs", Data),
    ],
};

pub(crate) static PATH_ITEM: Members = Members {
    noun: "path item",
    component: Some("pathItems"),
    required: &[],
    members: &[
        ("summary", Text),
        ("description", Text),
        ("parameters", List(&Object(&PARAMETER))),
        ("get", Object(&OPERATION)),
        ("put", Object(&OPERATION)),
        ("post", Object(&OPERATION)),
        ("delete", Object(&OPERATION)),
        ("options", Object(&OPERATION)),
        ("head", Object(&OPERATION)),
        ("patch", Object(&OPERATION)),
        ("trace", Object(&OPERATION)),
        (
            "servers",
            Omitted("declare servers once, for the whole document"),
        ),
    ],
};

static OPERATION: Members = Members {
    noun: "operation",
    component: None,
    required: &["operationId", "responses"],
    members: &[
        ("operationId", Text),
        ("summary", Text),
        ("description", Text),
        ("tags", List(&Text)),
        ("deprecated", Flag),
        ("externalDocs", Data),
        ("parameters", List(&Object(&PARAMETER))),
        ("requestBody", Object(&REQUEST_BODY)),
        ("responses", Extensible(&Object(&RESPONSE))),
        ("security", List(&Map(&List(&Text)))),
        ("callbacks", Omitted(NOT_NOW)),
        (
            "servers",
            Omitted("declare servers once, for the whole document"),
        ),
    ],
};

pub(crate) static PARAMETER: Members = Members {
    noun: "parameter",
    component: Some("parameters"),
    required: &["name", "in"],
    members: &[
        ("name", Text),
        ("in", Text),
        ("description", Text),
        ("required", Flag),
        ("deprecated", Flag),
        ("style", Text),
        ("explode", Flag),
        ("schema", Schema),
        ("example", Data),
        ("examples", Map(&Object(&EXAMPLE))),
        (
            "allowReserved",
            Omitted("remove it; reserved characters are percent-encoded"),
        ),
        (
            "allowEmptyValue",
            Omitted("describe the empty value in the schema"),
        ),
        ("content", Map(&Object(&MEDIA))),
    ],
};

pub(crate) static HEADER: Members = Members {
    noun: "header",
    component: Some("headers"),
    required: &[],
    members: &[
        ("description", Text),
        ("required", Flag),
        ("deprecated", Flag),
        ("style", Text),
        ("explode", Flag),
        ("schema", Schema),
        ("example", Data),
        ("examples", Map(&Object(&EXAMPLE))),
        ("content", Map(&Object(&MEDIA))),
    ],
};

pub(crate) static REQUEST_BODY: Members = Members {
    noun: "request body",
    component: Some("requestBodies"),
    required: &["content"],
    members: &[
        ("description", Text),
        ("required", Flag),
        ("content", Map(&Object(&MEDIA))),
    ],
};

static MEDIA: Members = Members {
    noun: "media type",
    component: None,
    required: &[],
    members: &[
        ("schema", Schema),
        ("example", Data),
        ("examples", Map(&Object(&EXAMPLE))),
        ("encoding", Map(&Data)),
    ],
};

pub(crate) static RESPONSE: Members = Members {
    noun: "response",
    component: Some("responses"),
    required: &["description"],
    members: &[
        ("description", Text),
        ("headers", Map(&Object(&HEADER))),
        ("content", Map(&Object(&MEDIA))),
        ("links", Map(&Object(&LINK))),
    ],
};

pub(crate) static LINK: Members = Members {
    noun: "link",
    component: Some("links"),
    required: &["operationId"],
    members: &[
        ("operationId", Text),
        (
            "operationRef",
            Omitted("name the operation by `operationId`"),
        ),
        ("parameters", Data),
        ("requestBody", Data),
        ("description", Text),
        (
            "server",
            Omitted("declare servers once, for the whole document"),
        ),
    ],
};

pub(crate) static EXAMPLE: Members = Members {
    noun: "example",
    component: Some("examples"),
    required: &["value"],
    members: &[
        ("summary", Text),
        ("description", Text),
        ("value", Data),
        ("externalValue", Omitted("give the example as `value`")),
    ],
};

pub(crate) static SECURITY_SCHEME: Members = Members {
    noun: "security scheme",
    component: Some("securitySchemes"),
    required: &["type"],
    members: &[
        ("type", Text),
        ("description", Text),
        ("name", Text),
        ("in", Text),
        ("scheme", Text),
        ("bearerFormat", Text),
        ("flows", Data),
        ("openIdConnectUrl", Data),
    ],
};

/// The groups under `components`.
pub(crate) static COMPONENTS: &[(&str, &Members)] = &[
    ("schemas", &SCHEMA),
    ("responses", &RESPONSE),
    ("parameters", &PARAMETER),
    ("examples", &EXAMPLE),
    ("requestBodies", &REQUEST_BODY),
    ("headers", &HEADER),
    ("securitySchemes", &SECURITY_SCHEME),
    ("links", &LINK),
    ("pathItems", &PATH_ITEM),
];
