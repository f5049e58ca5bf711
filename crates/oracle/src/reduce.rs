//! The smallest value that still shows a disagreement.

use serde_json::Value;

/// Takes members and items away for as long as the value keeps showing it.
pub(crate) fn smallest(value: Value, shows: impl Fn(&Value) -> bool) -> Value {
    let mut current = value;
    // Each round takes something away, so the rounds end by themselves; the bound is for time.
    for _ in 0..500 {
        let smaller = cuts(&current).into_iter().find(|cut| shows(cut));
        match smaller {
            Some(smaller) => current = smaller,
            None => break,
        }
    }
    current
}

/// The value with one member or item less, anywhere.
fn cuts(value: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    match value {
        Value::Object(members) => {
            for name in members.keys() {
                let mut cut = members.clone();
                cut.shift_remove(name);
                all.push(Value::Object(cut));
            }
            for (name, member) in members {
                for smaller in cuts(member) {
                    let mut cut = members.clone();
                    cut.insert(name.clone(), smaller);
                    all.push(Value::Object(cut));
                }
            }
        }
        Value::Array(items) => {
            for index in 0..items.len() {
                let kept = items
                    .iter()
                    .enumerate()
                    .filter(|(other, _)| *other != index);
                all.push(kept.map(|(_, item)| item.clone()).collect());
            }
            for (index, item) in items.iter().enumerate() {
                for smaller in cuts(item) {
                    let same = |(other, item): (usize, &Value)| {
                        if other == index {
                            smaller.clone()
                        } else {
                            item.clone()
                        }
                    };
                    all.push(items.iter().enumerate().map(same).collect());
                }
            }
        }
        _ => {}
    }
    all
}
