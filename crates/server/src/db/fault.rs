//! What kind of failure an error of the database is, known by its code and never by its words:
//! those depend on the server's language and version.
//!
//! Postgres has a SQLSTATE for each; diesel keeps it to itself, and `pq-sys` here tells it. The
//! SQLite of this program is compiled into it, so its messages are constants of it; diesel gives
//! them in place of the result codes.

use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind, Error as DieselError};

/// A kind of failure, by what follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// The connection or the server is gone, or the server does not write any more. Another
    /// connection may help.
    Lost,
    /// The server has forgotten or changed what this connection had prepared. Another connection
    /// helps.
    Stale,
    /// The server is short of memory, disk or connections. Later may help.
    Short,
    /// Two transactions were in each other's way. The same transaction may succeed at once.
    Collision,
    /// A lock or a statement was waited for too long. Later may help.
    Waited,
    /// What is stored is damaged.
    Damaged,
    /// The statement is wrong, or breaks a rule of the schema.
    Statement,
}

impl Fault {
    pub(super) fn of(error: &DieselError) -> Self {
        match error {
            DieselError::DatabaseError(
                DatabaseErrorKind::ClosedConnection
                | DatabaseErrorKind::UnableToSendCommand
                | DatabaseErrorKind::ReadOnlyTransaction,
                _,
            )
            | DieselError::BrokenTransactionManager => Self::Lost,
            DieselError::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => {
                Self::Collision
            }
            DieselError::DatabaseError(_, info) => match sqlstate(info.as_ref()) {
                Some(state) => Self::of_sqlstate(&state),
                None => Self::of_sqlite(info.message()),
            },
            DieselError::RollbackErrorOnCommit { commit_error, .. } => Self::of(commit_error),
            _ => Self::Statement,
        }
    }

    /// Whether the connection must not be used again.
    pub(super) fn ends_the_connection(self) -> bool {
        match self {
            Self::Lost | Self::Stale => true,
            Self::Short | Self::Collision | Self::Waited | Self::Damaged | Self::Statement => false,
        }
    }

    /// By <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
    fn of_sqlstate(state: &str) -> Self {
        match state {
            // A role, a database or a node that does not write: a standby, after a fail-over.
            "25006" => Self::Lost,
            // Sessions that the server has ended, and commits whose outcome is unknown.
            "25P03" | "25P04" | "40003" => Self::Lost,
            "57P01" | "57P02" | "57P03" | "57P04" | "57P05" => Self::Lost,
            // A prepared statement that a pooler lost, or whose table was migrated.
            "26000" | "0A000" => Self::Stale,
            "40001" | "40P01" | "40000" => Self::Collision,
            "55P03" | "55006" | "57014" => Self::Waited,
            "XX001" | "XX002" => Self::Damaged,
            _ => match state.get(..2) {
                Some("08") => Self::Lost,
                Some("53") => Self::Short,
                _ => Self::Statement,
            },
        }
    }

    /// By the texts of `sqlite3_errstr`, which SQLite gives for errors that are no statement's own.
    fn of_sqlite(message: &str) -> Self {
        match message {
            "database is locked" | "database table is locked" | "locking protocol" => Self::Waited,
            "database or disk is full" | "out of memory" | "disk I/O error" => Self::Short,
            "unable to open database file" => Self::Lost,
            "database disk image is malformed" | "file is not a database" => Self::Damaged,
            _ if message.starts_with("malformed database schema") => Self::Damaged,
            _ => Self::Statement,
        }
    }
}

/// The SQLSTATE of an error; `None` where it does not come from a Postgres server.
fn sqlstate(info: &(dyn DatabaseErrorInformation + Send + Sync)) -> Option<String> {
    // What another error has left is not this one's.
    let _ = pq_sys::take_sqlstate();
    // Asks libpq for a field of this very error, and so for its SQLSTATE.
    info.message();
    let state = pq_sys::take_sqlstate()?;
    String::from_utf8(state.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_class_of_sqlstate_has_its_fault() {
        let table = [
            (
                Fault::Lost,
                "08000 08003 08006 08P01 57P01 57P02 57P03 57P05 25006 25P03 40003",
            ),
            (Fault::Stale, "26000 0A000"),
            (Fault::Short, "53000 53100 53200 53300 53400"),
            (Fault::Collision, "40001 40P01"),
            (Fault::Waited, "55P03 55006 57014"),
            (Fault::Damaged, "XX001 XX002"),
            (
                Fault::Statement,
                "22001 23505 23503 42P01 42703 25P02 XX000",
            ),
        ];
        for (fault, states) in table {
            for state in states.split(' ') {
                assert_eq!(Fault::of_sqlstate(state), fault, "{state}");
            }
        }
    }
}
