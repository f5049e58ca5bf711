//! What an anchor says: how far the chain was at a time, sealed with a key that is not in the
//! database.

use std::fmt;

use super::chain::Chain;
use crate::auth::strength::{from_hex, to_hex};

/// The version of the text form.
const VERSION: &str = "v1";

/// The name of this chain. Other chains have statements of the same form.
pub(super) const CHAIN: &str = "audit";

/// How far the audit log was at a time. Its seal is known to be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Statement {
    seq: i64,
    at: i64,
    hash: Vec<u8>,
    seal: Vec<u8>,
}

/// Why a text is no statement of this installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum StatementError {
    /// It has another form.
    #[error("is no statement of the audit log")]
    Malformed,
    /// It was sealed with another pepper, or altered later.
    #[error("was altered, or belongs to another installation")]
    Forged,
}

impl Statement {
    /// The number of the newest entry at that time; 0 before the first.
    pub(crate) fn seq(&self) -> i64 {
        self.seq
    }

    /// The time, in milliseconds since 1970.
    pub(crate) fn at(&self) -> i64 {
        self.at
    }

    /// The hash of the newest entry at that time; empty before the first.
    pub(super) fn hash(&self) -> &[u8] {
        &self.hash
    }
}

impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hash, seal) = (to_hex(&self.hash), to_hex(&self.seal));
        write!(
            f,
            "{VERSION}.{CHAIN}.{}.{}.{hash}.{seal}",
            self.seq, self.at
        )
    }
}

impl Chain {
    /// States that the entry of this number and hash was the newest at a time.
    pub(super) fn state(&self, seq: i64, hash: Vec<u8>, at: i64) -> Statement {
        let seal = self.seal_of_statement(CHAIN, seq, &hash, at);
        Statement {
            seq,
            at,
            hash,
            seal,
        }
    }

    /// Reads a statement and proves that it was made with this pepper, character by character.
    pub(super) fn read(&self, text: &str) -> Result<Statement, StatementError> {
        let parts: Vec<&str> = text.trim().splitn(7, '.').collect();
        let [VERSION, CHAIN, seq, at, hash, _seal] = parts[..] else {
            return Err(StatementError::Malformed);
        };
        let number = |text: &str| text.parse().map_err(|_error| StatementError::Malformed);
        let hash = from_hex(hash).ok_or(StatementError::Malformed)?;
        let stated = self.state(number(seq)?, hash.to_vec(), number(at)?);
        match stated.to_string() == text.trim() {
            true => Ok(stated),
            false => Err(StatementError::Forged),
        }
    }
}

#[cfg(test)]
mod tests {
    use secrecy::SecretBox;

    use super::*;
    use crate::auth::pepper::Pepper;

    fn chain(byte: u8) -> Chain {
        Chain::new(&Pepper::new(SecretBox::new(Box::new([byte; 32]))))
    }

    #[test]
    fn a_statement_is_read_as_it_was_written() {
        for statement in [
            chain(7).state(0, Vec::new(), 0),
            chain(7).state(i64::MAX, vec![0xab; 32], 1_796_000_000_000),
        ] {
            let text = statement.to_string();

            assert_eq!(chain(7).read(&text), Ok(statement.clone()), "{text}");
            assert_eq!(chain(7).read(&format!("{text}\n")), Ok(statement), "{text}");
        }
    }

    #[test]
    fn a_statement_with_one_other_character_is_none() {
        let text = chain(7)
            .state(42, vec![0xab; 32], 1_796_000_000_000)
            .to_string();

        for place in 0..text.len() {
            for other in ["0", "1", "x", ".", ""] {
                let mut changed = text.clone();
                changed.replace_range(place..=place, other);
                if changed != text {
                    assert!(chain(7).read(&changed).is_err(), "{changed}");
                }
            }
        }
        let respelt = [("42", "+42"), ("42", "042"), ("abab", "ABAB")];
        for (written, other) in respelt {
            let changed = text.replacen(written, other, 1);
            assert!(chain(7).read(&changed).is_err(), "{changed}");
        }
    }

    #[test]
    fn a_statement_of_another_pepper_is_forged() {
        let text = chain(8).state(42, vec![0xab; 32], 1).to_string();

        assert_eq!(chain(7).read(&text), Err(StatementError::Forged));
    }

    #[test]
    fn a_text_of_another_form_is_malformed() {
        for text in [
            "",
            "v1",
            "v2.audit.1.1.ab.cd",
            "v1.ledger.1.1.ab.cd",
            "v1.audit.1.1.ab.cd.e",
        ] {
            assert_eq!(
                chain(7).read(text),
                Err(StatementError::Malformed),
                "{text}"
            );
        }
    }
}
