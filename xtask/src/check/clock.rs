//! How long each level of a check takes.

use std::fmt;
use std::time::{Duration, Instant};

/// The time that was spent on each level, in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Clock(Vec<(&'static str, Duration)>);

impl Clock {
    /// Does work of a level.
    pub(super) fn level<T>(&mut self, name: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = work();
        let spent = start.elapsed();
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known += spent,
            None => self.0.push((name, spent)),
        }
        result
    }
}

impl fmt::Display for Clock {
    /// `files 1.2 s, compile 0.8 s`
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, (name, spent)) in self.0.iter().enumerate() {
            let comma = if number == 0 { "" } else { ", " };
            write!(formatter, "{comma}{name} {:.1} s", spent.as_secs_f64())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_work_of_a_level_adds_up() {
        let mut clock = Clock::default();

        let results = ["files", "spec", "files"].map(|name| clock.level(name, || name));

        assert_eq!(results, ["files", "spec", "files"]);
        assert_eq!(clock.to_string(), "files 0.0 s, spec 0.0 s");
    }
}
