//! The calls that a sequence is made of. Users and wallets are named by the order of their making;
//! one that was not made yet has an id that nobody knows.

use proptest::prelude::*;

/// How many calls a sequence has.
const LENGTH: usize = 50;

/// Who calls for a user.
#[derive(Debug, Clone, Copy)]
pub(super) enum By {
    Owner,
    /// The holder of the last token of that user.
    Holder(usize),
    /// The holder of the token before the last.
    FormerHolder(usize),
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Call {
    /// Names, e-mail addresses and phone numbers are few, so that they meet.
    CreateUser {
        email: u32,
        phone: u32,
        short: bool,
    },
    GetUser(usize),
    ListUsers,
    Rename(usize, u32),
    ChangeEmail(usize, u32),
    Activate(usize),
    Deactivate(usize),
    DeleteUser(usize),
    IssueToken(usize),
    IssueTokens(usize, usize),
    CreateWallet {
        by: By,
        user: usize,
        name: u32,
        networks: usize,
    },
    ListWallets(By, usize),
    GetWallet(By, usize),
    CreateAddress {
        by: By,
        wallet: usize,
        network: usize,
    },
    ListAddresses(By, usize),
}

/// A sequence.
pub(super) fn calls() -> impl Strategy<Value = Vec<Call>> {
    prop::collection::vec(call(), LENGTH)
}

fn call() -> impl Strategy<Value = Call> {
    let user = || 0..4_usize;
    let wallet = || 0..5_usize;
    let create = (0..5_u32, 0..5_u32, any::<bool>());
    let create_wallet = (by(), user(), 0..4_u32, 1..3_usize);
    prop_oneof![
        4 => create.prop_map(|(email, phone, short)| Call::CreateUser { email, phone, short }),
        1 => user().prop_map(Call::GetUser),
        1 => Just(Call::ListUsers),
        1 => (user(), 0..3_u32).prop_map(|(user, name)| Call::Rename(user, name)),
        1 => (user(), 0..5_u32).prop_map(|(user, email)| Call::ChangeEmail(user, email)),
        2 => user().prop_map(Call::Activate),
        1 => user().prop_map(Call::Deactivate),
        1 => user().prop_map(Call::DeleteUser),
        3 => user().prop_map(Call::IssueToken),
        1 => (user(), user()).prop_map(|(one, other)| Call::IssueTokens(one, other)),
        6 => create_wallet.prop_map(|(by, user, name, networks)| Call::CreateWallet {
            by,
            user,
            name,
            networks,
        }),
        2 => (by(), user()).prop_map(|(by, user)| Call::ListWallets(by, user)),
        2 => (by(), wallet()).prop_map(|(by, wallet)| Call::GetWallet(by, wallet)),
        4 => (by(), wallet(), 0..2_usize)
            .prop_map(|(by, wallet, network)| Call::CreateAddress { by, wallet, network }),
        2 => (by(), wallet()).prop_map(|(by, wallet)| Call::ListAddresses(by, wallet)),
    ]
}

fn by() -> impl Strategy<Value = By> {
    prop_oneof![
        3 => Just(By::Owner),
        3 => (0..4_usize).prop_map(By::Holder),
        1 => (0..4_usize).prop_map(By::FormerHolder),
    ]
}
