//! Random deposits, blocks, reorganisations, movements, holds and clock jumps against a model in
//! memory: after every step the ledger holds what the model says, and adds up.

mod play;
mod state;
mod steps;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use tokio::task::spawn_blocking;

use crate::testing::TestApp;
use play::Play;
use steps::{Step, steps};

/// How many sequences are played, of how many steps; `SOVX_MODEL` asks for others, as in
/// `10000x100`.
const SEQUENCES: (usize, usize) = (256, 50);

fn how_many() -> (usize, usize) {
    #[expect(
        clippy::disallowed_methods,
        reason = "a test setting, not configuration"
    )]
    let asked = std::env::var("SOVX_MODEL");
    asked.map_or(SEQUENCES, |text| {
        let (sequences, steps) = text.split_once('x').unwrap();
        (sequences.parse().unwrap(), steps.parse().unwrap())
    })
}

#[actix_web::test]
async fn two_hundred_and_fifty_six_sequences_of_fifty_steps_leave_what_the_model_says() {
    let app = TestApp::start().await;
    let play = Play::new(&app).await;

    let diverged = spawn_blocking(move || play_all(play)).await.unwrap();

    if let Some((steps, problem)) = diverged {
        panic!("the smallest sequence: {steps:#?}\n{problem}");
    }
}

/// Plays the sequences; the smallest one that diverges, and how.
fn play_all(mut play: Play) -> Option<(Vec<Step>, String)> {
    let (sequences, length) = how_many();
    let mut runner = TestRunner::deterministic();
    for _ in 0..sequences {
        let tree = steps(length).new_tree(&mut runner).unwrap();
        if let Err(problem) = play.through(&tree.current()) {
            return Some(smallest(&mut play, tree, problem));
        }
    }
    None
}

/// The smallest sequence that diverges as this one does, and how.
fn smallest(
    play: &mut Play,
    mut tree: impl ValueTree<Value = Vec<Step>>,
    problem: String,
) -> (Vec<Step>, String) {
    let mut found = (tree.current(), problem);
    loop {
        let steps = tree.current();
        let goes_on = match play.through(&steps) {
            Err(problem) => {
                found = (steps, problem);
                tree.simplify()
            }
            Ok(()) => tree.complicate(),
        };
        if !goes_on {
            return found;
        }
    }
}

/// The watcher once lost sight of a deposit that was mined again and looked at before it had enough
/// confirmations.
#[actix_web::test]
async fn a_reversed_deposit_that_is_mined_again_is_looked_at_until_it_has_its_confirmations() {
    let app = TestApp::start().await;
    let mut play = Play::new(&app).await;
    let (wallet, amount) = (0, 1);
    let begin = [
        Step::Send { wallet, amount },
        Step::Confirm(0),
        Step::Look,
        Step::Reorganise(0),
        Step::Look,
    ];

    let steps: Vec<Step> = begin.into_iter().chain([Step::Pass; 5]).collect();

    let played = spawn_blocking(move || play.through(&steps)).await.unwrap();
    assert_eq!(played, Ok(()));
}
