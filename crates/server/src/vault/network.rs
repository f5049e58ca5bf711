//! The networks that deposit addresses exist on.

use std::fmt;
use std::str::FromStr;

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::config::Environment;

/// What the full name of a network begins with; on input it may be left out.
const PREFIX: &str = "networks/";

/// A chain, and whether its coins are real.
///
/// The order is the one in which addresses of several networks are taken, so that two wallets at
/// once wait for each other instead of for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Network {
    /// Bitcoin.
    Bitcoin,
    /// Bitcoin's test network.
    BitcoinTestnet,
    /// Ethereum.
    Ethereum,
    /// Ethereum's test network.
    EthereumSepolia,
    /// Solana.
    Solana,
    /// Solana's network for developers.
    SolanaDevnet,
}

/// The chain of a network: it decides how addresses are made and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chain {
    Bitcoin,
    Ethereum,
    Solana,
}

/// Not the name of a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is not the name of a network")]
pub struct UnknownNetwork;

impl Network {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Bitcoin,
        Self::BitcoinTestnet,
        Self::Ethereum,
        Self::EthereumSepolia,
        Self::Solana,
        Self::SolanaDevnet,
    ];

    /// The bare name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Bitcoin => "bitcoin",
            Self::BitcoinTestnet => "bitcoin-testnet",
            Self::Ethereum => "ethereum",
            Self::EthereumSepolia => "ethereum-sepolia",
            Self::Solana => "solana",
            Self::SolanaDevnet => "solana-devnet",
        }
    }

    /// The name with `networks/` in front.
    #[must_use]
    pub fn full_name(self) -> String {
        format!("{PREFIX}{self}")
    }

    /// The code of the currency that lives on it, in lower case.
    #[must_use]
    pub fn currency(self) -> &'static str {
        match self.chain() {
            Chain::Bitcoin => "btc",
            Chain::Ethereum => "eth",
            Chain::Solana => "sol",
        }
    }

    /// How many digits after the point the chain counts with.
    #[must_use]
    pub fn decimals(self) -> u8 {
        match self.chain() {
            Chain::Bitcoin => 8,
            Chain::Ethereum => 18,
            Chain::Solana => 9,
        }
    }

    /// The network of a currency, its code in either case, where this server's addresses are.
    #[must_use]
    pub fn of_currency(code: &str, environment: Environment) -> Option<Self> {
        Self::ALL.into_iter().find(|network| {
            network.belongs_to(environment) && network.currency().eq_ignore_ascii_case(code)
        })
    }

    /// Whether addresses of this network are given out in this environment: test coins in the
    /// sandbox, real ones in live.
    #[must_use]
    pub fn belongs_to(self, environment: Environment) -> bool {
        self.is_test() == (environment == Environment::Sandbox)
    }

    /// How many blocks must confirm a deposit before it is credited.
    #[must_use]
    pub fn confirmations(self) -> u32 {
        match self {
            Self::BitcoinTestnet => 1,
            Self::SolanaDevnet => 2,
            Self::Bitcoin | Self::EthereumSepolia => 3,
            Self::Solana => 32,
            Self::Ethereum => 64,
        }
    }

    pub(super) fn is_test(self) -> bool {
        match self {
            Self::Bitcoin | Self::Ethereum | Self::Solana => false,
            Self::BitcoinTestnet | Self::EthereumSepolia | Self::SolanaDevnet => true,
        }
    }

    pub(super) fn chain(self) -> Chain {
        match self {
            Self::Bitcoin | Self::BitcoinTestnet => Chain::Bitcoin,
            Self::Ethereum | Self::EthereumSepolia => Chain::Ethereum,
            Self::Solana | Self::SolanaDevnet => Chain::Solana,
        }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl FromStr for Network {
    type Err = UnknownNetwork;

    /// Reads a name with or without `networks/` in front.
    fn from_str(text: &str) -> Result<Self, UnknownNetwork> {
        let bare = text.strip_prefix(PREFIX).unwrap_or(text);
        Self::ALL
            .into_iter()
            .find(|network| network.as_str() == bare)
            .ok_or(UnknownNetwork)
    }
}

impl ValueEnum for Network {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_known_by_its_bare_and_its_full_name() {
        for network in Network::ALL {
            assert_eq!(network.as_str().parse(), Ok(network));
            assert_eq!(network.full_name().parse(), Ok(network));
        }
        for unknown in [
            "",
            "networks/",
            "Bitcoin",
            "networks/networks/bitcoin",
            "btc",
        ] {
            assert_eq!(unknown.parse::<Network>(), Err(UnknownNetwork), "{unknown}");
        }
    }

    #[test]
    fn a_currency_in_either_case_has_one_network_in_each_environment() {
        let of = |code| {
            [Environment::Sandbox, Environment::Live]
                .map(|environment| Network::of_currency(code, environment))
        };

        let bitcoin = [Some(Network::BitcoinTestnet), Some(Network::Bitcoin)];
        assert_eq!(of("BTC"), bitcoin);
        assert_eq!(of("btc"), bitcoin);
        let ethereum = [Some(Network::EthereumSepolia), Some(Network::Ethereum)];
        assert_eq!(of("Eth"), ethereum);
        let solana = [Some(Network::SolanaDevnet), Some(Network::Solana)];
        assert_eq!(of("sol"), solana);
        assert_eq!(of("usd"), [None, None]);
    }
}
