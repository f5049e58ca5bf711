//! What budgets let through, request by request, under a simulated clock.

use std::net::IpAddr;
use std::thread;
use std::time::Duration;

use futures_util::FutureExt;
use proptest::prelude::*;
use sovx_runtime::boundary::RateLimit;

use super::*;
use crate::auth::clock::Clock;
use crate::auth::clock::simulated::SimulatedClock;
use crate::db::{EndCustomerId, PartnerId};

struct Bench {
    clock: Arc<SimulatedClock>,
    limiter: LocalLimiter,
}

impl Bench {
    fn new() -> Self {
        Self::remembering(1000)
    }

    fn remembering(remembered: usize) -> Self {
        let clock = Arc::new(SimulatedClock::default());
        let shared: Arc<dyn Clock> = Arc::<SimulatedClock>::clone(&clock);
        Self {
            clock,
            limiter: LocalLimiter::remembering(shared, remembered),
        }
    }

    fn take(&self, subject: &Subject, quota: Quota) -> Decision {
        self.limiter.take(subject, quota).now_or_never().unwrap()
    }

    fn peek(&self, subject: &Subject, quota: Quota) -> Decision {
        self.limiter.peek(subject, quota).now_or_never().unwrap()
    }

    /// How many of so many requests pass.
    fn pass(&self, subject: &Subject, quota: Quota, requests: u32) -> usize {
        let outcomes = (0..requests).map(|_| self.take(subject, quota).outcome);
        outcomes.filter(Result::is_ok).count()
    }

    fn wait(&self, milliseconds: u64) {
        self.clock.advance(Duration::from_millis(milliseconds));
    }
}

/// 50 a minute: one every 1.2 seconds.
fn fifty() -> Quota {
    Quota::new(50, 60).unwrap()
}

fn network(text: &str) -> Network {
    text.parse::<IpAddr>().unwrap().into()
}

fn address(text: &str) -> Subject {
    Subject::Address(network(text))
}

fn home() -> Subject {
    address("192.0.2.1")
}

#[test]
fn of_two_hundred_requests_at_once_exactly_fifty_pass() {
    let bench = Bench::new();

    let passed: usize = thread::scope(|scope| {
        let clients: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| bench.pass(&home(), fifty(), 25)))
            .collect();
        let passed = clients.into_iter().map(|client| client.join().unwrap());
        passed.sum()
    });

    assert_eq!(passed, 50);
}

#[test]
fn a_spent_budget_lets_one_request_pass_every_interval() {
    let bench = Bench::new();
    assert_eq!(bench.pass(&home(), fifty(), 200), 50);

    for _ in 0..100 {
        bench.wait(1199);
        assert_eq!(bench.pass(&home(), fifty(), 200), 0);
        bench.wait(1);
        assert_eq!(bench.pass(&home(), fifty(), 200), 1);
    }
}

#[test]
fn an_address_may_try_to_log_in_thirty_times_and_then_once_every_two_seconds() {
    let bench = Bench::new();
    let (login, quota) = (
        Subject::Login(network("192.0.2.1")),
        Quotas::default().login,
    );
    assert_eq!(bench.pass(&login, quota, 200), 30);

    for _ in 0..100 {
        bench.wait(1999);
        assert_eq!(bench.pass(&login, quota, 200), 0);
        bench.wait(1);
        assert_eq!(bench.pass(&login, quota, 200), 1);
    }
}

#[test]
fn what_is_left_and_when_it_is_whole_again_are_exact() {
    let bench = Bench::new();
    let said = |decision: Decision| {
        let RateLimit {
            limit,
            remaining,
            reset,
        } = decision.budget;
        (limit, remaining, reset - SimulatedClock::EPOCH)
    };

    // 1.2 s for each request, and the second is rounded up.
    assert_eq!(said(bench.peek(&home(), fifty())), (50, 50, 0));
    assert_eq!(said(bench.take(&home(), fifty())), (50, 49, 2));
    assert_eq!(said(bench.take(&home(), fifty())), (50, 48, 3));
    bench.wait(1200);
    assert_eq!(said(bench.peek(&home(), fifty())), (50, 49, 3));
    bench.wait(1199);
    assert_eq!(said(bench.peek(&home(), fifty())), (50, 49, 3));
    bench.wait(1);
    assert_eq!(said(bench.peek(&home(), fifty())), (50, 50, 3));
    assert_eq!(bench.pass(&home(), fifty(), 200), 50);
    assert_eq!(said(bench.take(&home(), fifty())), (50, 0, 63));
}

#[test]
fn a_refusal_says_after_how_many_whole_seconds_the_next_request_passes() {
    let bench = Bench::new();
    let hourly = Quota::new(2, 7200).unwrap();
    bench.pass(&home(), hourly, 2);

    for (waited, left) in [(0, 3600), (1, 3600), (999, 3599), (3_598_999, 1)] {
        bench.wait(waited);
        let refused = bench.take(&home(), hourly).outcome.unwrap_err();
        assert_eq!(refused.retry_after, left, "{waited}");
    }

    bench.wait(1);
    assert_eq!(bench.take(&home(), hourly).outcome, Ok(()));
}

