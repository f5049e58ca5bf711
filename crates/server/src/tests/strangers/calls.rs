//! Which calls are tried, and what they may answer.

use proptest::prelude::*;
use sovx_contract::model::Operation;

use crate::apis::Api;
use crate::testing::document;

/// Whose object a call names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    Own,
    /// That of the next tenant, or the one after it.
    Other(usize),
    Nobody,
}

/// One call.
#[derive(Debug, Clone, Copy)]
pub(super) struct Try {
    /// Which of the operations.
    pub(super) operation: usize,
    /// Whether a user calls for itself.
    pub(super) by_user: bool,
    pub(super) whose: Whose,
    /// Which of the objects.
    pub(super) index: usize,
}

/// Every operation that takes an owner key.
pub(super) fn operations() -> Vec<&'static Operation> {
    let takes_owner = |operation: &&Operation| {
        let mut names = operation.security.iter().flat_map(|one| &one.schemes);
        names.any(|name| name == "ownerKey")
    };
    document(Api::Sovx)
        .operations
        .iter()
        .filter(takes_owner)
        .collect()
}

/// Any call of one of `operations` operations.
pub(super) fn tries(operations: usize) -> impl Strategy<Value = Try> {
    let whose = prop_oneof![
        3 => Just(Whose::Own),
        4 => (1..3_usize).prop_map(Whose::Other),
        1 => Just(Whose::Nobody),
    ];
    (0..operations, any::<bool>(), whose, 0..1000_usize).prop_map(
        |(operation, by_user, whose, index)| Try {
            operation,
            by_user,
            whose,
            index,
        },
    )
}

/// Whether a call may answer this status.
pub(super) fn expected(operation: &Operation, one: &Try, status: u16) -> bool {
    let takes_user = operation.security.len() > 1;
    let is_foreign = one.whose != Whose::Own;
    let names_user = operation.path.contains("{user_id}") || operation.id == "generateUserTokens";
    let names_wallet = operation.path.contains("{wallet_id}") || operation.id == "simulateDeposit";
    let names_money =
        operation.path.contains("{deposit_id}") || operation.path.contains("{transaction_id}");
    match (one.by_user, takes_user) {
        (true, false) => status == 403,
        (true, true) if is_foreign && names_user => status == 403,
        (_, _) if is_foreign && (names_user || names_wallet || names_money) => status == 404,
        // Settings are numbered by customer: an id of somebody else's is one's own too.
        (_, _) => status < 500,
    }
}
