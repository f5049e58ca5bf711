//! Answers as a server that drifted would give them.

use super::super::proxy::{Answers, Change};

/// Each on its own.
pub(in super::super) const OF_THE_DEPOT: &[Answers] = &[
    Answers {
        what: "another success",
        operation: "POST /parcels",
        status: 201,
        change: Change::Status(200),
    },
    Answers {
        what: "200 where 204 is declared",
        operation: "PUT /parcels/{parcel_id}",
        status: 204,
        change: Change::Status(200),
    },
    Answers {
        what: "204 where a body is declared",
        operation: "GET /parcels",
        status: 200,
        change: Change::Status(204),
    },
    Answers {
        what: "a refusal of another status",
        operation: "POST /parcels",
        status: 401,
        change: Change::Status(418),
    },
    Answers {
        what: "success instead of a refusal",
        operation: "POST /doors",
        status: 422,
        change: Change::Status(200),
    },
    Answers {
        what: "a required member is missing",
        operation: "POST /parcels",
        status: 201,
        change: Change::NoMember("/data/label"),
    },
    Answers {
        what: "a member more than declared",
        operation: "POST /parcels",
        status: 201,
        change: Change::Member("/data/colour", "\"red\""),
    },
    Answers {
        what: "null where it is not admitted",
        operation: "POST /parcels",
        status: 201,
        change: Change::Member("/data/label", "null"),
    },
    Answers {
        what: "a number instead of a text",
        operation: "POST /parcels",
        status: 201,
        change: Change::Member("/data/label", "7"),
    },
    Answers {
        what: "a text instead of a boolean",
        operation: "GET /doors",
        status: 200,
        change: Change::Member("/0/open", "\"true\""),
    },
    Answers {
        what: "a text that is too long",
        operation: "POST /parcels",
        status: 201,
        change: Change::Member("/data/label", "\"longer\""),
    },
    Answers {
        what: "a number below its minimum",
        operation: "GET /parcels",
        status: 200,
        change: Change::Member("/meta/pagination/total", "-1"),
    },
    Answers {
        what: "a fraction instead of an integer",
        operation: "GET /parcels",
        status: 200,
        change: Change::Member("/meta/pagination/total", "1.5"),
    },
    Answers {
        what: "a value that is not of the enumeration",
        operation: "GET /doors",
        status: 200,
        change: Change::Member("/0/state", "\"storm\""),
    },
    Answers {
        what: "a date in words",
        operation: "POST /parcels",
        status: 201,
        change: Change::Member("/data/stored_at", "\"yesterday\""),
    },
    Answers {
        what: "an id that is no UUID",
        operation: "POST /parcels/{parcel_id}/moves",
        status: 201,
        change: Change::Member("/data/parcel_id", "\"7\""),
    },
    Answers {
        what: "success that says it is none",
        operation: "GET /parcels",
        status: 200,
        change: Change::Member("/success", "false"),
    },
    Answers {
        what: "an error without an error",
        operation: "POST /parcels",
        status: 422,
        change: Change::Member("/errors", "[]"),
    },
    Answers {
        what: "an object instead of a list",
        operation: "GET /doors",
        status: 200,
        change: Change::Body("{\"name\": \"north\", \"open\": true}"),
    },
    Answers {
        what: "no envelope",
        operation: "POST /parcels",
        status: 400,
        change: Change::Body("{\"message\": \"no\"}"),
    },
    Answers {
        what: "no body",
        operation: "GET /parcels",
        status: 200,
        change: Change::Body(""),
    },
    Answers {
        what: "something that is not JSON",
        operation: "GET /parcels",
        status: 401,
        change: Change::Body("<h1>Unauthorized</h1>"),
    },
    Answers {
        what: "another content type",
        operation: "GET /doors",
        status: 200,
        change: Change::Header("content-type", "text/html"),
    },
    Answers {
        what: "no content type",
        operation: "POST /doors",
        status: 200,
        change: Change::NoHeader("content-type"),
    },
    Answers {
        what: "a required header is missing",
        operation: "PUT /parcels/{parcel_id}",
        status: 204,
        change: Change::NoHeader("x-trace-id"),
    },
    Answers {
        what: "a header that breaks its schema",
        operation: "POST /parcels/{parcel_id}/moves",
        status: 201,
        change: Change::Header("idempotent-replayed", "maybe"),
    },
    Answers {
        what: "405 that does not say what is allowed",
        operation: "PATCH /parcels",
        status: 405,
        change: Change::NoHeader("allow"),
    },
    Answers {
        what: "an unknown path that is found",
        operation: "GET /{anything}",
        status: 404,
        change: Change::Status(200),
    },
    Answers {
        what: "an answer that ends too early",
        operation: "GET /doors",
        status: 200,
        change: Change::Cut,
    },
];

/// All at once, each of another operation.
pub(in super::super) const OF_THE_SERVER: &[Answers] = &[
    Answers {
        what: "401 that does not say how to authenticate",
        operation: "GET /customers",
        status: 401,
        change: Change::NoHeader("www-authenticate"),
    },
    Answers {
        what: "an answer that does not say what may still be spent",
        operation: "GET /customers/{customer_id}",
        status: 200,
        change: Change::NoHeader("x-ratelimit-remaining"),
    },
    Answers {
        what: "a budget in words",
        operation: "PUT /customers/{customer_id}",
        status: 200,
        change: Change::Header("x-ratelimit-limit", "plenty"),
    },
    Answers {
        what: "an answer without its trace id",
        operation: "GET /users",
        status: 200,
        change: Change::NoHeader("x-trace-id"),
    },
    Answers {
        what: "a code of an error that is not declared",
        operation: "GET /currencies",
        status: 401,
        change: Change::Member("/errors", "[{\"code\": \"NOPE\", \"message\": \"no\"}]"),
    },
    Answers {
        what: "health in an envelope",
        operation: "GET /health",
        status: 200,
        change: Change::Body("{\"success\": true, \"data\": {\"status\": \"ok\"}}"),
    },
    Answers {
        what: "a list that is null",
        operation: "GET /users/{user_id}/wallets",
        status: 200,
        change: Change::Member("/data", "null"),
    },
];
