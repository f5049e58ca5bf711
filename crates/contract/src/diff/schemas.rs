//! Schemas, followed through references on both sides.
//!
//! Two schemas are compared once, however many operations use them: what came of it is kept as a
//! list of notes and of the named schemas inside, and told again for each use. Documents have
//! finitely many schemas, so comparing ends even where they contain themselves.

mod kinds;
mod limits;
mod notes;
mod objects;
mod unions;

use std::{
    collections::{HashMap, HashSet},
    ptr,
    rc::Rc,
};

use self::notes::{Audience, Event, Inner, Notes};
use super::{
    findings::Place,
    resolved::{Named, Resolved},
    rule::{Direction, Level, Rule},
};
use crate::{Document, model::Schema};

/// How deep schemas may be tried out against each other while others are being tried.
const TRIALS: usize = 16;

/// Two schemas by where they stand in memory. Documents do not move while they are compared.
type Key = (*const Schema, *const Schema);

/// A schema of the old document and one of the new that stand in the same place.
#[derive(Clone, Copy)]
struct Pair<'d> {
    old: &'d Schema,
    new: &'d Schema,
}

impl Pair<'_> {
    fn key(self) -> Key {
        (ptr::from_ref(self.old), ptr::from_ref(self.new))
    }
}

/// A note where a use of the schemas puts it, judged for that use.
pub(super) struct Told<'n, 'd> {
    pub(super) rule: Rule,
    /// From the top of the value.
    pub(super) path: &'n str,
    pub(super) level: Level,
    pub(super) note: &'n notes::Note<'d>,
}

/// All comparisons of schemas so far.
pub(super) struct Schemas<'d> {
    old: Named<'d>,
    new: Named<'d>,
    /// What came of comparing two named schemas; nothing yet while they are being compared.
    compared: HashMap<Key, Option<Notes<'d>>>,
    /// Whether two named schemas are the same in all that they contain.
    same: HashMap<Key, bool>,
    trials: usize,
}

impl<'d> Schemas<'d> {
    pub(super) fn new(old: &'d Document, new: &'d Document) -> Self {
        Self {
            old: Named::new(old),
            new: Named::new(new),
            compared: HashMap::new(),
            same: HashMap::new(),
            trials: 0,
        }
    }

    /// Whether nothing tells the two apart.
    pub(super) fn are_same(&mut self, old: &'d Schema, new: &'d Schema) -> bool {
        if self.trials >= TRIALS {
            return false;
        }
        self.trials += 1;
        let notes = self.notes(Pair { old, new });
        let same = self.say_nothing(&notes);
        self.trials -= 1;
        same
    }

    /// How much a first look finds; named schemas inside are not entered.
    fn distance(&mut self, old: &'d Schema, new: &'d Schema) -> usize {
        let (a, b) = self.resolve(Pair { old, new });
        let notes = self.kinds_of(Pair {
            old: a.target,
            new: b.target,
        });
        let mut found = 0;
        for event in notes.iter() {
            match event {
                Event::Note(note) if note.path.is_empty() && note.rule == Rule::TypeChanged => {
                    return usize::MAX;
                }
                Event::Note(_) => found += 1,
                Event::Named(_) => {}
            }
        }
        found
    }

    fn resolve(&self, pair: Pair<'d>) -> (Resolved<'d>, Resolved<'d>) {
        (
            Resolved::new(&self.old, pair.old),
            Resolved::new(&self.new, pair.new),
        )
    }

