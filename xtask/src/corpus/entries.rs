//! Which contracts the corpus has.

use super::CorpusOptions;
use crate::failure::{Failure, Result};

/// The list, as people edit it.
const LIST: &str = include_str!("../../corpus.txt");

/// A contract of the corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its name here.
    pub(super) name: String,
    /// The npm package that holds it.
    pub(super) package: String,
    /// Its place in that package.
    pub(super) file: String,
    /// Whether CI takes it.
    pub(super) is_small: bool,
    /// The code of the error with which the generator refuses it, where it does.
    pub(super) refused: Option<String>,
}

/// Those that are asked for.
///
/// # Errors
/// A name is not in the list.
pub(super) fn chosen(options: &CorpusOptions) -> Result<Vec<Entry>> {
    let all: Vec<Entry> = LIST.lines().filter_map(entry).collect();
    let unknown = options
        .names
        .iter()
        .find(|name| !all.iter().any(|one| one.name == **name));
    if let Some(name) = unknown {
        return Err(Failure::new(format!("xtask/corpus.txt has no `{name}`")));
    }
    let is_chosen = |entry: &Entry| {
        (options.names.is_empty() || options.names.contains(&entry.name))
            && (entry.is_small || !options.small)
    };
    Ok(all.into_iter().filter(is_chosen).collect())
}

/// `name package file [small | refused CODE]`; a comment is none.
fn entry(line: &str) -> Option<Entry> {
    let mut words = line.split_whitespace();
    let name = words.next().filter(|name| !name.starts_with('#'))?;
    let (package, file) = (words.next()?, words.next()?);
    let mark = words.next();
    let code = words.next().filter(|_| mark == Some("refused"));
    Some(Entry {
        name: name.to_owned(),
        package: package.to_owned(),
        file: file.to_owned(),
        is_small: mark == Some("small"),
        refused: code.map(str::to_owned),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_corpus_has_at_least_sixty_contracts_and_ten_small_ones() {
        let all = chosen(&CorpusOptions::default()).unwrap();
        let small = chosen(&CorpusOptions {
            small: true,
            ..CorpusOptions::default()
        })
        .unwrap();

        let generated = all.iter().filter(|one| one.refused.is_none()).count();
        assert!(generated >= 60, "{generated}");
        assert_eq!(small.len(), 10);
    }

    #[test]
    fn every_contract_has_a_name_of_its_own() {
        let mut names: Vec<String> = LIST.lines().filter_map(entry).map(|one| one.name).collect();
        let count = names.len();

        names.sort();
        names.dedup();

        assert_eq!(names.len(), count);
    }
}
