//! JSON, token by token: faster than YAML, and with the escapes that YAML lacks.

use serde_json::{Number, Value};

use super::{
    Fault, Text,
    build::{Builder, Collection},
};
use crate::load::node::Mark;

/// What may come next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    Value,
    ValueOrEnd,
    Key,
    KeyOrEnd,
    Colon,
    CommaOrEnd,
    Nothing,
}

enum Token<'t> {
    Begin(Collection),
    End(Collection),
    Colon,
    Comma,
    /// A text in its quotes.
    Text(&'t str),
    /// A number or a word.
    Word(&'t str),
}

pub(super) fn parse(text: &str) -> Text {
    let mut builder = Builder::new(text);
    let mut tokens = Tokens {
        text,
        offset: 0,
        line: 1,
        line_start: 0,
        continued: 0,
    };
    let mut next = Next::Value;
    loop {
        let mark = tokens.skip_space();
        let step = match tokens.token() {
            Some(Ok(token)) => take(&mut builder, next, token, mark),
            Some(Err(message)) => Err(fault(&builder, mark, message)),
            None if next == Next::Nothing => return Text::of(builder, None),
            None => Err(fault(&builder, mark, "the text ends too early")),
        };
        match step {
            Ok(after) => next = after,
            Err(fault) => return Text::of(builder, Some(fault)),
        }
    }
}

fn fault(builder: &Builder, mark: Mark, message: &str) -> Fault {
    let message = format!("the text is not valid JSON: {message}");
    let help = "correct the syntax here or just before";
    builder.fault("not-json", mark, &message, help)
}

fn take(builder: &mut Builder, next: Next, token: Token<'_>, mark: Mark) -> Result<Next, Fault> {
    use Next::{Colon, CommaOrEnd, Key, KeyOrEnd, Value as Item, ValueOrEnd};
    match (next, token) {
        (Item | ValueOrEnd, Token::Begin(collection)) => {
            builder.begin(collection, mark, 0)?;
            return Ok(match collection {
                Collection::List => ValueOrEnd,
                Collection::Map => KeyOrEnd,
            });
        }
        (CommaOrEnd, Token::End(collection)) if builder.inside() == Some(collection) => {
            builder.end()?;
        }
        (ValueOrEnd, Token::End(Collection::List)) | (KeyOrEnd, Token::End(Collection::Map)) => {
            builder.end()?;
        }
        (CommaOrEnd, Token::Comma) => {
            return Ok(match builder.inside() {
                Some(Collection::Map) => Key,
                _ => Item,
            });
        }
        (Key | KeyOrEnd, Token::Text(quoted)) => {
            let key = unquoted(quoted).ok_or_else(|| fault(builder, mark, BAD_TEXT))?;
            builder.key(&key, mark);
            return Ok(Colon);
        }
        (Colon, Token::Colon) => return Ok(Item),
        (Item | ValueOrEnd, Token::Text(quoted)) => {
            let text = unquoted(quoted).ok_or_else(|| fault(builder, mark, BAD_TEXT))?;
            builder.scalar(Value::String(text), mark, quoted.len(), 0)?;
        }
        (Item | ValueOrEnd, Token::Word(word)) => {
            let value =
                value_of(word).ok_or_else(|| fault(builder, mark, "a word that is no value"))?;
            builder.scalar(value, mark, word.len(), 0)?;
        }
        (next, _) => return Err(fault(builder, mark, expected(next))),
    }
    Ok(match builder.inside() {
        Some(_) => CommaOrEnd,
        None => Next::Nothing,
    })
}

const BAD_TEXT: &str = "a text with an escape that does not exist";

fn expected(next: Next) -> &'static str {
    match next {
        Next::Value => "a value is missing",
        Next::ValueOrEnd => "a value or `]` is missing",
        Next::Key => "a name in quotes is missing",
        Next::KeyOrEnd => "a name in quotes or `}` is missing",
        Next::Colon => "a colon is missing",
        Next::CommaOrEnd => "a comma or the closing bracket is missing",
        Next::Nothing => "the value has ended already",
    }
}

fn unquoted(quoted: &str) -> Option<String> {
    if quoted.contains('\\') {
        return serde_json::from_str(quoted).ok();
    }
    let inner = quoted.strip_prefix('"')?.strip_suffix('"')?;
    Some(inner.to_owned())
}

fn value_of(word: &str) -> Option<Value> {
    match word {
        "null" => Some(Value::Null),
        "true" => Some(Value::Bool(true)),
        "false" => Some(Value::Bool(false)),
        _ => serde_json::from_str::<Number>(word).ok().map(Value::Number),
    }
}

struct Tokens<'t> {
    text: &'t str,
    offset: usize,
    line: usize,
    line_start: usize,
    /// Bytes of this line that do not begin a character.
    continued: usize,
}

impl<'t> Tokens<'t> {
    /// Goes on to the next token and gives its place.
    fn skip_space(&mut self) -> Mark {
        let bytes = self.text.as_bytes();
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = bytes.get(self.offset) {
            self.offset += 1;
            if bytes.get(self.offset - 1) == Some(&b'\n') {
                self.line += 1;
                self.line_start = self.offset;
                self.continued = 0;
            }
        }
        Mark {
            line: self.line,
            column: self.offset - self.line_start - self.continued + 1,
        }
    }

    fn token(&mut self) -> Option<Result<Token<'t>, &'static str>> {
        let begin = self.offset;
        let single = match self.text.as_bytes().get(begin)? {
            b'{' => Some(Token::Begin(Collection::Map)),
            b'}' => Some(Token::End(Collection::Map)),
            b'[' => Some(Token::Begin(Collection::List)),
            b']' => Some(Token::End(Collection::List)),
            b':' => Some(Token::Colon),
            b',' => Some(Token::Comma),
            b'"' => return Some(self.quoted(begin)),
            _ => None,
        };
        if let Some(token) = single {
            self.offset += 1;
            return Some(Ok(token));
        }
        let rest = self.text.get(begin..)?;
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '+' | '-' | '.'))
            .unwrap_or(rest.len());
        self.offset += end.max(1);
        match rest.get(..end) {
            Some(word) if !word.is_empty() => Some(Ok(Token::Word(word))),
            _ => Some(Err("a character that begins no value")),
        }
    }

    fn quoted(&mut self, begin: usize) -> Result<Token<'t>, &'static str> {
        let bytes = self.text.as_bytes();
        let mut at = begin + 1;
        loop {
            match bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => at += 2,
                Some(0..=31) => return Err("a text with a line break or control character in it"),
                Some(byte) => {
                    self.continued += usize::from(byte & 0xC0 == 0x80);
                    at += 1;
                }
                None => return Err("a text that does not end"),
            }
        }
        self.offset = at + 1;
        let quoted = self.text.get(begin..self.offset);
        quoted.map(Token::Text).ok_or("a text that does not end")
    }
}
