//! Random calls about end customers and their keys against a model in memory: whatever the order,
//! the server answers what the model says.

use futures_util::StreamExt;
use futures_util::stream;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use crate::testing::{Caller, Seen, TestApp};

const SEQUENCES: usize = 256;
const CALLS: usize = 50;

/// How many sequences run at a time, each with a partner of its own.
const AT_ONCE: usize = 8;

/// Some are the same but for case and outer spaces.
const NAMES: [&str; 8] = ["A", " a ", "B", "b", "Ö", "ö ", "C  c", "c  C"];

/// A call; a number chooses among the end customers that there ever were, or among their keys.
#[derive(Debug, Clone)]
enum Call {
    Create(&'static str),
    Get(usize),
    Rename(usize, Option<&'static str>),
    Rotate(usize, i32),
    Context(usize, usize),
    List(usize, usize),
    Delete(usize),
}

fn calls() -> impl Strategy<Value = Vec<Call>> {
    let name = || prop::sample::select(NAMES.to_vec());
    let grace = prop::sample::select(vec![0, 3600]);
    let call = prop_oneof![
        3 => name().prop_map(Call::Create),
        2 => any::<usize>().prop_map(Call::Get),
        3 => (any::<usize>(), prop::option::weighted(0.8, name()))
            .prop_map(|(which, name)| Call::Rename(which, name)),
        3 => (any::<usize>(), grace).prop_map(|(which, grace)| Call::Rotate(which, grace)),
        4 => (any::<usize>(), any::<usize>()).prop_map(|(which, key)| Call::Context(which, key)),
        1 => (1..6_usize, 0..6_usize).prop_map(|(limit, offset)| Call::List(limit, offset)),
        1 => any::<usize>().prop_map(Call::Delete),
    ];
    prop::collection::vec(call, CALLS)
}

/// An end customer as it must be.
struct Expected {
    /// As shown, without the key.
    shown: Value,
    is_deleted: bool,
    /// Each key that it ever had, the current one last, and whether it works.
    keys: Vec<(String, bool)>,
}

impl Expected {
    fn path(&self) -> String {
        format!("/customers/{}", self.shown["id"].as_str().unwrap())
    }

    fn name(&self) -> String {
        self.shown["name"].as_str().unwrap().to_lowercase()
    }

    fn with_key(&self) -> Value {
        let mut shown = self.shown.clone();
        shown["apiKey"] = self.keys.last().unwrap().0.clone().into();
        shown
    }

    /// Takes over what a change may alter besides what it was asked to.
    fn touched(&mut self, seen: &Seen) {
        self.shown["updatedAt"] = seen.json()["updatedAt"].take();
    }
}

/// All end customers of a partner.
#[derive(Default)]
struct Model(Vec<Expected>);

impl Model {
    fn is_taken(&self, name: &str, but: Option<usize>) -> bool {
        let others = self.0.iter().enumerate();
        let mut others = others.filter(|(place, one)| Some(*place) != but && !one.is_deleted);
        others.any(|(_, one)| one.name() == name.trim().to_lowercase())
    }

    /// Calls the server, and compares its answer with what it must be.
    async fn play(&mut self, partner: &Caller<'_>, call: &Call) -> Result<(), String> {
        match *call {
            Call::Create(name) => return self.create(partner, name).await,
            Call::List(limit, offset) => return self.list(partner, limit, offset).await,
            _ if self.0.is_empty() => return Ok(()),
            _ => {}
        }
        let count = self.0.len();
        match *call {
            Call::Create(_) | Call::List(..) => Ok(()),
            Call::Get(which) => self.0[which % count].get(partner).await,
            Call::Rename(which, name) => self.rename(partner, which % count, name).await,
            Call::Rotate(which, grace) => self.0[which % count].rotate(partner, grace).await,
            Call::Context(which, key) => self.0[which % count].context(partner, key).await,
            Call::Delete(which) => self.0[which % count].delete(partner).await,
        }
    }

    async fn create(&mut self, partner: &Caller<'_>, name: &str) -> Result<(), String> {
        let seen = partner.post("/customers", &json!({ "name": name })).await;
        if self.is_taken(name, None) {
            return same(&seen, 409, None);
        }
        let mut shown = seen.json();
        same(&seen, 201, Some(&shown))?;
        let key = shown.as_object_mut().unwrap().remove("apiKey");
        let key = key.and_then(|key| Some(key.as_str()?.to_owned()));
        self.0.push(Expected {
            shown,
            is_deleted: false,
            keys: vec![(key.ok_or("no key")?, true)],
        });
        Ok(())
    }

    async fn rename(
        &mut self,
        partner: &Caller<'_>,
        which: usize,
        name: Option<&str>,
    ) -> Result<(), String> {
        let is_taken = name.is_some_and(|name| self.is_taken(name, Some(which)));
        let one = &mut self.0[which];
        let body = name.map_or_else(|| json!({}), |name| json!({ "name": name }));
        let seen = partner.patch(&one.path(), &body).await;
        if one.is_deleted {
            return same(&seen, 404, None);
        }
        if is_taken {
            return same(&seen, 409, None);
        }
        if let Some(name) = name {
            one.shown["name"] = name.trim().into();
            one.touched(&seen);
        }
        same(&seen, 200, Some(&one.shown))
    }

    async fn list(&self, partner: &Caller<'_>, limit: usize, offset: usize) -> Result<(), String> {
        let page = format!("/customers?limit={limit}&offset={offset}");
        let seen = partner.get(&page).await;
        let living = self.0.iter().filter(|one| !one.is_deleted);
        let mut all: Vec<_> = living.map(|one| &one.shown).collect();
        all.sort_by_key(|one| (one["createdAt"].to_string(), one["id"].to_string()));
        all.reverse();
        let data: Vec<_> = all.iter().skip(offset).take(limit).collect();
        let (total, has_more) = (all.len(), offset + limit < all.len());
        let pagination =
            json!({ "limit": limit, "offset": offset, "total": total, "hasMore": has_more });
        let expected = json!({ "object": "list", "data": data, "pagination": pagination });
        same(&seen, 200, Some(&expected))
    }
}

impl Expected {
    async fn get(&self, partner: &Caller<'_>) -> Result<(), String> {
        let seen = partner.get(&self.path()).await;
        if self.is_deleted {
            return same(&seen, 404, None);
        }
        same(&seen, 200, Some(&self.with_key()))
    }

    async fn rotate(&mut self, partner: &Caller<'_>, grace: i32) -> Result<(), String> {
        let rotate = format!("{}/rotate-key", self.path());
        let seen = partner
            .post(&rotate, &json!({ "graceSeconds": grace }))
            .await;
        if self.is_deleted {
            return same(&seen, 404, None);
        }
        self.touched(&seen);
        let current = self.keys.len() - 1;
        for (place, (_, works)) in self.keys.iter_mut().enumerate() {
            *works = grace > 0 && place == current;
        }
        let key = seen.json()["apiKey"].as_str().unwrap().to_owned();
        self.keys.push((key, true));
        let mut expected = self.with_key();
        for member in ["rotatedAt", "previousKeyExpiresAt"] {
            expected[member] = seen.json()[member].take();
        }
        same(&seen, 200, Some(&expected))
    }

    async fn context(&self, partner: &Caller<'_>, key: usize) -> Result<(), String> {
        let (key, works) = &self.keys[key % self.keys.len()];
        let caller = partner.clone().and("x-customer-key", key);
        let seen = caller.get("/customer-context").await;
        if !works {
            return same(&seen, 403, None);
        }
        let expected = json!({
            "object": "customer_context",
            "customerId": self.shown["id"],
            "name": self.shown["name"],
        });
        same(&seen, 200, Some(&expected))
    }

    async fn delete(&mut self, partner: &Caller<'_>) -> Result<(), String> {
        let seen = partner.delete(&self.path()).await;
        if self.is_deleted {
            return same(&seen, 404, None);
        }
        self.is_deleted = true;
        for (_, works) in &mut self.keys {
            *works = false;
        }
        same(&seen, 204, None)
    }
}

/// Whether an answer has this status and, if one is given, this body.
fn same(seen: &Seen, status: u16, body: Option<&Value>) -> Result<(), String> {
    let is_body = body.is_none_or(|body| seen.json() == *body);
    if seen.status == status && is_body {
        return Ok(());
    }
    Err(format!("{seen} instead of {status} {body:?}"))
}

#[actix_web::test]
async fn two_hundred_and_fifty_six_sequences_of_fifty_calls_go_as_the_model_says() {
    let app = TestApp::start().await;
    let mut runner = TestRunner::deterministic();
    let sequences: Vec<_> = (0..SEQUENCES)
        .map(|_| calls().new_tree(&mut runner).unwrap().current())
        .collect();

    let playing = sequences.iter().enumerate().map(async |(number, calls)| {
        let partner = app.partner(&format!("partner-{number}")).await;
        let mut model = Model::default();
        for (step, call) in calls.iter().enumerate() {
            let played = model.play(&partner, call).await;
            played.map_err(|problem| {
                format!(
                    "step {step}, {call:?}: {problem}; before: {:#?}",
                    &calls[..step]
                )
            })?;
        }
        Ok::<_, String>(())
    });
    let played: Vec<_> = stream::iter(playing)
        .buffer_unordered(AT_ONCE)
        .collect()
        .await;

    let diverged: Vec<_> = played.into_iter().filter_map(Result::err).collect();
    assert!(diverged.is_empty(), "{}: {}", diverged.len(), diverged[0]);
}
