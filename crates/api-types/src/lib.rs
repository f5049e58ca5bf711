//! The contracts as types: models with their rules, requests, and responses with their statuses.
//!
//! All of it is generated from `openapi/` when the crate builds; `cargo xtask emit` writes it out
//! for reading. Nothing here does I/O, and nothing here knows a database or a web framework.

/// The names that types had in an earlier release, kept for one version.
macro_rules! renamed {
    ($($old:ident => $new:ident),* $(,)?) => {
        $(
            #[doc = concat!("The earlier name of [`", stringify!($new), "`].")]
            #[deprecated(note = "the contract has a new name for this type")]
            pub type $old = $new;
        )*
    };
}

/// The SovX contract, `openapi/sovx/`.
pub mod sovx {
    /// What requests and responses carry.
    pub mod models {
        include!(concat!(env!("OUT_DIR"), "/sovx/models.rs"));

        renamed! {
            NewAddress => CreateAddress,
            NewIndividual => CreateIndividual,
            NewMonetizationSetting => CreateMonetizationSetting,
            NewUser => CreateUser,
            NewUserTokens => GenerateUserTokens,
            NewWallet => CreateWallet,
            NewWalletNetwork => CreateWalletNetwork,
        }
    }

    /// Per operation a marker, a request and a response.
    pub mod operations {
        include!(concat!(env!("OUT_DIR"), "/sovx/operations.rs"));
    }
}

/// The contract of the End Customer Portal, `openapi/portal/`.
pub mod portal {
    /// What requests and responses carry.
    pub mod models {
        include!(concat!(env!("OUT_DIR"), "/portal/models.rs"));
    }

    /// Per operation a marker, a request and a response.
    pub mod operations {
        include!(concat!(env!("OUT_DIR"), "/portal/operations.rs"));
    }
}
