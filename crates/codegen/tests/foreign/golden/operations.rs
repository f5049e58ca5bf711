// Generated from the contract "Town Library 2.4". Change the contract, not this file.

use sovx_runtime::wire::{Asked, Carrier, Requirement};

mod catalogue;

mod loans;

mod std2;

mod default;

pub use catalogue::*;

pub use loans::*;

pub use std2::*;

pub use default::*;

/// Where the operations live on a server.
pub const BASE_PATH: &str = "/v2";

/// Who may call: whoever has `staff`.
pub static STAFF: Requirement = Requirement {
    alternatives: &[
        &[
            Asked {
                scheme: "staff",
                carrier: Carrier::Bearer,
                scopes: &["catalogue.write"],
            },
        ],
    ],
    optional: false,
};

/// Who may call: anybody, whoever has `cardKey`.
pub static NOTHING_OR_CARD_KEY: Requirement = Requirement {
    alternatives: &[
        &[
            Asked {
                scheme: "cardKey",
                carrier: Carrier::Header("x-library-card"),
                scopes: &[],
            },
        ],
    ],
    optional: true,
};

/// Who may call: whoever has `desk`.
pub static DESK: Requirement = Requirement {
    alternatives: &[
        &[
            Asked {
                scheme: "desk",
                carrier: Carrier::Basic,
                scopes: &[],
            },
        ],
    ],
    optional: false,
};

/// Who may call: whoever has `cardKey`.
pub static CARD_KEY: Requirement = Requirement {
    alternatives: &[
        &[
            Asked {
                scheme: "cardKey",
                carrier: Carrier::Header("x-library-card"),
                scopes: &[],
            },
        ],
    ],
    optional: false,
};

/// Who may call: whoever has `staff`, whoever has `cardKey`.
pub static STAFF_OR_CARD_KEY: Requirement = Requirement {
    alternatives: &[
        &[
            Asked {
                scheme: "staff",
                carrier: Carrier::Bearer,
                scopes: &["loans.write"],
            },
        ],
        &[
            Asked {
                scheme: "cardKey",
                carrier: Carrier::Header("x-library-card"),
                scopes: &[],
            },
        ],
    ],
    optional: false,
};
