//! What a proof finds wrong.

use std::fmt;

/// How many findings are named; the others are counted.
const NAMED: usize = 100;

/// A row that is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) table: &'static str,
    /// The key of the row.
    pub(crate) id: String,
    pub(crate) flaw: Flaw,
}

/// What is wrong with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    Unreadable,
    Mistyped,
    Disordered,
    Altered,
    AlteredLine,
    AlteredMovement,
    Head,
    Kind,
    Figures,
    Last,
    Gap,
    Gone,
    NoMovement,
    NoAccount,
    NoLine,
    NotItsMovement,
    Step,
    Holds,
    Resolution,
    Unbalanced,
    Overcounted,
    Untold,
    Balance,
    Owner,
    Status,
    Fee,
    NoDeposit,
    Network,
    Bookings,
    Reversal,
    Transaction,
    Chain,
    Checkpoint,
    CheckpointLine,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { table, id, flaw } = self;
        write!(f, "{table} {id}: {flaw}")
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unreadable => "a column holds what is never stored there",
            Self::Mistyped => "a column is of another type than was written",
            Self::Disordered => "rows from here on are out of order and were not proved",
            Self::Altered => "the row is not as it was written",
            Self::AlteredLine => {
                "the line, its movement or the line before is not as it was written"
            }
            Self::AlteredMovement => "the row or a line of it is not as it was written",
            Self::Head => "the hash does not cover the last line: lines were cut off or replaced",
            Self::Kind => "there is no such kind of account",
            Self::Figures => "the figures contradict each other",
            Self::Last => "the figures are not those of the last line",
            Self::Gap => "the lines before it are missing",
            Self::Gone => "the row is missing",
            Self::NoMovement => "its movement is missing",
            Self::NoAccount => "its account is missing",
            Self::NoLine => "it has no line on an account that it changes",
            Self::NotItsMovement => "its movement is of another account, side, amount or currency",
            Self::Step => "the figures do not follow from those before",
            Self::Holds => "what is held is not the sum of the open holds",
            Self::Resolution => "it does not end exactly one open hold of the same amount",
            Self::Unbalanced => "debits and credits differ",
            Self::Overcounted => "there are other movements and lines than the accounts count",
            Self::Untold => "movements and completed transactions of the operation differ",
            Self::Balance => "the balance is not the sum of the completed transactions",
            Self::Owner => "it names another owner than the account",
            Self::Status => "there is no such status, state or type",
            Self::Fee => "the net amount or its sign is not that of the amount",
            Self::NoDeposit => "it belongs to no deposit, or says something else",
            Self::Network => "there is no such network of its currency",
            Self::Bookings => "the movements are not those that the state calls for",
            Self::Reversal => "what was taken back is not what the movements say",
            Self::Transaction => "its transaction is missing or says something else",
            Self::Chain => "the balance is not the sum of the deposits on the network",
            Self::Checkpoint => "the checkpoint is not as it was written",
            Self::CheckpointLine => "the line that was proved earlier is another one or missing",
        })
    }
}

/// All that was found; the first ones by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Findings {
    pub(crate) named: Vec<Finding>,
    /// How many there are besides.
    pub(crate) more: u64,
}

impl Findings {
    pub(super) fn add(&mut self, table: &'static str, id: impl fmt::Display, flaw: Flaw) {
        let id = id.to_string();
        let finding = Finding { table, id, flaw };
        if self.named.contains(&finding) {
            return;
        }
        match self.named.len() < NAMED {
            true => self.named.push(finding),
            false => self.more += 1,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.named.is_empty()
    }
}
