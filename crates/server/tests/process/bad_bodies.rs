//! Bodies that nobody should send: each is refused in the envelope, by field and rule, and nothing
//! of it is stored.

use serde_json::{Value, json};

use crate::support::{Answer, Api, Connection, Place, Request, Server};

const CUSTOMERS: &str = "/sovx/v1/customers";
const TOO_LARGE: &str = "413 PAYLOAD_TOO_LARGE -: The body must be at most 1048576 bytes long.";

/// A server with one customer, `corp-there`, and what it takes to call it.
struct Scene {
    server: Server,
    api: Api,
    admin: Api,
    _place: Place,
}

impl Scene {
    async fn start() -> Self {
        let place = Place::new();
        let server = place.start();
        let api = server.login().await;
        let admin = server.api().with("x-master-api-key", &server.master_key());
        assert_eq!(api.create_customer("corp-there").await.status, 201);
        Self {
            server,
            api,
            admin,
            _place: place,
        }
    }

    /// Sends this body to the creation of customers.
    fn create(&self, body: impl Into<Vec<u8>>) -> Answer {
        self.request().json(body).send(self.server.address)
    }

    fn request(&self) -> Request {
        Request::new("POST", CUSTOMERS).bearer(self.api.token())
    }

    /// Nothing was stored, nothing panicked, and the server still works.
    async fn is_unharmed(&self) {
        assert_eq!(self.admin.all_customer_ids().await, ["corp-there"]);
        let log = self.server.log();
        assert!(!log.contains("panicked"), "{log}");
        assert!(!log.contains("\"level\":\"ERROR\""), "{log}");
    }
}

fn customer() -> Value {
    json!({"email": "sean.fox@example.com", "customer_id": "corp-new", "entity_name": "Acme"})
}

/// A customer with one member changed.
fn with(member: &str, value: Value) -> String {
    let mut customer = customer();
    customer[member] = value;
    customer.to_string()
}

#[tokio::test]
async fn a_body_that_is_not_json_is_refused_with_its_place() {
    let scene = Scene::start().await;
    let whole = customer().to_string();
    let half = whole.strip_suffix('}').unwrap();
    let at_end = format!("line 1, column {}", half.len());

    let truncated = scene.create(half);
    let raw_nul = scene.create("{\"email\": \"a\0b@example.com\"}");
    let latin1 = scene.create(b"{\"email\": \"\xE9@example.com\"}");
    let empty = scene.create("");

    let breaks_off = format!("400 BAD_REQUEST -: The body breaks off at {at_end}.");
    assert_eq!(truncated.problems(), breaks_off);
    let invalid = "400 BAD_REQUEST -: The body is not valid JSON at line 1, column ";
    assert!(
        raw_nul.problems().starts_with(invalid),
        "{}",
        raw_nul.problems()
    );
    assert!(
        latin1.problems().starts_with(invalid),
        "{}",
        latin1.problems()
    );
    assert_eq!(
        empty.problems(),
        "400 BAD_REQUEST -: A JSON body is needed."
    );
    scene.is_unharmed().await;
}

#[tokio::test]
async fn a_wrong_value_is_named_by_field_and_rule() {
    let scene = Scene::start().await;
    let cases = [
        (
            with("email", json!(7)),
            "400 BAD_REQUEST /email: must be a string",
        ),
        (
            with("colour", json!("red")),
            "400 BAD_REQUEST /colour: is not a declared field",
        ),
        (
            with("customer_id", json!("c".repeat(49))),
            "422 VALIDATION_ERROR /customer_id: must be at most 48 characters long",
        ),
        (
            with("email", json!("sean.fox")),
            "422 VALIDATION_ERROR /email: must be an e-mail address",
        ),
        (
            json!([customer()]).to_string(),
            "400 BAD_REQUEST -: must be an object",
        ),
    ];
    for (body, problem) in cases {
        assert_eq!(scene.create(body).problems(), problem);
    }
    let escaped = scene.create(with("entity_name", json!("Ac\0me")));
    let rule = "422 VALIDATION_ERROR /entity_name: must match the pattern";
    assert!(
        escaped.problems().starts_with(rule),
        "{}",
        escaped.problems()
    );
    scene.is_unharmed().await;
}

