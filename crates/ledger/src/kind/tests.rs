use super::*;

#[test]
fn each_kind_has_a_name_a_side_and_a_limit() {
    let table = [
        (AccountKind::Wallet, "wallet", Side::Credit, true),
        (AccountKind::Revenue, "revenue", Side::Credit, true),
        (AccountKind::Inventory, "inventory", Side::Credit, true),
        (AccountKind::Suspense, "suspense", Side::Credit, true),
        (AccountKind::Chain, "chain", Side::Debit, false),
        (AccountKind::NetworkFee, "network_fee", Side::Debit, false),
        (AccountKind::Equity, "equity", Side::Debit, false),
        (
            AccountKind::DepositReversals,
            "deposit_reversals",
            Side::Debit,
            true,
        ),
    ];

    for (kind, name, side, is_limited) in table {
        assert_eq!(kind.as_str(), name);
        assert_eq!(AccountKind::parse(name), Some(kind));
        assert_eq!(kind.normal(), side);
        assert_eq!(kind.is_limited(), is_limited);
    }
    assert_eq!(AccountKind::ALL, table.map(|(kind, ..)| kind));
}

#[test]
fn other_names_are_no_kinds() {
    for text in ["", "Wallet", "wallets", "network-fee"] {
        assert_eq!(AccountKind::parse(text), None, "{text}");
    }
}

#[test]
fn accounts_that_many_share_are_locked_last() {
    let mut kinds = AccountKind::ALL;

    kinds.sort_by_key(|kind| kind.lock_rank());

    let names = kinds.map(AccountKind::as_str);
    assert_eq!(
        names,
        [
            "wallet",
            "revenue",
            "inventory",
            "suspense",
            "deposit_reversals",
            "network_fee",
            "equity",
            "chain"
        ]
    );
    let ranks = kinds.map(AccountKind::lock_rank);
    assert!(ranks.is_sorted_by(|low, high| low < high));
}
