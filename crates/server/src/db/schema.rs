//! The tables, the same in both databases: `migrations/` creates them, a test compares them.
//!
//! Ids are text (UUIDs in their hyphenated form), times are milliseconds since the Unix epoch in
//! UTC, hashes are bytes.

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
    registry_profiles (customer_id) {
        customer_id -> Text,
        profile -> Text,
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

diesel::joinable!(sessions -> accounts (account_id));
diesel::joinable!(customers -> accounts (account_id));
diesel::joinable!(credentials -> customers (customer_id));
diesel::allow_tables_to_appear_in_same_query!(accounts, sessions, customers, credentials);
