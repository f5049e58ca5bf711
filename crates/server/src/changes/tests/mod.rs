//! What a change leaves behind, on a real database.

mod audit;
mod once;
mod replies;

use std::sync::Arc;

use secrecy::SecretBox;

use super::Changes;
use crate::auth::pepper::Pepper;
use crate::db::testing::TestDb;

fn pepper(byte: u8) -> Arc<Pepper> {
    Arc::new(Pepper::new(SecretBox::new(Box::new([byte; 32]))))
}

/// Changes to a database of their own.
fn changes() -> (TestDb, Changes) {
    let test = TestDb::open();
    let changes = Changes::new(test.db.clone(), &pepper(7));
    (test, changes)
}
