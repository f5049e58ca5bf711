//! The pages beside the APIs: compressed, cacheable, and with the methods of any page.

use std::io::Read as _;

use flate2::read::GzDecoder;
use reqwest::Method;

use crate::testing::{Seen, TestApp};

/// What a browser has to load, and a page that it goes on from.
const FILES: [&str; 5] = [
    "/openapi/sovx.json",
    "/openapi/portal.json",
    "/docs/",
    "/docs/swagger-ui-bundle.js",
    "/docs/swagger-ui.css",
];

async fn ask(app: &TestApp, method: Method, path: &str, headers: &[(&str, &str)]) -> Seen {
    let request = app.request(method, path);
    let headers = headers.iter();
    let request = headers.fold(request, |request, (name, value)| {
        request.header(*name, *value)
    });
    app.send(request).await
}

#[actix_web::test]
async fn the_documents_and_pages_are_compressed_for_those_who_ask_for_it() {
    let app = TestApp::start().await;
    for path in FILES {
        let plain = ask(&app, Method::GET, path, &[]).await;
        let gzip = [("accept-encoding", "br, gzip;q=0.9")];
        let gzip = ask(&app, Method::GET, path, &gzip).await;
        let refused = [("accept-encoding", "gzip;q=0, *;q=0.5")];
        let refused = ask(&app, Method::GET, path, &refused).await;

        assert_eq!(plain.header("content-encoding"), "", "{path}");
        assert_eq!(gzip.header("content-encoding"), "gzip", "{path}");
        assert_eq!(refused.header("content-encoding"), "", "{path}");
        for seen in [&plain, &gzip, &refused] {
            assert_eq!(seen.status, 200, "{path}");
            assert_eq!(seen.header("vary"), "accept-encoding", "{path}");
            assert_eq!(seen.header("cache-control"), "no-cache", "{path}");
        }
        let mut unpacked = Vec::new();
        let mut decoder = GzDecoder::new(&gzip.body[..]);
        decoder.read_to_end(&mut unpacked).unwrap();
        assert!(unpacked == plain.body, "{path}");
        assert!(
            gzip.body.len() * 2 < plain.body.len() || path == "/docs/",
            "{path}"
        );
        assert!(refused.body == plain.body, "{path}");
    }
}

#[actix_web::test]
async fn whoever_has_a_file_already_is_not_sent_it_again() {
    let app = TestApp::start().await;
    for path in FILES {
        for encoding in ["identity", "gzip"] {
            let form = ("accept-encoding", encoding);
            let first = ask(&app, Method::GET, path, &[form]).await;
            let tag = first.header("etag").to_owned();
            assert!(tag.starts_with('"'), "{tag}");

            let weak = format!("\"other\", W/{tag}");
            for known in [tag.as_str(), &weak, "*"] {
                let again = ask(&app, Method::GET, path, &[form, ("if-none-match", known)]).await;
                assert_eq!((again.status, again.body.len()), (304, 0), "{path} {known}");
                assert_eq!(again.header("etag"), tag);
            }
            let other = [form, ("if-none-match", "\"other\"")];
            assert_eq!(ask(&app, Method::GET, path, &other).await.status, 200);
        }
    }
}

#[actix_web::test]
async fn pages_have_head_beside_get_and_refuse_the_rest_in_the_envelope() {
    let app = TestApp::start().await;
    for path in FILES.into_iter().chain(["/", "/docs"]) {
        let get = ask(&app, Method::GET, path, &[]).await;
        let head = ask(&app, Method::HEAD, path, &[]).await;
        let post = ask(&app, Method::POST, path, &[]).await;

        assert_eq!(head.status, get.status, "{path}");
        assert_eq!(head.body.len(), 0, "{path}");
        for name in ["content-type", "etag", "content-length", "location"] {
            assert_eq!(head.header(name), get.header(name), "{path} {name}");
        }
        assert_eq!(post.header("allow"), "GET, HEAD", "{path}");
        insta::allow_duplicates! {
            insta::assert_snapshot!(post, @r#"405 {"success":false,"errors":[{"code":"METHOD_NOT_ALLOWED","message":"The path does not have this method."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
        }
    }
    let none = ask(&app, Method::GET, "/docs/nothing.js", &[]).await;
    insta::assert_snapshot!(none, @r#"404 {"success":false,"errors":[{"code":"NOT_FOUND","message":"There is no such path."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
}
