//! YAML, event by event.

use saphyr_parser::{Event, Parser, ScalarStyle, Span};
use serde_json::Value;

use super::{
    Fault, Text,
    build::{Builder, Collection},
};
use crate::load::{node::Mark, scalar};

/// Takes over the members of other objects (YAML 1.1, <https://yaml.org/type/merge.html>).
const MERGE: &str = "<<";

pub(super) fn parse(text: &str) -> Text {
    let mut builder = Builder::new(text);
    let mut parser = Parser::new_from_str(text);
    while let Some(step) = parser.next_event() {
        let outcome = match step {
            Ok((event, span)) => take(&mut builder, event, span),
            Err(error) => {
                let message = format!("the text is not valid YAML: {}", error.info());
                let help = "correct the syntax on or before this line";
                let mark = Mark {
                    line: error.marker().line(),
                    column: error.marker().col() + 1,
                };
                Err(builder.fault("not-yaml", mark, &message, help))
            }
        };
        if let Err(fault) = outcome {
            return Text::of(builder, Some(fault));
        }
    }
    Text::of(builder, None)
}

fn take(builder: &mut Builder, event: Event<'_>, span: Span) -> Result<(), Fault> {
    let mark = Mark {
        line: span.start.line(),
        column: span.start.col() + 1,
    };
    match event {
        Event::Scalar(text, ScalarStyle::Plain, _, _)
            if builder.waits_for_key() && text == MERGE =>
        {
            builder.merge_key(MERGE, mark);
            Ok(())
        }
        Event::Scalar(text, _, _, _) if builder.waits_for_key() => {
            builder.key(&text, mark);
            Ok(())
        }
        Event::Scalar(text, style, anchor, _) => {
            let value = match style {
                ScalarStyle::Plain => scalar::resolve(&text),
                _ => Value::String(text.into_owned()),
            };
            builder.scalar(value, mark, width(span), anchor)
        }
        Event::SequenceStart(anchor, _) => builder.begin(Collection::List, mark, anchor),
        Event::MappingStart(anchor, _) => builder.begin(Collection::Map, mark, anchor),
        Event::SequenceEnd | Event::MappingEnd => builder.end(),
        Event::Alias(anchor) => builder.alias(anchor, mark),
        Event::DocumentStart(_) if builder.has_root() => Err(builder.fault(
            "several-documents",
            mark,
            "the file holds more than one YAML document",
            "keep one document in one file",
        )),
        Event::Nothing
        | Event::StreamStart
        | Event::StreamEnd
        | Event::DocumentStart(_)
        | Event::DocumentEnd => Ok(()),
    }
}

/// How many characters a scalar takes in its line; one where it takes several lines.
fn width(span: Span) -> usize {
    if span.start.line() == span.end.line() {
        span.end.col().saturating_sub(span.start.col()).max(1)
    } else {
        1
    }
}
