//! An end customer from its first key to its last, by the generated client.
//!
//! ```sh
//! BASE_URL=http://127.0.0.1:8080 PLATFORM_KEY=pk_test_... \
//!     cargo run -p sovx-client --example portal
//! ```
//!
//! `sovx partner create --name NAME` prints a platform key.

use std::error::Error;
use std::fmt::Debug;
use std::time::{SystemTime, UNIX_EPOCH};

use sovx_api_types::portal::models::{CreateCustomer, CustomerWithKey};
use sovx_api_types::portal::operations::{
    CreateCustomerRequest, CreateCustomerResponse, DeleteCustomerRequest, DeleteCustomerResponse,
    GetCustomerContextRequest, GetCustomerContextResponse, GetCustomerUsageRequest,
    GetCustomerUsageResponse, RotateCustomerKeyRequest, RotateCustomerKeyResponse,
};
use sovx_client::{Secret, portal::Client};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

#[tokio::main(flavor = "current_thread")]
#[expect(
    clippy::print_stdout,
    reason = "what was counted is what the program is for"
)]
async fn main() -> Result<()> {
    let partner = Client::new(&setting("BASE_URL")?)?
        .with_credential("platform", Secret::new(setting("PLATFORM_KEY")?));

    // 1. An end customer and its key, which is sent beside the partner's.
    let customer = create_customer(&partner).await?;
    let first = partner
        .clone()
        .with_credential("customer", customer.api_key);
    ask_context(&first).await?;

    // 2. The call was counted.
    let request = GetCustomerUsageRequest::new(customer.id.clone());
    let answer = partner.get_customer_usage(&request).await?;
    let GetCustomerUsageResponse::Ok(usage) = answer.response else {
        return refused(&answer);
    };
    println!("{} counted", usage.usage.total_requests);

    // 3. Another key. Nobody asked for a grace, so the first one is refused at once.
    let request = RotateCustomerKeyRequest::new(customer.id.clone());
    let answer = partner.rotate_customer_key(&request).await?;
    let RotateCustomerKeyResponse::Ok(rotated) = answer.response else {
        return refused(&answer);
    };
    let second = partner.clone().with_credential("customer", rotated.api_key);
    ask_context(&second).await?;
    expect_refusal(&first).await?;

    // 4. And no key at all.
    let request = DeleteCustomerRequest::new(customer.id);
    let answer = partner.delete_customer(&request).await?;
    let DeleteCustomerResponse::NoContent = answer.response else {
        return refused(&answer);
    };
    expect_refusal(&second).await
}

async fn create_customer(partner: &Client) -> Result<CustomerWithKey> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
    let request = CreateCustomerRequest::new(CreateCustomer {
        name: format!("Acme University {}", now.as_micros()),
    });
    let answer = partner.create_customer(&request).await?;
    match answer.response {
        CreateCustomerResponse::Created(customer) => Ok(customer),
        _ => refused(&answer),
    }
}

async fn ask_context(client: &Client) -> Result<()> {
    let answer = client
        .get_customer_context(&GetCustomerContextRequest::new())
        .await?;
    match answer.response {
        GetCustomerContextResponse::Ok(_) => Ok(()),
        _ => refused(&answer),
    }
}

async fn expect_refusal(client: &Client) -> Result<()> {
    let answer = client
        .get_customer_context(&GetCustomerContextRequest::new())
        .await?;
    match answer.response {
        GetCustomerContextResponse::Forbidden(_) => Ok(()),
        _ => refused(&answer),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "an example's settings; only the server has a configuration"
)]
fn setting(name: &str) -> Result<String> {
    std::env::var(name).map_err(|_unset| format!("{name} is not set").into())
}

/// Fails with an answer that is declared, but not the one that was hoped for.
fn refused<T>(answer: &impl Debug) -> Result<T> {
    Err(format!("the server answered {answer:?}").into())
}
