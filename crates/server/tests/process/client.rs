//! The generated client against the real server, and against one that breaks the contract.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};

use sovx_api_types::sovx::models::{CreateCustomer, CustomerStatus, Login, UpdateCustomer};
use sovx_api_types::sovx::operations::{
    CreateCustomerRequest, CreateCustomerResponse, DeleteCredentialRequest,
    DeleteCredentialResponse, DeleteCustomerRequest, DeleteCustomerResponse,
    GenerateCredentialsRequest, GenerateCredentialsResponse, GetCustomerRequest,
    GetCustomerResponse, GetHealthRequest, GetHealthResponse, ListCredentialsRequest,
    ListCredentialsResponse, ListCustomersRequest, ListCustomersResponse, LoginRequest,
    LoginResponse, LogoutRequest, LogoutResponse, UpdateCustomerRequest, UpdateCustomerResponse,
};
use sovx_client::sovx::Client;
use sovx_client::{ClientError, Secret};

use crate::support::{Place, Server};

const CUSTOMER: &str = "corp-redundant-firewall";

fn anonymous(address: SocketAddr) -> Client {
    Client::new(&format!("http://{address}")).unwrap()
}

/// Steps 1 and 2: is it up, and who calls.
async fn signed_in(server: &Server) -> Client {
    let client = anonymous(server.address);
    let health = client.get_health(&GetHealthRequest::new()).await.unwrap();
    assert!(matches!(health.response, GetHealthResponse::Ok(_)));

    let login = LoginRequest::new(Login {
        email: server.printed_after("e-mail").unwrap(),
        password: Secret::new(server.printed_after("password").unwrap()),
    });
    let LoginResponse::Ok(session) = client.login(&login).await.unwrap().response else {
        panic!("no session");
    };
    let master_key = Secret::new(server.master_key());
    client
        .with_credential("session", session.token)
        .with_credential("master", master_key)
}

/// Step 3: a customer.
async fn create(client: &Client) -> CreateCustomerResponse {
    let request = CreateCustomerRequest::new(CreateCustomer {
        email: "sean.fox@example.com".to_owned(),
        customer_id: CUSTOMER.to_owned(),
        entity_name: "Hedge Fund e-commerce".to_owned(),
    });
    client.create_customer(&request).await.unwrap().response
}

#[tokio::test]
async fn the_client_walks_through_the_quick_start() {
    let place = Place::new();
    let server = place.start();
    let client = signed_in(&server).await;

    let created = create(&client).await;
    let mint = GenerateCredentialsRequest::new(CUSTOMER.to_owned());
    let minted = client.generate_credentials(&mint).await.unwrap();

    let CreateCustomerResponse::Created(customer) = created else {
        panic!("{created:?}");
    };
    assert_eq!(customer.customer_id, CUSTOMER);
    assert_eq!(customer.status, CustomerStatus::Verified);
    let GenerateCredentialsResponse::Created(credential) = &minted.response else {
        panic!("no key");
    };
    assert!(credential.customer_secret.expose().starts_with("sk_test_"));
    assert!(!format!("{minted:?}").contains(credential.customer_secret.expose()));
    let taken = create(&client).await;
    assert!(matches!(taken, CreateCustomerResponse::Conflict(_)));
}

