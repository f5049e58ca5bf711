//! Where the body of a request ends (RFC 9112, sections 6 and 7).

/// How much there may be besides the data of chunks: extensions and trailer fields.
const MAX_EXTRAS: usize = 8 * 1024;

/// The body is not framed as it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Broken;

/// The rest of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Body {
    /// So many bytes.
    Length(u64),
    /// Chunks.
    Chunked {
        /// What comes next.
        next: Next,
        /// How much besides data has come so far.
        extras: usize,
    },
}

/// What comes next in a body of chunks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// A digit of the size that begins so, or what ends it.
    Size(u64, u8),
    /// The rest of the line behind a size.
    Extension(u64),
    /// The line feed behind a size.
    SizeEnd(u64),
    /// So much data.
    Data(u64),
    /// The carriage return, then the line feed behind data.
    DataReturn,
    DataEnd,
    /// A trailer field, or the end.
    Trailer,
    TrailerField,
    TrailerEnd,
    /// The line feed behind everything.
    LastEnd,
    /// Nothing.
    Over,
}

impl Body {
    pub(super) fn chunked() -> Self {
        Self::Chunked {
            next: Next::Size(0, 0),
            extras: 0,
        }
    }

    pub(super) fn is_over(&self) -> bool {
        matches!(
            self,
            Self::Length(0)
                | Self::Chunked {
                    next: Next::Over,
                    ..
                }
        )
    }

    /// How many of these bytes belong to the body.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Result<usize, Broken> {
        match self {
            Self::Length(rest) => Ok(take_data(rest, bytes.len())),
            Self::Chunked { next, extras } => {
                let mut taken = 0;
                while let Some(rest) = bytes.get(taken..).filter(|rest| !rest.is_empty()) {
                    if *next == Next::Over {
                        break;
                    }
                    taken += next.advance(rest, extras)?;
                }
                Ok(taken)
            }
        }
    }
}

fn take_data(rest: &mut u64, available: usize) -> usize {
    let available_u64 = u64::try_from(available).unwrap_or(u64::MAX);
    let taken = available_u64.min(*rest);
    *rest -= taken;
    usize::try_from(taken).unwrap_or(available)
}

impl Next {
    /// Takes the first byte, or all the data at once.
    fn advance(&mut self, bytes: &[u8], extras: &mut usize) -> Result<usize, Broken> {
        if let Self::Data(rest) = self {
            let taken = take_data(rest, bytes.len());
            if *rest == 0 {
                *self = Self::DataReturn;
            }
            return Ok(taken);
        }
        let Some(byte) = bytes.first() else {
            return Ok(0);
        };
        *self = self.after(*byte)?;
        if matches!(self, Self::Extension(_) | Self::TrailerField) {
            *extras += 1;
            if *extras > MAX_EXTRAS {
                return Err(Broken);
            }
        }
        Ok(1)
    }

    fn after(self, byte: u8) -> Result<Self, Broken> {
        Ok(match (self, byte) {
            (Self::Size(size, digits), _) => size_after(size, digits, byte)?,
            (Self::Extension(size), b'\r') => Self::SizeEnd(size),
            (Self::Extension(size), _) if byte != b'\n' => Self::Extension(size),
            (Self::SizeEnd(0), b'\n') => Self::Trailer,
            (Self::SizeEnd(size), b'\n') => Self::Data(size),
            (Self::DataReturn, b'\r') => Self::DataEnd,
            (Self::DataEnd, b'\n') => Self::Size(0, 0),
            (Self::Trailer, b'\r') => Self::LastEnd,
            (Self::TrailerField, b'\r') => Self::TrailerEnd,
            (Self::Trailer | Self::TrailerField, _) if byte != b'\n' => Self::TrailerField,
            (Self::TrailerEnd, b'\n') => Self::Trailer,
            (Self::LastEnd, b'\n') => Self::Over,
            _ => return Err(Broken),
        })
    }
}

fn size_after(size: u64, digits: u8, byte: u8) -> Result<Next, Broken> {
    if let Some(digit) = char::from(byte).to_digit(16) {
        let size = size.checked_mul(16).ok_or(Broken)? + u64::from(digit);
        return Ok(Next::Size(size, digits.saturating_add(1)));
    }
    match byte {
        _ if digits == 0 => Err(Broken),
        b'\r' => Ok(Next::SizeEnd(size)),
        b';' | b' ' | b'\t' => Ok(Next::Extension(size)),
        _ => Err(Broken),
    }
}

#[cfg(test)]
mod tests;
