//! What invented businesses are made of.

/// Where an invented business is at home.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) country: &'static str,
    pub(super) state: &'static str,
    pub(super) city: &'static str,
    pub(super) street: &'static str,
    pub(super) postal_code: &'static str,
    pub(super) phone: &'static str,
    pub(super) organization: &'static str,
    pub(super) suffix: &'static str,
}

pub(super) const PLACES: [Place; 6] = [
    Place {
        country: "US",
        state: "WY",
        city: "Cheyenne",
        street: "Capitol Avenue",
        postal_code: "82001",
        phone: "307-555-",
        organization: "LLC",
        suffix: "LLC",
    },
    Place {
        country: "GB",
        state: "England",
        city: "Bristol",
        street: "Victoria Street",
        postal_code: "BS1 6AA",
        phone: "0117-496-",
        organization: "Private Limited Company",
        suffix: "Limited",
    },
    Place {
        country: "IE",
        state: "Leinster",
        city: "Dublin",
        street: "Harcourt Road",
        postal_code: "D02 HW77",
        phone: "020-915-",
        organization: "Private Company Limited by Shares",
        suffix: "DAC",
    },
    Place {
        country: "DE",
        state: "HH",
        city: "Hamburg",
        street: "Am Sandtorkai",
        postal_code: "20457",
        phone: "040-66969-",
        organization: "GmbH",
        suffix: "GmbH",
    },
    Place {
        country: "CA",
        state: "BC",
        city: "Vancouver",
        street: "West Hastings Street",
        postal_code: "V6E 2K3",
        phone: "604-555-",
        organization: "Corporation",
        suffix: "Inc.",
    },
    Place {
        country: "AU",
        state: "VIC",
        city: "Melbourne",
        street: "Collins Street",
        postal_code: "3000",
        phone: "03-7010-",
        organization: "Proprietary Company",
        suffix: "Pty Ltd",
    },
];

pub(super) const PURPOSES: [&str; 6] = [
    "Treasury Management",
    "Arbitrage Trading",
    "Market Making",
    "Cross-border Payments",
    "Hedging",
    "Merchant Settlement",
];
pub(super) const FIRST_NAMES: [&str; 8] = [
    "Ada", "Boris", "Carmen", "Dmitri", "Esther", "Femi", "Greta", "Hiro",
];
pub(super) const LAST_NAMES: [&str; 8] = [
    "Okafor",
    "Lindholm",
    "Castellanos",
    "Moreau",
    "Iwasaki",
    "Petrov",
    "Hughes",
    "Banerjee",
];
pub(super) const BUSINESS_TYPES: [&str; 6] = [
    "Fund Manager",
    "Payment Processor",
    "Proprietary Trading",
    "Software Company",
    "Import and Export",
    "Digital Asset Custodian",
];
pub(super) const ACTIVITIES: [&str; 6] = [
    "settling invoices for exporters",
    "managing reserves of small funds",
    "quoting prices to brokers",
    "selling billing software",
    "trading farm produce",
    "keeping assets for institutions",
];
pub(super) const NAME_BEGINNINGS: [&str; 8] = [
    "Amber",
    "Cobalt",
    "Northern",
    "Silver",
    "Evergreen",
    "Meridian",
    "Copper",
    "Bluewater",
];
pub(super) const NAME_ENDINGS: [&str; 8] = [
    "Capital", "Ventures", "Trading", "Holdings", "Payments", "Partners", "Assets", "Exchange",
];