#[test]
fn a_peek_finds_what_a_take_would_find_and_spends_nothing() {
    let bench = Bench::new();

    for left in (0..50).rev() {
        for _ in 0..3 {
            let peeked = bench.peek(&home(), fifty());
            assert_eq!(
                (peeked.budget.remaining, peeked.outcome),
                (left + 1, Ok(()))
            );
        }
        let taken = bench.take(&home(), fifty());
        assert_eq!((taken.budget.remaining, taken.outcome), (left, Ok(())));
    }

    let peeked = bench.peek(&home(), fifty());
    assert_eq!(peeked, bench.take(&home(), fifty()));
    assert_eq!(peeked.outcome, Err(Spent { retry_after: 2 }));
}

#[test]
fn nobody_spends_the_budget_of_another() {
    let bench = Bench::new();
    let login = Subject::Login(network("192.0.2.1"));
    let partner = Subject::Partner(PartnerId::fresh());
    bench.pass(&home(), fifty(), 200);

    for other in [address("192.0.2.2"), login, partner] {
        assert_eq!(bench.pass(&other, fifty(), 200), 50, "{other:?}");
    }
}

#[test]
fn addresses_of_one_ipv6_network_share_a_budget() {
    let bench = Bench::new();
    bench.pass(&address("2001:db8:1:2::1"), fifty(), 200);
    bench.pass(&home(), fifty(), 200);

    assert_eq!(bench.pass(&address("2001:db8:1:2:ffff::9"), fifty(), 9), 0);
    assert_eq!(bench.pass(&address("::ffff:192.0.2.1"), fifty(), 9), 0);
    assert_eq!(bench.pass(&address("2001:db8:1:3::1"), fifty(), 9), 9);
}

#[test]
fn an_end_customer_may_have_a_quota_of_its_own() {
    let (usual, special) = (EndCustomerId::fresh(), EndCustomerId::fresh());
    let quotas = Quotas {
        end_customer: fifty(),
        end_customers: [(special.clone(), Quota::new(7, 1).unwrap())].into(),
        ..Quotas::default()
    };
    let limits = Limits::new(Arc::new(Bench::new().limiter), quotas);

    let limit = |id: EndCustomerId| {
        let taken = limits.take(&Subject::EndCustomer(id)).now_or_never();
        taken.unwrap().budget.limit
    };

    assert_eq!((limit(usual), limit(special)), (50, 7));
}

#[test]
fn memory_stays_bounded_and_a_spent_budget_outlives_a_crowd() {
    let bench = Bench::remembering(100);
    bench.pass(&home(), fifty(), 200);

    for number in 0..10_000 {
        let stranger = address(&format!("10.0.{}.{}", number / 250, number % 250));
        bench.take(&stranger, fifty());
        bench.clock.advance(Duration::from_micros(10));
    }

    assert!(bench.limiter.budgets().len() <= 100);
    assert_eq!(bench.pass(&home(), fifty(), 200), 0);
}

#[test]
fn whole_budgets_are_forgotten_before_any_other() {
    let bench = Bench::remembering(100);
    let busy: Vec<Subject> = (0..70)
        .map(|number| address(&format!("10.0.0.{number}")))
        .collect();
    for number in 0..30 {
        bench.take(&address(&format!("10.0.1.{number}")), fifty());
    }
    bench.wait(1200);
    for subject in &busy {
        bench.take(subject, fifty());
    }

    bench.take(&home(), fifty());

    assert_eq!(bench.limiter.budgets().len(), 71);
    assert!(
        busy.iter()
            .all(|subject| bench.peek(subject, fifty()).budget.remaining == 49)
    );
}

proptest! {
    /// In any span of time, at any distance from any edge, at most the burst and the pace pass.
    #[test]
    fn no_span_of_time_holds_more_than_the_burst_and_the_pace(
        requests in 1_u32..40,
        seconds in 1_u32..90,
        gaps in prop::collection::vec(0_u64..4000, 1..200),
    ) {
        let (bench, quota) = (Bench::new(), Quota::new(requests, seconds).unwrap());
        let mut passed: Vec<u64> = Vec::new();
        for gap in gaps {
            bench.wait(gap.saturating_sub(2000));
            if bench.take(&home(), quota).outcome.is_ok() {
                passed.push(u64::try_from(bench.clock.now().as_millis()).unwrap());
            }
        }

        for (first, from) in passed.iter().enumerate() {
            for (last, to) in passed.iter().enumerate().skip(first) {
                let paced = (to - from) * u64::from(requests) / (u64::from(seconds) * 1000);
                let allowed = u64::from(requests) + paced;
                prop_assert!(u64::try_from(last - first + 1).unwrap() <= allowed);
            }
        }
    }
}
