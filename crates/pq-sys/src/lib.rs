//! The crate `pq-sys` with one thing more: the SQLSTATE of an error.
//!
//! diesel tells a few kinds of errors apart and hides the code of all others
//! (<https://github.com/diesel-rs/diesel/pull/5232>), but it asks libpq for the fields of an error
//! through this crate. So whoever asks diesel for the message of an error can learn its SQLSTATE
//! right afterwards, on the same thread. When diesel tells it, this crate can go.

use std::cell::Cell;
use std::ffi::{CStr, c_char, c_int};

pub use libpq::*;

thread_local! {
    static SQLSTATE: Cell<Option<[u8; 5]>> = const { Cell::new(None) };
}

/// Takes the SQLSTATE of the result that this thread has last asked for a field.
#[must_use]
pub fn take_sqlstate() -> Option<[u8; 5]> {
    SQLSTATE.take()
}

/// A field of an error, as libpq has it. Remembers the error's SQLSTATE.
///
/// # Safety
///
/// As for libpq's own: `result` is null or was made by libpq and not yet cleared.
#[expect(non_snake_case, reason = "the name is libpq's")]
pub unsafe fn PQresultErrorField(result: *const PGresult, field: c_int) -> *mut c_char {
    // SAFETY: the caller promises what libpq asks for; libpq takes null and unknown fields.
    let state = unsafe { libpq::PQresultErrorField(result, c_int::from(PG_DIAG_SQLSTATE)) };
    let state = (!state.is_null()).then(|| {
        // SAFETY: libpq gives a string that ends with NUL and lives as long as the result.
        unsafe { CStr::from_ptr(state) }
    });
    SQLSTATE.set(state.and_then(|state| state.to_bytes().try_into().ok()));
    // SAFETY: as above.
    unsafe { libpq::PQresultErrorField(result, field) }
}