#[tokio::test]
async fn all_wrong_values_are_named_at_once() {
    let scene = Scene::start().await;

    let refused = scene.create(r#"{"email": 1, "colour": "red", "entity_name": null}"#);

    let problems = refused.problems();
    for field in ["/email", "/colour", "/entity_name", "/customer_id"] {
        assert!(
            problems.contains(&format!("400 BAD_REQUEST {field}: ")),
            "{problems}"
        );
    }
    scene.is_unharmed().await;
}

#[tokio::test]
async fn nesting_and_numbers_without_measure_are_refused() {
    let scene = Scene::start().await;
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let deep_member = format!("{{\"email\": {deep}}}");
    let digits = format!("{{\"email\": {}}}", "9".repeat(100_000));
    let exponent = "{\"email\": 1e999999999}";

    for body in [&deep, &deep_member, &digits, exponent] {
        let refused = scene.create(body);
        assert!(
            refused.problems().starts_with("400 BAD_REQUEST "),
            "{}",
            refused.problems()
        );
        assert!(refused.body.len() < 2000);
    }
    scene.is_unharmed().await;
}

#[tokio::test]
async fn two_megabytes_are_refused_in_words_however_they_are_sent() {
    let scene = Scene::start().await;
    let large = with("entity_name", json!("x".repeat(2 << 20)));

    let with_length = scene.create(large.clone());
    let chunked = scene.request().chunked_json(large.as_bytes());
    let chunked = chunked.send(scene.server.address);
    let library = scene
        .api
        .post("/customers", &json!("x".repeat(2 << 20)))
        .await;

    assert_eq!(with_length.problems(), TOO_LARGE);
    assert_eq!(chunked.problems(), TOO_LARGE);
    assert_eq!(library.problems(), TOO_LARGE);
    scene.is_unharmed().await;
}

#[tokio::test]
async fn a_careful_client_learns_of_the_limit_before_it_sends_the_body() {
    let scene = Scene::start().await;
    let large = scene.request().json("x".repeat(2 << 20));
    let large = large.header("Expect", "100-continue");
    let small = scene
        .request()
        .json(with("customer_id", json!("corp-there")));
    let small = small.header("Expect", "100-continue");

    let mut connection = Connection::open(scene.server.address);
    connection.begin(&large);
    let refused = connection.answer(&large);
    let taken = small.send(scene.server.address);

    assert_eq!(refused.problems(), TOO_LARGE);
    assert_eq!(taken.status, 409, "{}", taken.text());
    scene.is_unharmed().await;
}

#[tokio::test]
async fn the_rest_of_a_refused_body_is_never_read_as_a_request() {
    let scene = Scene::start().await;
    let hidden = format!(
        "DELETE /sovx/v1/customers/corp-there HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\n\r\n",
        scene.api.token()
    );
    let large = scene.request().json(hidden.repeat(2 << 13));
    let mut connection = Connection::open(scene.server.address);

    let refused = connection.exchange(&large);
    connection.begin(&Request::get("/sovx/v1/health"));
    let next = connection.status_or_close();

    assert_eq!(refused.problems(), TOO_LARGE);
    assert!([None, Some(200)].contains(&next), "{next:?}");
    assert_eq!(scene.api.get("/customers/corp-there").await.status, 200);
    scene.is_unharmed().await;
}

#[tokio::test]
async fn the_limit_is_one_mebibyte_to_the_byte() {
    let scene = Scene::start().await;
    let body = |length: usize| {
        let body = with("customer_id", json!("corp-there"));
        body.clone() + &" ".repeat(length - body.len())
    };

    let largest = scene.create(body(1 << 20));
    let larger = scene.create(body((1 << 20) + 1));

    assert_eq!(largest.status, 409, "{}", largest.text());
    assert_eq!(larger.problems(), TOO_LARGE);
    scene.is_unharmed().await;
}

#[tokio::test]
async fn a_body_that_stops_half_way_stores_nothing() {
    let scene = Scene::start().await;
    let request = scene.request().json(customer().to_string());

    for sent in [0, 1, 40] {
        let mut connection = Connection::open(scene.server.address);
        connection.begin(&request);
        connection.write(&customer().to_string().as_bytes()[..sent]);
        drop(connection);
    }

    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    scene.is_unharmed().await;
}

#[tokio::test]
async fn a_second_use_of_an_id_and_an_unknown_id_are_told_apart() {
    let scene = Scene::start().await;

    let taken = scene.create(with("customer_id", json!("corp-there")));
    let unknown = scene.create(with("customer_id", json!("nobody-knows-me")));

    assert_eq!(
        taken.problems(),
        "409 CUSTOMER_ALREADY_EXISTS /customer_id: The customer id is taken."
    );
    assert_eq!(
        unknown.problems(),
        "404 CUSTOMER_NOT_FOUND /customer_id: The registry does not know this customer id."
    );
    scene.is_unharmed().await;
}

#[tokio::test]
async fn another_content_type_is_refused_before_the_body_is_read() {
    let scene = Scene::start().await;
    for content_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonx",
    ] {
        let request = scene.request().header("Content-Type", content_type);

        let refused = request
            .header("Content-Length", "0")
            .send(scene.server.address);

        assert_eq!(
            refused.problems(),
            "415 UNSUPPORTED_MEDIA_TYPE -: The content type must be application/json."
        );
    }
    scene.is_unharmed().await;
}
