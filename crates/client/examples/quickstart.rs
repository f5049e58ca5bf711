//! From a health check to a deposit address in seven calls, by the generated client.
//!
//! ```sh
//! BASE_URL=http://127.0.0.1:8080 EMAIL=admin@sandbox.example PASSWORD=... \
//!     cargo run -p sovx-client --example quickstart
//! ```
//!
//! Each run makes a customer of its own, so that it can be run again.

use std::error::Error;
use std::fmt::Debug;
use std::time::{SystemTime, UNIX_EPOCH};

use sovx_api_types::sovx::models::{
    CountryCode, CreateAddress, CreateCustomer, CreateUser, CreateWallet, Login, QuickUser,
    QuickWallet, UserType,
};
use sovx_api_types::sovx::operations::{
    CreateAddressRequest, CreateAddressResponse, CreateCustomerRequest, CreateCustomerResponse,
    CreateUserRequest, CreateUserResponse, CreateWalletRequest, CreateWalletResponse,
    GenerateCredentialsRequest, GenerateCredentialsResponse, GetHealthRequest, LoginRequest,
    LoginResponse,
};
use sovx_client::{Secret, sovx::Client};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

#[tokio::main(flavor = "current_thread")]
#[expect(
    clippy::print_stdout,
    reason = "the address is what the program is for"
)]
async fn main() -> Result<()> {
    let client = Client::new(&setting("BASE_URL")?)?;

    // 1. Is the server up? Nothing but yes is declared, and all else is an error.
    client.get_health(&GetHealthRequest::new()).await?;

    // 2 to 4: from here on, each credential travels with the operations that take it.
    let client = sign_in(client).await?;
    let client = create_customer(client).await?;

    // 5. Create a user.
    let request = CreateUserRequest::new(CreateUser::QuickUser(john()?));
    let answer = client.create_user(&request).await?;
    let CreateUserResponse::Created(user) = answer.response else {
        return refused(&answer);
    };

    // 6. Create a wallet.
    let wallet = CreateWallet::QuickWallet(QuickWallet {
        name: "My BTC Wallet".to_owned(),
        currency: "BTC".to_owned(),
    });
    let request = CreateWalletRequest::new(user.user_id, wallet);
    let answer = client.create_wallet(&request).await?;
    let CreateWalletResponse::Created(wallet) = answer.response else {
        return refused(&answer);
    };

    // 7. Generate a deposit address.
    let address = CreateAddress {
        currency: "btc".to_owned(),
        network: "bitcoin-testnet".to_owned(),
    };
    let request = CreateAddressRequest::new(wallet.wallet_id, address);
    let answer = client.create_address(&request).await?;
    let CreateAddressResponse::Created(wallet) = answer.response else {
        return refused(&answer);
    };
    let address = wallet.addresses.last().ok_or("the wallet has no address")?;
    println!("{}", address.address);
    Ok(())
}

/// Step 2: log in.
async fn sign_in(client: Client) -> Result<Client> {
    let login = Login {
        email: setting("EMAIL")?,
        password: Secret::new(setting("PASSWORD")?),
    };
    let answer = client.login(&LoginRequest::new(login)).await?;
    match answer.response {
        LoginResponse::Ok(session) => Ok(client.with_credential("session", session.token)),
        _ => refused(&answer),
    }
}

/// Steps 3 and 4: a customer and its API key.
async fn create_customer(client: Client) -> Result<Client> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
    let customer_id = format!("corp-quickstart-{}", now.as_micros());
    let request = CreateCustomerRequest::new(CreateCustomer {
        email: "sean.fox@example.com".to_owned(),
        customer_id: customer_id.clone(),
        entity_name: "Hedge Fund e-commerce".to_owned(),
    });
    let answer = client.create_customer(&request).await?;
    let CreateCustomerResponse::Created(_) = answer.response else {
        return refused(&answer);
    };

    let request = GenerateCredentialsRequest::new(customer_id);
    let answer = client.generate_credentials(&request).await?;
    match answer.response {
        GenerateCredentialsResponse::Created(key) => {
            Ok(client.with_credential("owner", key.customer_secret))
        }
        _ => refused(&answer),
    }
}

fn john() -> Result<QuickUser> {
    Ok(QuickUser {
        user_type: UserType::Individual,
        email: "john.doe@example.com".to_owned(),
        first_name: "John".to_owned(),
        last_name: "Doe".to_owned(),
        phone: "+12015550123".to_owned(),
        date_of_birth: "1990-01-01".parse()?,
        country: CountryCode::Us,
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "an example's settings; only the server has a configuration"
)]
fn setting(name: &str) -> Result<String> {
    std::env::var(name).map_err(|_unset| format!("{name} is not set").into())
}

/// Fails with an answer that is declared, but not the success.
fn refused<T>(answer: &impl Debug) -> Result<T> {
    Err(format!("the server answered {answer:?}").into())
}
