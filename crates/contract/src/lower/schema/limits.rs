//! Pairs of limits that count.

use serde_json::{Map, Value};

use crate::lower::Lowering;

impl Lowering<'_> {
    /// A pair of limits, the lower one first.
    pub(super) fn count(
        &mut self,
        members: &Map<String, Value>,
        fewest: &str,
        most: &str,
        path: &str,
    ) -> (Option<u64>, Option<u64>) {
        let limits = (count(members, fewest), count(members, most));
        if let (Some(low), Some(high)) = limits
            && low > high
        {
            self.tolerate(
                "empty-range",
                path,
                format!("`{fewest}` is greater than `{most}`"),
                "let the lower limit be at most the upper one",
            );
        }
        limits
    }
}

fn count(members: &Map<String, Value>, key: &str) -> Option<u64> {
    members.get(key).and_then(Value::as_u64)
}
