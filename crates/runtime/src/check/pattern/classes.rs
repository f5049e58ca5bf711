//! `\d`, `\w` and `\s` as ECMA-262 means them: the first two are ASCII.

/// White space and line terminators (ECMA-262, sections 12.2 and 12.3).
const SPACE: &str = r"\x{9}-\x{d}\x{20}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}";

/// The same pattern with its classes spelt out, for an engine to which they are Unicode's.
pub(super) fn spelt_out(pattern: &str) -> String {
    let mut spelt = String::with_capacity(pattern.len());
    let mut rest = pattern.chars();
    while let Some(character) = rest.next() {
        if character != '\\' {
            spelt.push(character);
            continue;
        }
        let Some(escaped) = rest.next() else {
            spelt.push(character);
            break;
        };
        let members = match escaped {
            'd' | 'D' => "0-9",
            'w' | 'W' => "A-Za-z0-9_",
            's' | 'S' => SPACE,
            _ => {
                spelt.extend([character, escaped]);
                continue;
            }
        };
        let sign = if escaped.is_ascii_uppercase() {
            "^"
        } else {
            ""
        };
        spelt.push_str(&format!("[{sign}{members}]"));
    }
    spelt
}
