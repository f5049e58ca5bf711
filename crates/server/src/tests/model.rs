//! Random calls about users, tokens, wallets and addresses against a model in memory: whatever the
//! order, the server answers what the model says.

mod calls;
mod compare;
mod play;
mod state;

use futures_util::StreamExt;
use futures_util::stream;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::testing::TestApp;
use calls::{Call, calls};

const SEQUENCES: usize = 256;

/// How many sequences run at a time, each with a customer of its own.
const AT_ONCE: usize = 8;

#[actix_web::test]
async fn two_hundred_and_fifty_six_sequences_of_fifty_calls_go_as_the_model_says() {
    let app = TestApp::start().await;
    let mut runner = TestRunner::deterministic();
    let trees: Vec<_> = (0..SEQUENCES)
        .map(|_| calls().new_tree(&mut runner).unwrap())
        .collect();

    let playing = trees.iter().enumerate().map(async |(number, tree)| {
        let name = format!("model-{number}");
        let diverged = play::play(&app, &name, &tree.current()).await;
        diverged.map(|_| number)
    });
    let diverged: Vec<_> = stream::iter(playing)
        .buffer_unordered(AT_ONCE)
        .collect()
        .await;

    let diverged: Vec<usize> = diverged.into_iter().flatten().collect();
    if let Some(first) = diverged.first() {
        let tree = trees.into_iter().nth(*first).unwrap();
        let (calls, problem) = smallest(&app, tree).await;
        panic!(
            "{} diverged; the smallest: {calls:#?}\n{problem}",
            diverged.len()
        );
    }
}

/// The smallest sequence that diverges as this one does, and how.
async fn smallest(
    app: &TestApp,
    mut tree: impl ValueTree<Value = Vec<Call>>,
) -> (Vec<Call>, String) {
    let mut found = (tree.current(), "not again".to_owned());
    for attempt in 0.. {
        let calls = tree.current();
        let name = format!("smaller-{attempt}");
        let goes_on = match play::play(app, &name, &calls).await {
            Some(problem) => {
                found = (calls, problem);
                tree.simplify()
            }
            None => tree.complicate(),
        };
        if !goes_on {
            break;
        }
    }
    found
}
