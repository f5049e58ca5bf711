//! Policy, verdicts, and the bounds on processor time.

use super::*;

#[test]
fn the_policy_counts_characters_and_refuses_only_what_no_login_can_present() {
    let table = [
        ("a".repeat(14), Err(PolicyError::TooShort)),
        ("a".repeat(15), Ok(())),
        ("a".repeat(16), Ok(())),
        ("a".repeat(127), Ok(())),
        ("a".repeat(128), Ok(())),
        ("a".repeat(129), Err(PolicyError::TooLong)),
        ("\u{1f511}".repeat(14), Err(PolicyError::TooShort)),
        ("\u{1f511}".repeat(15), Ok(())),
        ("\u{1f511}".repeat(128), Ok(())),
        (" ".repeat(15), Ok(())),
        ("a\0".repeat(8), Err(PolicyError::Forbidden)),
        (String::new(), Err(PolicyError::TooShort)),
    ];
    for (password, expected) in table {
        assert_eq!(
            check_policy(&password.as_str().into()),
            expected,
            "{password}"
        );
    }
}

#[test]
fn generated_passwords_meet_the_policy_and_differ() {
    let (one, other) = (generate(), generate());

    assert_eq!(one.expose_secret().len(), 24);
    assert_eq!(check_policy(&one), Ok(()));
    assert_ne!(one.expose_secret(), other.expose_secret());
}

#[tokio::test]
async fn a_password_matches_its_own_hash_only() {
    let passwords = Passwords::new().unwrap();

    let hash = passwords
        .hash("correct horse battery".into())
        .await
        .unwrap();

    assert!(
        hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
        "{hash}"
    );
    let stored = Some(hash.as_str());
    let right = passwords
        .verify(stored, "correct horse battery".into())
        .await
        .unwrap();
    assert_eq!(
        right,
        Verdict::Match {
            rehash_needed: false
        }
    );
    let wrong = passwords
        .verify(stored, "correct horse batterz".into())
        .await
        .unwrap();
    assert_eq!(wrong, Verdict::NoMatch);
}

#[tokio::test]
async fn nothing_is_truncated_at_any_length() {
    let passwords = Passwords::new().unwrap();
    let long = "x".repeat(127);
    let hash = passwords.hash(format!("{long}a").into()).await.unwrap();

    let verdict = passwords
        .verify(Some(&hash), format!("{long}b").into())
        .await
        .unwrap();

    assert_eq!(verdict, Verdict::NoMatch);
}

#[tokio::test]
async fn a_missing_account_is_verified_against_a_real_hash_of_the_same_cost() {
    let passwords = Passwords::new().unwrap();
    let dummy = PasswordHash::new(&passwords.dummy).unwrap();

    let verdict = passwords
        .verify(None, "whatever it may be".into())
        .await
        .unwrap();

    assert_eq!(verdict, Verdict::NoMatch);
    assert!(!is_cheaper(&dummy, &Params::try_from(&dummy).unwrap()));
}

#[tokio::test]
async fn a_cheaper_hash_still_matches_and_asks_to_be_replaced() {
    let passwords = Passwords::new().unwrap();
    let cheap = Argon2::new(
        Algorithm::Argon2id,
        Version::V0x13,
        Params::new(64, 1, 1, None).unwrap(),
    );
    let stored = hash_blocking(&cheap, &"correct horse battery".into(), &mut Vec::new()).unwrap();

    let verdict = passwords
        .verify(Some(&stored), "correct horse battery".into())
        .await;

    assert_eq!(
        verdict.unwrap(),
        Verdict::Match {
            rehash_needed: true
        }
    );
}

#[tokio::test]
async fn an_unreadable_stored_hash_is_an_error_and_not_a_mismatch() {
    let passwords = Passwords::new().unwrap();

    let verdict = passwords
        .verify(Some("plain"), "correct horse battery".into())
        .await;

    assert!(matches!(verdict, Err(PasswordError::Unreadable)));
}

#[tokio::test]
async fn a_full_queue_answers_busy_at_once_and_recovers() {
    let passwords = Passwords::bounded(1, 1).unwrap();
    let running = (0..2).map(|_| {
        let passwords = passwords.clone();
        tokio::spawn(async move { passwords.hash("correct horse battery".into()).await })
    });
    let running: Vec<_> = running.collect();
    while passwords.queue.available_permits() > 0 {
        tokio::task::yield_now().await;
    }

    let refused = passwords.hash("correct horse battery".into()).await;

    assert!(matches!(refused, Err(PasswordError::Busy)));
    for job in running {
        assert!(job.await.unwrap().is_ok());
    }
    assert!(passwords.hash("correct horse battery".into()).await.is_ok());
}

#[tokio::test]
async fn no_more_computations_run_at_once_than_there_are_cores() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    let passwords = Passwords::bounded(2, 20).unwrap();
    let running = Arc::new(AtomicUsize::new(0));
    let most = Arc::new(AtomicUsize::new(0));

    let jobs = (0..20).map(|_| {
        let (running, most) = (Arc::clone(&running), Arc::clone(&most));
        passwords.bounded_work(move |_memory| {
            most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            std::thread::sleep(std::time::Duration::from_millis(5));
            running.fetch_sub(1, Ordering::SeqCst);
            Ok(())
        })
    });
    for result in futures_util::future::join_all(jobs).await {
        result.unwrap();
    }

    assert_eq!(most.load(Ordering::SeqCst), 2);
}

/// The addresses of the buffers that a number of computations at once were given, in order.
async fn buffers_of(passwords: &Passwords, jobs: usize) -> Vec<usize> {
    let jobs = (0..jobs).map(|_| {
        passwords.bounded_work(|memory| {
            memory.resize(1, Block::new());
            std::thread::sleep(std::time::Duration::from_millis(5));
            Ok(memory.as_ptr().addr())
        })
    });
    let given = futures_util::future::join_all(jobs).await;
    given.into_iter().map(Result::unwrap).collect()
}

#[tokio::test]
async fn those_who_wait_take_over_the_memory_and_the_last_one_gives_it_back() {
    let passwords = Passwords::bounded(1, 20).unwrap();

    let given = buffers_of(&passwords, 10).await;

    assert!(given.iter().all(|buffer| *buffer == given[0]), "{given:?}");
    assert_eq!(passwords.buffers.idle(), 0);
    assert_eq!(buffers_of(&passwords, 1).await.len(), 1);
    assert_eq!(passwords.buffers.idle(), 0);
}

#[tokio::test]
async fn what_a_buffer_held_before_does_not_change_a_hash() {
    let passwords = Passwords::new().unwrap();
    let mut memory = vec![Block::new(); 3];
    for block in &mut memory {
        block.as_mut().fill(u64::MAX);
    }
    let password = "correct horse battery".into();

    let hash = hash_blocking(&passwords.argon2, &password, &mut memory).unwrap();

    let mut other = Vec::new();
    let verdict = verify_blocking(&hash, &password, &mut other).unwrap();
    assert_eq!(
        verdict,
        Verdict::Match {
            rehash_needed: false
        }
    );
    assert_eq!(
        verify_blocking(&hash, &password, &mut memory).unwrap(),
        verdict
    );
}

#[test]
fn debug_output_shows_no_hash() {
    assert_eq!(
        format!("{:?}", Passwords::bounded(1, 1).unwrap()),
        "Passwords { .. }"
    );
}