#[tokio::test]
async fn the_client_updates_lists_and_deletes() {
    let place = Place::new();
    let server = place.start();
    let client = signed_in(&server).await.with_trace_id("walk-1".to_owned());
    assert!(matches!(
        create(&client).await,
        CreateCustomerResponse::Created(_)
    ));

    let changes: UpdateCustomer =
        serde_json::from_str(r#"{"phone_number": "408-721-7741", "last_name": null}"#).unwrap();
    let update = UpdateCustomerRequest::new(CUSTOMER.to_owned(), changes);
    let updated = client.update_customer(&update).await.unwrap();
    assert_eq!(updated.trace_id.as_deref(), Some("walk-1"));
    let UpdateCustomerResponse::Ok(customer) = updated.response else {
        panic!("not updated");
    };
    assert_eq!(customer.phone_number.as_deref(), Some("408-721-7741"));
    assert_eq!(customer.last_name, None);

    let list = ListCustomersRequest::new();
    let listed = client.list_customers(&list).await.unwrap().response;
    let ListCustomersResponse::Ok(page) = listed else {
        panic!("{listed:?}");
    };
    assert_eq!(page.data, [customer]);

    let delete = DeleteCustomerRequest::new(CUSTOMER.to_owned());
    let deleted = client.delete_customer(&delete).await.unwrap().response;
    assert!(matches!(deleted, DeleteCustomerResponse::NoContent));
    let get = GetCustomerRequest::new(CUSTOMER.to_owned());
    let gone = client.get_customer(&get).await.unwrap().response;
    assert!(matches!(gone, GetCustomerResponse::NotFound(_)));
    let listed = client.list_customers(&list).await.unwrap().response;
    let ListCustomersResponse::Ok(page) = listed else {
        panic!("{listed:?}");
    };
    assert_eq!(page.data[0].status, CustomerStatus::Inactive);
}

#[tokio::test]
async fn the_client_revokes_a_credential_and_logs_out() {
    let place = Place::new();
    let server = place.start();
    let client = signed_in(&server).await;
    create(&client).await;
    let mint = GenerateCredentialsRequest::new(CUSTOMER.to_owned());
    client.generate_credentials(&mint).await.unwrap();

    let list = ListCredentialsRequest::new(CUSTOMER.to_owned());
    let listed = client.list_credentials(&list).await.unwrap().response;
    let ListCredentialsResponse::Ok(credentials) = listed else {
        panic!("{listed:?}");
    };
    assert_eq!(credentials.len(), 1);
    let id = credentials[0].credential_id;
    let revoke = DeleteCredentialRequest::new(CUSTOMER.to_owned(), id);
    let revoked = client.delete_credential(&revoke).await.unwrap().response;
    assert!(matches!(revoked, DeleteCredentialResponse::NoContent));

    let logout = LogoutRequest::new();
    let first = client.logout(&logout).await.unwrap().response;
    let second = client.logout(&logout).await.unwrap().response;
    assert!(matches!(first, LogoutResponse::NoContent));
    assert!(matches!(second, LogoutResponse::Unauthorized(_)));
}

/// A server that answers every request with these bytes.
fn foreign_server(answer: &'static str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]).unwrap();
            stream.write_all(answer.as_bytes()).unwrap();
        }
    });
    address
}

#[tokio::test]
async fn an_undeclared_answer_is_an_error_and_never_a_success() {
    let cases = [
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}",
            200,
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            200,
        ),
        (
            "HTTP/1.1 418 Teapot\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            418,
        ),
        ("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", 204),
    ];
    for (answer, expected) in cases {
        let token = Secret::new("header.payload.signature".to_owned());
        let client = anonymous(foreign_server(answer)).with_credential("session", token);
        let delete = DeleteCustomerRequest::new(CUSTOMER.to_owned());

        let outcome = client.delete_customer(&delete).await;

        if expected == 204 {
            let deleted = outcome.unwrap().response;
            assert!(matches!(deleted, DeleteCustomerResponse::NoContent));
            continue;
        }
        let Err(ClientError::Undeclared {
            operation, status, ..
        }) = outcome
        else {
            panic!("{answer:?} was taken for declared: {outcome:?}");
        };
        assert_eq!((operation, status), ("deleteCustomer", expected));
    }
}

#[tokio::test]
async fn a_body_of_another_shape_than_declared_is_an_error() {
    let answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\
                  Connection: close\r\n\r\n{\"status\": \"?\"";
    let client = anonymous(foreign_server(answer));

    let outcome = client.get_health(&GetHealthRequest::new()).await;

    assert!(
        matches!(outcome, Err(ClientError::Undeclared { status: 200, .. })),
        "{outcome:?}"
    );
}
