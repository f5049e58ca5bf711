//! Which of several good credentials counts.

use super::*;
use crate::auth::caller::{Actor, MasterCaller, OwnerCaller, SessionCaller, UserCaller};
use crate::db::{AccountId, CustomerKey, SessionId, UserId};

fn session(account: &AccountId) -> Identity {
    Identity::Session(SessionCaller {
        account_id: account.clone(),
        session_id: SessionId::fresh(),
        actor: Actor::operator(),
    })
}

fn owner(account: &AccountId, customer: &CustomerKey) -> Identity {
    let caller = OwnerCaller {
        customer: customer.clone(),
        actor: Actor::operator(),
    };
    Identity::Owner(caller, account.clone())
}

fn user(account: &AccountId, customer: &CustomerKey) -> Identity {
    let caller = UserCaller {
        customer: customer.clone(),
        user_id: UserId::fresh(),
        actor: Actor::operator(),
    };
    Identity::User(caller, account.clone())
}

fn master() -> Identity {
    Identity::Master(MasterCaller {
        actor: Actor::operator(),
    })
}

fn of(one: &Identity, other: &Identity) -> Result<Option<Identity>, Refusal> {
    let kept = vec![("authorization", one.clone()), ("x-api-key", other.clone())];
    broadest(kept)
}

#[test]
fn of_credentials_of_one_tenant_the_one_that_reaches_most_counts() {
    let (account, customer) = (AccountId::fresh(), CustomerKey::fresh());
    let reach = [
        master(),
        session(&account),
        owner(&account, &customer),
        user(&account, &customer),
    ];

    for (number, broad) in reach.iter().enumerate() {
        for narrow in &reach[number..] {
            assert_eq!(of(broad, narrow), Ok(Some(broad.clone())));
            assert_eq!(of(narrow, broad), Ok(Some(broad.clone())));
        }
    }
    assert_eq!(broadest(Vec::new()), Ok(None));
}

#[test]
fn credentials_of_different_tenants_are_ambiguous() {
    let (account, other) = (AccountId::fresh(), AccountId::fresh());
    let (customer, another) = (CustomerKey::fresh(), CustomerKey::fresh());
    let strangers = [
        (session(&account), session(&other)),
        (session(&other), owner(&account, &customer)),
        (owner(&account, &customer), owner(&account, &another)),
        (owner(&account, &another), user(&account, &customer)),
        (user(&account, &customer), user(&account, &customer)),
    ];

    for (one, two) in strangers {
        let ambiguous = Err(Refusal::Ambiguous("authorization", "x-api-key"));
        assert_eq!(of(&one, &two), ambiguous, "{one:?} {two:?}");
    }
}
