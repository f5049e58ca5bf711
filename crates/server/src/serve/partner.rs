//! The sandbox's own partner, as a start tells of it.

use super::welcome::Welcome;
use crate::app::App;
use crate::portal;

/// Gives a sandbox a partner, and tells its key in the start that makes it or that tells the other
/// secrets. Without it the server serves all the same.
pub(super) async fn introduce(app: &App, welcome: &mut Welcome) {
    match portal::provide_sample(app).await {
        Ok(sample) => {
            let is_first = welcome.has_secrets();
            let told = sample.filter(|sample| sample.is_new || is_first);
            welcome.partner_key = told.map(|sample| sample.key);
        }
        Err(error) => {
            let cause: &dyn std::error::Error = &error;
            tracing::warn!(error = cause, "the sandbox has no partner of its own");
        }
    }
}