    /// What came of comparing two named schemas; `None` while they are being compared.
    fn named(&mut self, pair: Pair<'d>) -> Option<Notes<'d>> {
        if let Some(known) = self.compared.get(&pair.key()) {
            return known.clone();
        }
        self.compared.insert(pair.key(), None);
        let notes = self.kinds_of(pair);
        self.compared.insert(pair.key(), Some(Rc::clone(&notes)));
        Some(notes)
    }

    /// Whether there is no note, here or in any schema inside.
    fn say_nothing(&mut self, notes: &Notes<'d>) -> bool {
        let mut seen: HashSet<Key> = HashSet::new();
        let mut left = vec![Rc::clone(notes)];
        let mut is_settled = true;
        while let Some(notes) = left.pop() {
            for event in notes.iter() {
                let Event::Named(Inner { pair, .. }) = event else {
                    return false;
                };
                match self.same.get(&pair.key()) {
                    Some(true) => continue,
                    Some(false) => return false,
                    None if seen.insert(pair.key()) => {}
                    None => continue,
                }
                match self.named(*pair) {
                    Some(inner) => left.push(inner),
                    // What is being compared is taken for the same until it is known.
                    None => is_settled = false,
                }
            }
        }
        if is_settled {
            self.same.extend(seen.into_iter().map(|key| (key, true)));
        }
        true
    }

    fn is_same(&mut self, pair: Pair<'d>) -> bool {
        if let Some(known) = self.same.get(&pair.key()) {
            return *known;
        }
        let Some(notes) = self.named(pair) else {
            return false;
        };
        let same = self.say_nothing(&notes);
        self.same.insert(pair.key(), same);
        same
    }

    /// Compares two schemas and tells every note, each with its path.
    pub(super) fn tell(
        &mut self,
        old: &'d Schema,
        new: &'d Schema,
        direction: Direction,
        mut tell: impl FnMut(Told<'_, 'd>),
    ) {
        let mut seen: HashSet<(Key, Audience, bool)> = HashSet::new();
        let top = Inner::top(Pair { old, new });
        let mut open = vec![(self.notes(top.pair), 0, top)];
        while let Some((notes, next, outer)) = open.last_mut() {
            let Some(event) = notes.get(*next) else {
                open.pop();
                continue;
            };
            *next += 1;
            let inner = match event {
                Event::Note(note) => {
                    let is_turned = outer.is_turned != note.is_turned;
                    let audience = outer.audience.and(note.audience);
                    tell(Told {
                        rule: note.rule,
                        path: &format!("{}{}", outer.path, note.path),
                        level: judge(note.rule, direction, is_turned, audience),
                        note,
                    });
                    continue;
                }
                Event::Named(inner) => outer.around(inner),
            };
            let key = (inner.pair.key(), inner.audience, inner.is_turned);
            if self.is_same(inner.pair) || !seen.insert(key) {
                continue;
            }
            if let Some(notes) = self.named(inner.pair) {
                open.push((notes, 0, inner));
            }
        }
    }

    /// The schemas of the old document that have another name in the new one.
    pub(super) fn renamed(
        &mut self,
        old: &'d Document,
        new: &'d Document,
    ) -> Vec<(&'d str, &'d str, (&'d Schema, &'d Schema))> {
        let gone = old.schemas.iter();
        let gone = gone.filter(|named| new.schema(&named.name).is_none());
        let fresh = new.schemas.iter();
        let mut fresh: Vec<_> = fresh
            .filter(|named| old.schema(&named.name).is_none())
            .collect();
        let mut renamed = Vec::new();
        for named in gone {
            let same = fresh
                .iter()
                .position(|other| self.are_same(&named.schema, &other.schema));
            if let Some(index) = same {
                let other = fresh.remove(index);
                let schemas = (&named.schema, &other.schema);
                renamed.push((named.name.as_str(), other.name.as_str(), schemas));
            }
        }
        renamed
    }
}

fn judge(rule: Rule, direction: Direction, is_turned: bool, audience: Audience) -> Level {
    if !audience.hears(direction) {
        return Level::Compatible;
    }
    rule.level(if is_turned {
        direction.turned()
    } else {
        direction
    })
}

impl<'d> super::Diff<'d> {
    /// Compares two schemas in the same place of the current operation.
    pub(super) fn schema(&mut self, place: Place<'_>, old: &'d Schema, new: &'d Schema) {
        let (findings, operation) = (&mut self.findings, &self.operation);
        self.schemas.tell(old, new, place.direction, |told| {
            let subject = if told.path.is_empty() {
                place.subject.to_owned()
            } else {
                format!("{}, {}", place.subject, told.path)
            };
            let note = told.note;
            findings.add(
                told.rule,
                (note.at.0, note.at.1),
                (note.old.clone(), note.new.clone()),
                super::findings::Judged {
                    operation: operation.clone(),
                    subject,
                    code: told.rule.code(place.direction),
                    level: told.level,
                },
            );
        });
    }
}
