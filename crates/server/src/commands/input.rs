//! What a command reads: files, and passwords that nobody sees.

use std::fs::File;
use std::io::{self, BufRead as _, IsTerminal as _, Read, stdin};
use std::path::Path;

use secrecy::{ExposeSecret as _, SecretString};
use zeroize::Zeroizing;

use crate::auth::password::{PolicyError, check_policy};

/// The largest file that is read, in bytes.
const FILE_LIMIT: u64 = 64 * 1024 * 1024;
/// The longest line that can hold a password, in bytes: twice what the policy admits.
const LINE_LIMIT: u64 = 1024;

/// Why there is no password.
#[derive(Debug, thiserror::Error)]
pub(super) enum PasswordInputError {
    #[error("the first line of standard input must hold the password; or say --generate")]
    Missing,
    #[error("the two passwords differ")]
    Different,
    #[error("the password cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    #[error(transparent)]
    Policy(#[from] PolicyError),
}

/// The text of a file, which ends within 64 MiB.
pub(super) fn text_of(file: &Path) -> io::Result<Zeroizing<String>> {
    bounded_text(File::open(file)?, FILE_LIMIT)
}

/// The text of standard input, which ends within 64 MiB.
pub(super) fn text_of_standard_input() -> io::Result<Zeroizing<String>> {
    bounded_text(stdin().lock(), FILE_LIMIT)
}

fn bounded_text(source: impl Read, limit: u64) -> io::Result<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::new());
    let read = source.take(limit + 1).read_to_string(&mut text)?;
    match u64::try_from(read) {
        Ok(read) if read <= limit => Ok(text),
        Ok(_) | Err(_) => Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            "it is larger than 64 MiB",
        )),
    }
}

/// A new password that keeps the policy: asked for twice on a terminal, where it is not shown, and
/// otherwise the first line of standard input.
pub(super) fn new_password() -> Result<SecretString, PasswordInputError> {
    if !stdin().is_terminal() {
        let password = first_line(stdin().lock())?;
        check_policy(&password)?;
        return Ok(password);
    }
    let password: SecretString = rpassword::prompt_password("Password: ")?.into();
    if password.expose_secret().is_empty() {
        return Err(PasswordInputError::Missing);
    }
    check_policy(&password)?;
    let again: SecretString = rpassword::prompt_password("The same again: ")?.into();
    if password.expose_secret() != again.expose_secret() {
        return Err(PasswordInputError::Different);
    }
    Ok(password)
}

fn first_line(source: impl Read) -> Result<SecretString, PasswordInputError> {
    let mut line = Zeroizing::new(Vec::new());
    let mut source = io::BufReader::new(source.take(LINE_LIMIT));
    source.read_until(b'\n', &mut line)?;
    if line.len() >= 1024 {
        return Err(PolicyError::TooLong.into());
    }
    let Ok(line) = std::str::from_utf8(&line) else {
        return Err(PasswordInputError::Unreadable(io::Error::new(
            io::ErrorKind::InvalidData,
            "it must be valid UTF-8",
        )));
    };
    match line.trim_end_matches(['\r', '\n']) {
        "" => Err(PasswordInputError::Missing),
        password => Ok(password.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_line_is_the_password_and_a_line_without_end_is_too_long() {
        let first = |input: &str| first_line(input.as_bytes());

        for input in ["secret", "secret\n", "secret\r\nmore\n"] {
            assert_eq!(first(input).unwrap().expose_secret(), "secret");
        }
        let missing = first("\nsecret\n").unwrap_err();
        assert!(matches!(missing, PasswordInputError::Missing));
        let endless = first_line(io::repeat(b'a')).unwrap_err();
        assert_eq!(endless.to_string(), PolicyError::TooLong.to_string());
        let binary = first_line(&b"\xFF\n"[..]).unwrap_err();
        assert!(binary.to_string().ends_with("valid UTF-8"), "{binary}");
    }

    #[test]
    fn a_file_is_read_up_to_its_limit_and_no_further() {
        assert_eq!(*bounded_text(&b"1234"[..], 4).unwrap(), "1234");

        let refused = bounded_text(io::repeat(b'a'), 4).unwrap_err();

        assert_eq!(refused.to_string(), "it is larger than 64 MiB");
    }
}
