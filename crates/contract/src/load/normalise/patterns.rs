//! Regular expressions of ECMA-262 for engines that are written in Rust.

use serde_json::{Map, Value};

use super::Problem;

/// Rewrites patterns that only a sloppy engine reads, and refuses those that none does.
pub(super) fn mend(members: &mut Map<String, Value>, problems: &mut Vec<Problem>) {
    if let Some(Value::String(pattern)) = members.get("pattern")
        && (counts_far(pattern) || !compiles(pattern))
    {
        let pattern = pattern.clone();
        members.shift_remove("pattern");
        match Readable::of(&pattern) {
            Some(readable) => readable.write(members),
            None => problems.push(unreadable("pattern")),
        }
    }
    if let Some(Value::Object(named)) = members.get_mut("patternProperties")
        && !named.keys().all(|pattern| compiles(pattern))
    {
        for (pattern, schema) in std::mem::take(named) {
            let tidy = if compiles(&pattern) {
                pattern
            } else {
                tidied(&pattern)
            };
            if compiles(&tidy) {
                named.insert(tidy, schema);
            } else {
                problems.push(unreadable("patternProperties"));
            }
        }
    }
}

fn unreadable(key: &'static str) -> Problem {
    Problem {
        fatal: true,
        ..Problem::tolerable(
            "bad-pattern",
            key,
            "the pattern is no regular expression of ECMA-262, or none that an engine can hold",
            "write it in the words of ECMA-262",
        )
    }
}

/// The same pattern in Rust's words, for [`regex`] or else for [`fancy_regex`].
pub(crate) fn rust_pattern(pattern: &str) -> Option<String> {
    let translated = jsonschema_regex::to_rust_regex(pattern).ok()?;
    Some(translated.into_owned())
}

fn compiles(pattern: &str) -> bool {
    rust_pattern(pattern).is_some_and(|translated| {
        regex::Regex::new(&translated).is_ok() || fancy_regex::Regex::new(&translated).is_ok()
    })
}

/// Whether a pattern counts so far that compiling it takes long, if it can be compiled at all.
fn counts_far(pattern: &str) -> bool {
    let counts = pattern.split(['{', ',', '}']);
    counts
        .filter_map(|count| count.parse::<u64>().ok())
        .any(|count| count > 1000)
}

/// A pattern that an engine reads, with limits of the length that it leaves out.
struct Readable {
    pattern: String,
    length: Option<(u64, u64)>,
}

impl Readable {
    fn of(pattern: &str) -> Option<Self> {
        let tidy = tidied(pattern);
        let counted = Self::without_count(&tidy).filter(|readable| compiles(&readable.pattern));
        counted.or_else(|| {
            compiles(&tidy).then_some(Self {
                pattern: tidy,
                length: None,
            })
        })
    }

    /// One character repeated so often that no engine can count so far: `^.{0,262144}$` is `^.*$`
    /// with a length, and without the `$` only the lower limit matters.
    fn without_count(pattern: &str) -> Option<Self> {
        let one = r"(?x) ^ (\^?) ( \. | \\[dDwWsS] | \[ (?:[^\]\\]|\\.)+ \] ) \{ (\d+) , (\d+) \} (\$?) $";
        let captures = regex::Regex::new(one).ok()?.captures(pattern)?;
        let (_, [begin, atom, fewest, most, end]) = captures.extract();
        let length = (fewest.parse().ok()?, most.parse().ok()?);
        Some(match (begin, end) {
            ("^", "$") => Self {
                pattern: format!("^{atom}*$"),
                length: Some(length),
            },
            _ => Self {
                pattern: format!("{begin}{atom}{{{fewest}}}{end}"),
                length: None,
            },
        })
    }

    fn write(self, members: &mut Map<String, Value>) {
        if let Some((fewest, most)) = self.length {
            let given = |key: &str| members.get(key).and_then(Value::as_u64);
            let fewest = given("minLength").map_or(fewest, |given| given.max(fewest));
            let most = given("maxLength").map_or(most, |given| given.min(most));
            members.insert("minLength".to_owned(), fewest.into());
            members.insert("maxLength".to_owned(), most.into());
        }
        members.insert("pattern".to_owned(), self.pattern.into());
    }
}

/// All characters beyond the first 65,536, as they are written for engines that know halves of
/// them only.
const HALVES: &str = r"\uD800\uDBFF-\uDC00\uDFFF";

/// Escapes that need none lose theirs, and brackets, braces and hyphens that stand for themselves
/// get one.
fn tidied(pattern: &str) -> String {
    let pattern = pattern.replace(HALVES, r"\x{10000}-\x{10FFFF}");
    let mut tidy = String::with_capacity(pattern.len());
    let mut class = false;
    // Whether what stands before is a set such as `\w`, which cannot begin a range.
    let mut set = false;
    let mut rest = pattern.chars().peekable();
    while let Some(character) = rest.next() {
        let after_set = std::mem::take(&mut set);
        match character {
            '\\' => match rest.next() {
                Some('Z' | 'z') => tidy.push('$'),
                Some('A') => tidy.push('^'),
                Some(other) if is_escapable(other) => {
                    set = "dDwWsS".contains(other);
                    tidy.extend(['\\', other]);
                }
                Some(other) => tidy.push(other),
                None => tidy.push_str("\\\\"),
            },
            '-' if class && (after_set || before_set(rest.clone())) => tidy.push_str("\\-"),
            '[' if class => tidy.push_str("\\["),
            '[' => {
                class = true;
                tidy.push('[');
                if rest.next_if_eq(&'^').is_some() {
                    tidy.push('^');
                }
            }
            ']' if class => {
                class = false;
                tidy.push(']');
            }
            '{' if !class && !begins_count(rest.clone()) => tidy.push_str("\\{"),
            other => tidy.push(other),
        }
    }
    tidy
}

/// Whether a set such as `\w` comes next, which cannot end a range.
fn before_set(mut rest: impl Iterator<Item = char>) -> bool {
    rest.next() == Some('\\') && rest.next().is_some_and(|next| "dDwWsS".contains(next))
}

/// Whether ECMA-262 or Rust gives an escape of this character a meaning, or takes it for the
/// character itself.
fn is_escapable(character: char) -> bool {
    character.is_ascii_punctuation() && !matches!(character, '<' | '>' | '_' | '\'' | '"' | '`')
        || character.is_ascii_digit()
        || "bBdDwWsSnrtfvcxukpP".contains(character)
}

/// Whether a brace opens a count: `{2}`, `{2,}`, `{2,5}`.
fn begins_count(rest: impl Iterator<Item = char>) -> bool {
    let inside: String = rest.take_while(|c| *c != '}').collect();
    let (low, high) = inside.split_once(',').unwrap_or((&inside, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    !low.is_empty() && digits(low) && digits(high)
}
