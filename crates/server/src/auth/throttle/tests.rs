//! The schedule, second by second, under a simulated clock.

use super::*;
use crate::auth::clock::simulated::SimulatedClock;

const HOME: &str = "192.0.2.1";
const AWAY: &str = "198.51.100.9";
const OWNER: &str = "owner@acme.example";

struct Bench {
    clock: Arc<SimulatedClock>,
    throttle: Throttle,
}

impl Bench {
    fn new(limits: Limits) -> Self {
        let clock = Arc::new(SimulatedClock::default());
        let shared: Arc<dyn Clock> = Arc::<SimulatedClock>::clone(&clock);
        Self {
            clock,
            throttle: Throttle::with_limits(shared, limits),
        }
    }

    fn check(&self, address: &str, email: &str) -> Result<Attempt, u64> {
        self.throttle
            .check(address.parse().unwrap(), email)
            .map_err(|refused| refused.seconds)
    }

    fn fail(&self, address: &str, email: &str) {
        self.check(address, email).unwrap().failed();
    }

    fn wait(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }
}

#[test]
fn five_failures_are_free_and_then_waits_double_up_to_fifteen_minutes() {
    let bench = Bench::new(Limits::default());
    for _ in 0..5 {
        bench.fail(HOME, OWNER);
    }

    for expected in [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900] {
        bench.fail(HOME, OWNER);
        assert_eq!(bench.check(HOME, OWNER).unwrap_err(), expected);
        bench.wait(expected - 1);
        assert_eq!(bench.check(HOME, OWNER).unwrap_err(), 1);
        bench.wait(1);
    }

    assert!(bench.check(HOME, OWNER).is_ok());
}

#[test]
fn the_wait_is_rounded_up_to_whole_seconds() {
    let bench = Bench::new(Limits::default());
    for _ in 0..7 {
        bench.wait(1);
        bench.fail(HOME, OWNER);
    }

    bench.clock.advance(Duration::from_millis(500));

    assert_eq!(bench.check(HOME, OWNER).unwrap_err(), 2);
}

#[test]
fn success_clears_the_failures() {
    let bench = Bench::new(Limits::default());
    for _ in 0..5 {
        bench.fail(HOME, OWNER);
    }
    bench.check(HOME, OWNER).unwrap().succeeded();

    for _ in 0..5 {
        bench.fail(HOME, OWNER);
    }

    assert!(bench.check(HOME, OWNER).is_ok());
}

#[test]
fn refused_attempts_do_not_make_the_wait_longer() {
    let bench = Bench::new(Limits::default());
    for _ in 0..6 {
        bench.fail(HOME, OWNER);
    }
    for _ in 0..100 {
        assert_eq!(bench.check(HOME, OWNER).unwrap_err(), 1);
    }

    bench.wait(1);

    assert!(bench.check(HOME, OWNER).is_ok());
}

#[test]
fn nobody_can_lock_an_owner_out_from_another_address() {
    let bench = Bench::new(Limits::default());
    for _ in 0..6 {
        bench.fail(AWAY, OWNER);
    }

    assert!(bench.check(AWAY, OWNER).is_err());
    assert!(bench.check(HOME, OWNER).is_ok());
    assert!(bench.check(AWAY, "other@acme.example").is_ok());
}

#[test]
fn the_case_of_an_email_does_not_open_a_fresh_count() {
    let bench = Bench::new(Limits::default());
    for email in ["a@b.c", "A@b.c", "a@B.c", "a@b.C", "A@B.C", " a@b.c"] {
        bench.fail(HOME, email);
    }

    assert!(bench.check(HOME, "a@b.c").is_err());
}

#[test]
fn addresses_of_one_ipv6_network_count_as_one() {
    let bench = Bench::new(Limits::default());
    for host in 1..=6 {
        bench.fail(&format!("2001:db8:1:2::{host}"), OWNER);
    }

    assert!(bench.check("2001:db8:1:2:ffff::1", OWNER).is_err());
    assert!(bench.check("2001:db8:1:3::1", OWNER).is_ok());
    for _ in 0..6 {
        bench.fail(HOME, OWNER);
    }
    assert!(bench.check("::ffff:192.0.2.1", OWNER).is_err());
}

#[test]
fn attempts_sent_all_at_once_gain_nothing() {
    let bench = Bench::new(Limits::default());

    let begun: Vec<_> = (0..20)
        .filter_map(|_| bench.check(HOME, OWNER).ok())
        .collect();

    assert_eq!(begun.len(), 6);
    begun.into_iter().for_each(Attempt::failed);
    assert_eq!(bench.check(HOME, OWNER).unwrap_err(), 1);
}

#[test]
fn an_attempt_without_outcome_counts_no_failure() {
    let bench = Bench::new(Limits::default());
    for _ in 0..50 {
        drop(bench.check(HOME, OWNER).unwrap());
    }

    for _ in 0..5 {
        bench.fail(HOME, OWNER);
    }

    assert!(bench.check(HOME, OWNER).is_ok());
}

#[test]
fn failures_are_forgotten_an_hour_after_the_last_wait() {
    let bench = Bench::new(Limits::default());
    for _ in 0..6 {
        bench.fail(HOME, OWNER);
    }

    bench.wait(1 + 3600);
    for _ in 0..5 {
        bench.fail(HOME, OWNER);
    }

    assert!(bench.check(HOME, OWNER).is_ok());
}

#[test]
fn memory_stays_bounded_and_waiting_accounts_are_the_last_to_be_dropped() {
    let bench = Bench::new(Limits {
        remembered: 100,
        ..Limits::default()
    });
    for _ in 0..11 {
        bench.fail(HOME, OWNER);
        bench.wait(bench.check(HOME, OWNER).err().unwrap_or(0));
    }
    bench.fail(HOME, OWNER);
    assert_eq!(bench.check(HOME, OWNER).unwrap_err(), 64);

    for number in 0..10_000 {
        bench.fail(&format!("10.0.{}.{}", number / 250, number % 250), "x@y.z");
        bench.clock.advance(Duration::from_millis(1));
    }

    let state = bench.throttle.lock();
    assert!(state.pairs.len() <= 100);
    drop(state);
    assert!(bench.check(HOME, OWNER).is_err());
}

#[test]
fn debug_output_names_no_account() {
    let bench = Bench::new(Limits::default());

    let attempt = bench.check(HOME, OWNER).unwrap();

    assert!(!format!("{attempt:?} {:?}", bench.throttle).contains("acme"));
}
