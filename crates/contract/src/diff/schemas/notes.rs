//! What came of comparing two schemas, apart from where they are used.

use std::rc::Rc;

use super::{Pair, Schemas};
use crate::{
    diff::rule::{Direction, Rule},
    load::pointer,
    model::Location,
};

/// The events of one comparison in the order of the document.
pub(super) type Notes<'d> = Rc<Vec<Event<'d>>>;

/// Who gets to see a part of a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Audience {
    Both,
    /// It is `writeOnly` on both sides.
    Requests,
    /// It is `readOnly` on both sides.
    Responses,
    /// It is one inside of the other.
    Nobody,
}

impl Audience {
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Both, other) | (other, Self::Both) => other,
            (a, b) if a == b => a,
            _ => Self::Nobody,
        }
    }

    pub(super) fn hears(self, direction: Direction) -> bool {
        matches!(
            (self, direction),
            (Self::Both, _)
                | (Self::Requests, Direction::Request)
                | (Self::Responses, Direction::Response)
        )
    }
}

pub(super) enum Event<'d> {
    Note(Note<'d>),
    /// A named schema stands here.
    Named(Inner<'d>),
}

/// One difference.
pub(in crate::diff) struct Note<'d> {
    pub(super) rule: Rule,
    pub(super) path: String,
    pub(super) audience: Audience,
    pub(super) is_turned: bool,
    pub(in crate::diff) at: (&'d Location, &'d Location),
    pub(in crate::diff) old: String,
    pub(in crate::diff) new: String,
}

/// A place inside a schema at which named schemas are compared.
pub(super) struct Inner<'d> {
    pub(super) path: String,
    pub(super) audience: Audience,
    /// Whether it stands inside `not`.
    pub(super) is_turned: bool,
    pub(super) pair: Pair<'d>,
}

impl<'d> Inner<'d> {
    pub(super) fn top(pair: Pair<'d>) -> Self {
        Self {
            path: String::new(),
            audience: Audience::Both,
            is_turned: false,
            pair,
        }
    }

    /// An inner place of this one, as seen from where this one is seen.
    pub(super) fn around(&self, inner: &Self) -> Self {
        Self {
            path: format!("{}{}", self.path, inner.path),
            audience: self.audience.and(inner.audience),
            is_turned: self.is_turned != inner.is_turned,
            pair: inner.pair,
        }
    }
}

/// A comparison under way.
pub(super) struct Walk<'s, 'd> {
    pub(super) schemas: &'s mut Schemas<'d>,
    path: String,
    audience: Audience,
    is_turned: bool,
    events: Vec<Event<'d>>,
}

impl<'d> Schemas<'d> {
    /// Compares two schemas where they are used.
    pub(super) fn notes(&mut self, pair: Pair<'d>) -> Notes<'d> {
        self.walk(|walk| walk.schema(pair))
    }

    /// Compares what two schemas admit, apart from their flags.
    pub(super) fn kinds_of(&mut self, pair: Pair<'d>) -> Notes<'d> {
        self.walk(|walk| walk.kinds(pair))
    }

    fn walk(&mut self, start: impl FnOnce(&mut Walk<'_, 'd>)) -> Notes<'d> {
        let mut walk = Walk {
            schemas: self,
            path: String::new(),
            audience: Audience::Both,
            is_turned: false,
            events: Vec::new(),
        };
        start(&mut walk);
        Rc::new(walk.events)
    }
}

impl<'d> Walk<'_, 'd> {
    pub(super) fn note(
        &mut self,
        rule: Rule,
        at: (&'d Location, &'d Location),
        old: impl Into<String>,
        new: impl Into<String>,
    ) {
        self.events.push(Event::Note(Note {
            rule,
            path: self.path.clone(),
            audience: self.audience,
            is_turned: self.is_turned,
            at,
            old: old.into(),
            new: new.into(),
        }));
    }

    pub(super) fn named(&mut self, pair: Pair<'d>) {
        self.events.push(Event::Named(Inner {
            path: self.path.clone(),
            audience: self.audience,
            is_turned: self.is_turned,
            pair,
        }));
    }

    /// Goes on at a member, an item or, for `*`, at all others.
    pub(super) fn at(&mut self, segment: &str, then: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        pointer::push(&mut self.path, segment);
        then(self);
        self.path.truncate(length);
    }

    pub(super) fn before(&mut self, audience: Audience, then: impl FnOnce(&mut Self)) {
        let outer = self.audience;
        self.audience = outer.and(audience);
        then(self);
        self.audience = outer;
    }

    pub(super) fn turned(&mut self, then: impl FnOnce(&mut Self)) {
        self.is_turned = !self.is_turned;
        then(self);
        self.is_turned = !self.is_turned;
    }
}
