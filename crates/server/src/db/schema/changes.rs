//! The tables that every change writes beside its own, and what holds for the installation.

diesel::table! {
    audit_log (seq) {
        seq -> BigInt,
        at -> BigInt,
        tier -> Text,
        principal -> Text,
        credential -> Nullable<Text>,
        trace_id -> Text,
        action -> Text,
        target -> Text,
        details -> Text,
        prev_hash -> Binary,
        hash -> Binary,
    }
}

diesel::table! {
    audit_head (id) {
        id -> BigInt,
        seq -> BigInt,
        hash -> Binary,
        seal -> Binary,
    }
}

diesel::table! {
    idempotency_keys (scope_hash) {
        scope_hash -> Binary,
        fingerprint -> Binary,
        status -> Integer,
        sealed_body -> Binary,
        created_at -> BigInt,
        expires_at -> BigInt,
    }
}

diesel::table! {
    installation (name) {
        name -> Text,
        value -> Text,
        updated_at -> BigInt,
    }
}
