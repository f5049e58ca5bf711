//! What was looked at, how it stands, and what is wrong with it.

/// How an artefact stands, from good to bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    /// It says what the contract says.
    Fresh,
    /// Building again mends it.
    Stale,
    /// Somebody has to decide.
    Broken,
}

impl State {
    /// What a script sees.
    pub(super) fn exit_code(self) -> u8 {
        match self {
            Self::Fresh => 0,
            Self::Stale => 4,
            Self::Broken => 100,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Fresh => "fresh",
            Self::Stale => "stale",
            Self::Broken => "broken",
        }
    }
}

/// One thing that was looked at.
#[derive(Debug)]
pub(super) struct Artefact {
    name: String,
    state: State,
    notes: Vec<String>,
    problems: Vec<String>,
}

impl Artefact {
    /// Fresh until a problem is found.
    pub(super) fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            state: State::Fresh,
            notes: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// Adds problems that somebody has to decide.
    pub(super) fn broken(&mut self, problems: impl IntoIterator<Item = String>) {
        self.add(State::Broken, problems);
    }

    /// Adds problems that building again mends.
    pub(super) fn stale(&mut self, problems: impl IntoIterator<Item = String>) {
        self.add(State::Stale, problems);
    }

    /// Adds lines that are worth knowing and no problem.
    pub(super) fn note(&mut self, notes: impl IntoIterator<Item = String>) {
        self.notes.extend(notes);
    }

    fn add(&mut self, state: State, problems: impl IntoIterator<Item = String>) {
        let known = self.problems.len();
        self.problems.extend(problems);
        if self.problems.len() > known {
            self.state = self.state.max(state);
        }
    }

    pub(super) fn state(&self) -> State {
        self.state
    }

    /// What is wrong with it.
    pub(super) fn into_problems(self) -> Vec<String> {
        self.problems
    }

    /// The line of the artefact, then notes and problems, indented.
    pub(super) fn lines(&self) -> String {
        let mut text = format!("{:6} {}", self.state.word(), self.name);
        for line in self.notes.iter().chain(&self.problems) {
            text.push_str("\n       ");
            text.push_str(&line.replace('\n', "\n       "));
        }
        text
    }

    /// Prints the lines and returns the state.
    pub(super) fn report(&self) -> State {
        println!("{}", self.lines());
        self.state
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_problem_decides_the_state() {
        let mut artefact = Artefact::new("declared");
        assert_eq!(artefact.state(), State::Fresh);

        artefact.stale(["old".to_owned()]);
        assert_eq!(artefact.state(), State::Stale);

        artefact.broken(["wrong".to_owned()]);
        artefact.stale(["older".to_owned()]);
        assert_eq!(artefact.state(), State::Broken);
    }

    #[test]
    fn without_a_problem_nothing_changes() {
        let mut artefact = Artefact::new("declared");

        artefact.broken([]);

        assert_eq!(artefact.lines(), "fresh  declared");
    }

    #[test]
    fn the_exit_codes_are_those_of_the_help() {
        let codes = [State::Fresh, State::Stale, State::Broken].map(State::exit_code);

        assert_eq!(codes, [0, 4, 100]);
    }

    #[test]
    fn problems_stand_below_their_artefact() {
        let mut artefact = Artefact::new("declared");

        artefact.broken(["first\nhelp".to_owned(), "second".to_owned()]);

        assert_eq!(
            artefact.lines(),
            "broken declared\n       first\n       help\n       second"
        );
    }
}
