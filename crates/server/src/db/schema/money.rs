//! The ledger, what it tells its readers, and deposits.

diesel::table! {
    ledger_currencies (code) {
        code -> Text,
        precision -> Integer,
        seal -> Binary,
        created_at -> BigInt,
    }
}

diesel::table! {
    ledger_accounts (id) {
        id -> Text,
        kind -> Text,
        owner -> Text,
        currency -> Text,
        customer_id -> Nullable<Text>,
        user_id -> Nullable<Text>,
        wallet_id -> Nullable<Text>,
        debits -> Text,
        credits -> Text,
        held -> Text,
        available -> Nullable<Text>,
        seq -> BigInt,
        mac -> Binary,
        seal -> Binary,
        created_at -> BigInt,
    }
}

diesel::table! {
    ledger_movements (id) {
        id -> Text,
        operation -> Text,
        kind -> Text,
        phase -> Text,
        debit_id -> Text,
        credit_id -> Text,
        currency -> Text,
        amount -> Text,
        resolves -> Nullable<Text>,
        reference -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    ledger_lines (account_id, seq) {
        account_id -> Text,
        seq -> BigInt,
        movement_id -> Text,
        side -> Text,
        amount -> Text,
        debits_after -> Text,
        credits_after -> Text,
        held_after -> Text,
        available_after -> Nullable<Text>,
        mac -> Binary,
    }
}

diesel::table! {
    ledger_checkpoints (account_id) {
        account_id -> Text,
        seq -> BigInt,
        mac -> Binary,
        holds -> Text,
        seal -> Binary,
        created_at -> BigInt,
    }
}

diesel::table! {
    transactions (id) {
        id -> Text,
        customer_id -> Text,
        user_id -> Nullable<Text>,
        wallet_id -> Nullable<Text>,
        order_id -> Nullable<Text>,
        operation_id -> Nullable<Text>,
        #[sql_name = "type"]
        kind -> Text,
        currency -> Text,
        amount -> Text,
        price -> Nullable<Text>,
        fee -> Text,
        net_amount -> Text,
        is_outgoing -> Bool,
        status -> Text,
        tx_hash -> Nullable<Text>,
        memo -> Nullable<Text>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    deposits (id) {
        id -> Text,
        customer_id -> Text,
        user_id -> Text,
        wallet_id -> Text,
        network -> Text,
        currency -> Text,
        address -> Text,
        tx_hash -> Text,
        output_index -> BigInt,
        amount -> Text,
        state -> Text,
        confirmations -> BigInt,
        confirmations_required -> BigInt,
        block_height -> Nullable<BigInt>,
        suspense_reason -> Nullable<Text>,
        credited_to -> Nullable<Text>,
        credits -> BigInt,
        reversed_amount -> Nullable<Text>,
        reversed_debt -> Nullable<Text>,
        transaction_id -> Text,
        credited_at -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    chain_cursors (network) {
        network -> Text,
        height -> BigInt,
        hash -> Text,
        updated_at -> BigInt,
    }
}

diesel::table! {
    sim_chains (network) {
        network -> Text,
        height -> BigInt,
        hash -> Text,
        mined_at -> BigInt,
    }
}

diesel::table! {
    sim_blocks (network, height) {
        network -> Text,
        height -> BigInt,
        hash -> Text,
    }
}

diesel::table! {
    sim_transactions (network, tx_hash) {
        network -> Text,
        tx_hash -> Text,
        address -> Text,
        amount -> Text,
        height -> Nullable<BigInt>,
        is_replaced -> Bool,
        created_at -> BigInt,
    }
}

diesel::joinable!(ledger_lines -> ledger_movements (movement_id));
diesel::allow_tables_to_appear_in_same_query!(ledger_lines, ledger_movements, ledger_accounts);
