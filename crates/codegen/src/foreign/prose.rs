//! The prose of strangers as documentation of Rust.
//!
//! It is Markdown, and stays Markdown; but no code in it becomes a test, no list swallows the
//! paragraph after it, and nothing in it breaks the source.

use proc_macro2::TokenStream;
use quote::quote;

/// Doc attributes, one for each line.
pub(crate) fn docs(prose: Option<&str>) -> TokenStream {
    let Some(prose) = prose.map(str::trim).filter(|prose| !prose.is_empty()) else {
        return TokenStream::new();
    };
    lines(prose)
        .into_iter()
        .map(|line| {
            let line = if line.is_empty() {
                line
            } else {
                format!(" {line}")
            };
            quote!(#[doc = #line])
        })
        .collect()
}

/// The lines, made safe.
fn lines(prose: &str) -> Vec<String> {
    let mut state = State::default();
    let clean: String = prose.chars().filter_map(harmless).collect();
    let mut lines: Vec<String> = clean.lines().map(|line| state.line(line)).collect();
    if state.fence.is_some() {
        lines.push("```".to_owned());
    }
    lines
}

/// Without what turns or hides text, and with spaces for tabs.
fn harmless(character: char) -> Option<char> {
    match character {
        '\n' => Some('\n'),
        '\t' => Some(' '),
        '\r' => Some('\n'),
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => None,
        '\u{feff}' => None,
        other if other.is_control() => None,
        other => Some(other),
    }
}

/// What the lines before mean for the next one.
#[derive(Default)]
struct State {
    /// The mark that ends the block of code.
    fence: Option<&'static str>,
    /// How far the text of the list's item is indented.
    item: Option<usize>,
}

impl State {
    fn line(&mut self, line: &str) -> String {
        let text = line.trim();
        if let Some(mark) = self.fence {
            if text.starts_with(mark) {
                self.fence = None;
                return "```".to_owned();
            }
            return line.trim_end().replace("```", "'''");
        }
        if let Some(mark) = ["```", "~~~"]
            .into_iter()
            .find(|mark| text.starts_with(mark))
        {
            // A block that ends on its own line is text between backticks.
            if text.trim_matches(['`', '~']).contains(mark)
                || text.len() > 3 && text.ends_with(mark)
            {
                return text.replace(mark, "`");
            }
            self.fence = Some(mark);
            self.item = None;
            return "```text".to_owned();
        }
        if text.is_empty() {
            self.item = None;
            return String::new();
        }
        match (marker(text), self.item) {
            (Some(width), _) => {
                self.item = Some(width);
                text.to_owned()
            }
            // What goes on after an item belongs to it.
            (None, Some(width)) => format!("{:width$}{text}", ""),
            (None, None) => text.to_owned(),
        }
    }
}

/// How wide the mark of a list's item is: `- `, `12. `.
fn marker(line: &str) -> Option<usize> {
    let bullet = ["- ", "* ", "+ "].iter().any(|mark| line.starts_with(mark));
    if bullet {
        return Some(2);
    }
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let rest = line.get(digits..)?;
    let numbered = (1..=9).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") "));
    numbered.then_some(digits + 2)
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn code_is_marked_as_text_and_ended() {
        assert_eq!(
            lines("See:\n```rust\nfn x() {}"),
            ["See:", "```text", "fn x() {}", "```"]
        );
        assert_eq!(
            lines("~~~\na ``` b\n~~~\nend"),
            ["```text", "a ''' b", "```", "end"]
        );
        assert_eq!(
            lines("    let indented = code();"),
            ["let indented = code();"]
        );
        assert_eq!(lines("```on one line```"), ["`on one line`"]);
    }

    #[test]
    fn a_line_after_a_list_belongs_to_its_item() {
        let prose = "* one\nmore\n\n10. ten\n     far\n\nafter";

        assert_eq!(
            lines(prose),
            ["* one", "  more", "", "10. ten", "    far", "", "after"]
        );
    }

    #[test]
    fn nothing_that_hides_or_turns_text_remains() {
        assert_eq!(lines("a\tb\r\nc\rd\u{202e}e\u{0}"), ["a b", "", "c", "de"]);
    }
}
