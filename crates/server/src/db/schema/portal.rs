//! The tables of the portal.

diesel::table! {
    partners (id) {
        id -> Text,
        name -> Text,
        name_key -> Text,
        key_hash -> Binary,
        pepper_id -> Text,
        key_masked -> Text,
        is_active -> Bool,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    end_customers (id) {
        id -> Text,
        partner_id -> Text,
        name -> Text,
        name_key -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
        deleted_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    end_customer_keys (key_hash) {
        key_hash -> Binary,
        end_customer_id -> Text,
        pepper_id -> Text,
        sealed -> Nullable<Binary>,
        expires_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    usage_periods (end_customer_id, period_start) {
        end_customer_id -> Text,
        period_start -> BigInt,
        successful -> BigInt,
        failed -> BigInt,
        rate_limited -> BigInt,
        last_request_at -> BigInt,
    }
}

diesel::table! {
    usage_processes (id) {
        id -> Text,
        last_batch -> BigInt,
        applied_at -> BigInt,
    }
}

diesel::joinable!(end_customers -> partners (partner_id));
diesel::joinable!(end_customer_keys -> end_customers (end_customer_id));
diesel::allow_tables_to_appear_in_same_query!(partners, end_customers, end_customer_keys);
