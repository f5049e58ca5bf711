//! The tables, the same in both databases: `migrations/` creates them, a test compares them.
//!
//! Ids are text (UUIDs in their hyphenated form), times are milliseconds since the Unix epoch in
//! UTC, hashes are bytes.

mod changes;
mod money;
mod portal;

pub(crate) use changes::{audit_head, audit_log, idempotency_keys, installation};
pub(crate) use money::{chain_cursors, deposits, transactions};
pub(crate) use money::{
    ledger_accounts, ledger_checkpoints, ledger_currencies, ledger_lines, ledger_movements,
};
pub(crate) use money::{sim_blocks, sim_chains, sim_transactions};
pub(crate) use portal::{end_customer_keys, end_customers, partners};
pub(crate) use portal::{usage_periods, usage_processes};

diesel::table! {
    accounts (id) {
        id -> Text,
        email -> Text,
        password_hash -> Text,
        is_active -> Bool,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    sessions (id) {
        id -> Text,
        account_id -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
        revoked_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    customers (id) {
        id -> Text,
        account_id -> Text,
        customer_id -> Text,
        email -> Text,
        account_type -> Text,
        account_role -> Text,
        account_purpose -> Nullable<Text>,
        first_name -> Nullable<Text>,
        last_name -> Nullable<Text>,
        phone_country_code -> Nullable<Text>,
        phone_number -> Nullable<Text>,
        status -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
        business_entity_name -> Text,
        business_incorporation_country -> Text,
        business_incorporation_state -> Nullable<Text>,
        business_incorporation_date -> Nullable<Text>,
        business_organization_type -> Nullable<Text>,
        business_business_type -> Nullable<Text>,
        business_registration_number -> Nullable<Text>,
        business_description -> Nullable<Text>,
        business_accredited_investor -> Nullable<Bool>,
        business_non_agent_intermediary -> Nullable<Bool>,
        business_principal_place_country -> Nullable<Text>,
        business_principal_place_state -> Nullable<Text>,
        business_principal_place_address -> Nullable<Text>,
        business_principal_place_city -> Nullable<Text>,
        business_principal_place_postal_code -> Nullable<Text>,
    }
}

diesel::table! {
    peppers (pepper_id) {
        pepper_id -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    credentials (id) {
        id -> Text,
        customer_id -> Text,
        key_hash -> Binary,
        pepper_id -> Text,
        masked -> Text,
        is_owner -> Bool,
        is_active -> Bool,
        created_at -> BigInt,
        updated_at -> BigInt,
        revoked_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    users (id) {
        id -> Text,
        customer_id -> Text,
        account_type -> Text,
        account_role -> Text,
        account_purpose -> Nullable<Text>,
        first_name -> Text,
        last_name -> Text,
        email -> Text,
        email_normalised -> Text,
        phone_country_code -> Text,
        phone_number -> Text,
        phone_e164 -> Text,
        individual_dob -> Text,
        individual_residential_country_code -> Text,
        individual_residential_address -> Nullable<Text>,
        individual_residential_city -> Nullable<Text>,
        individual_residential_state -> Nullable<Text>,
        individual_residential_postal_code -> Nullable<Text>,
        individual_id_type -> Nullable<Text>,
        individual_id_country -> Nullable<Text>,
        individual_id_number_sealed -> Nullable<Binary>,
        individual_id_number_masked -> Nullable<Text>,
        status -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    user_tokens (user_id) {
        user_id -> Text,
        token_hash -> Binary,
        pepper_id -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
    }
}

diesel::table! {
    registry_profiles (customer_id) {
        customer_id -> Text,
        profile -> Text,
        updated_at -> BigInt,
    }
}

diesel::table! {
    monetization_counters (customer_id) {
        customer_id -> Text,
        last_id -> BigInt,
    }
}

diesel::table! {
    monetization_settings (customer_id, id) {
        customer_id -> Text,
        id -> BigInt,
        feature -> Text,
        method -> Text,
        amount -> Text,
        currency -> Text,
        pair -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    currencies (code) {
        code -> Text,
        id -> Integer,
        name -> Text,
        precision -> Integer,
        ascii_sign -> Text,
        can_deposit -> Bool,
        can_withdraw -> Bool,
        min_withdrawal -> Text,
        is_fiat -> Bool,
        is_confirmations_needed -> Bool,
        is_custody_enabled -> Bool,
        is_trading_enabled -> Bool,
        updated_at -> BigInt,
    }
}

diesel::table! {
    currency_pairs (symbol) {
        symbol -> Text,
        base -> Text,
        quote -> Text,
        updated_at -> BigInt,
    }
}

diesel::table! {
    // Created by the migration run itself, before the first migration.
    migration_locks (name) {
        name -> Text,
        holder -> Text,
        expires_at -> BigInt,
    }
}

diesel::table! {
    vault_sources (id) {
        id -> Text,
        network -> Text,
        kind -> Text,
        fingerprint -> Text,
        formula -> Nullable<Text>,
        pool_size -> Nullable<BigInt>,
        next_index -> BigInt,
        is_active -> Bool,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    vault_pool (source_id, address_index) {
        source_id -> Text,
        address_index -> BigInt,
        network -> Text,
        address -> Text,
    }
}

diesel::table! {
    wallets (id) {
        id -> Text,
        vault_wallet_id -> Text,
        customer_id -> Text,
        user_id -> Text,
        name -> Text,
        name_key -> Text,
        description -> Nullable<Text>,
        wallet_type -> Text,
        status -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
        frozen_reason -> Nullable<Text>,
        frozen_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    addresses (id) {
        id -> Text,
        customer_id -> Text,
        wallet_id -> Text,
        network -> Text,
        currency -> Text,
        address -> Text,
        source_id -> Text,
        address_index -> BigInt,
        created_at -> BigInt,
    }
}

diesel::joinable!(sessions -> accounts (account_id));
diesel::joinable!(customers -> accounts (account_id));
diesel::joinable!(credentials -> customers (customer_id));
diesel::joinable!(users -> customers (customer_id));
diesel::joinable!(user_tokens -> users (user_id));
diesel::joinable!(monetization_settings -> customers (customer_id));
diesel::joinable!(wallets -> users (user_id));
diesel::joinable!(addresses -> wallets (wallet_id));
diesel::joinable!(addresses -> vault_sources (source_id));
diesel::allow_tables_to_appear_in_same_query!(
    accounts,
    sessions,
    customers,
    credentials,
    users,
    user_tokens,
    monetization_settings,
    wallets,
    addresses,
    vault_sources,
);
