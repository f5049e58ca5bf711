//! Statuses that a contract declares by range or by default.

use std::fmt;
use std::marker::PhantomData;

use super::Response;

/// Which statuses a response describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statuses {
    /// This one.
    Code(u16),
    /// A hundred: 4 for `4XX`.
    Range(u16),
    /// Every other one.
    Default,
}

impl Statuses {
    /// Whether a status is among them, as far as these words say.
    pub const fn include(self, status: u16) -> bool {
        match self {
            Self::Code(code) => code == status,
            Self::Range(hundreds) => status / 100 == hundreds,
            Self::Default => status >= 100 && status <= 599,
        }
    }
}

/// A status that the responses `R` declare by the range of that hundred, or with 0 by default.
/// One that they declare more closely cannot be made.
pub struct StatusOf<R, const HUNDREDS: u16>(u16, PhantomData<fn() -> R>);

/// A status that the responses `R` declare neither by number nor by range.
pub type OtherStatus<R> = StatusOf<R, 0>;

impl<R: Response, const HUNDREDS: u16> StatusOf<R, HUNDREDS> {
    /// That status; `None` where it is not in the range, or where the contract says more of it.
    ///
    /// # Examples
    /// ```
    /// use sovx_runtime::wire::{Answer, OtherStatus, Response, Statuses, StatusOf, Unwritable};
    /// # use sovx_runtime::Undecodable;
    ///
    /// enum Lookup {}
    ///
    /// impl Response for Lookup {
    ///     const DECLARED: &'static [Statuses] =
    ///         &[Statuses::Code(404), Statuses::Range(4), Statuses::Default];
    ///     // …
    /// #     fn write(self) -> Result<Answer, Unwritable> { match self {} }
    /// #     fn read(_: &Answer) -> Result<Self, Undecodable> { Err(Undecodable::UndeclaredStatus) }
    /// }
    ///
    /// assert!(StatusOf::<Lookup, 4>::new(409).is_some());
    /// assert!(StatusOf::<Lookup, 4>::new(404).is_none());
    /// assert!(OtherStatus::<Lookup>::new(503).is_some());
    /// assert!(OtherStatus::<Lookup>::new(409).is_none());
    /// ```
    pub fn new(status: u16) -> Option<Self> {
        let own = match HUNDREDS {
            0 => Statuses::Default,
            hundreds => Statuses::Range(hundreds),
        };
        let closer = |declared: &&Statuses| match declared {
            Statuses::Code(_) => true,
            Statuses::Range(_) => HUNDREDS == 0,
            Statuses::Default => false,
        };
        let mut closer = R::DECLARED.iter().filter(closer);
        let free = own.include(status) && !closer.any(|declared| declared.include(status));
        free.then_some(Self(status, PhantomData))
    }

    /// The number.
    pub fn get(self) -> u16 {
        self.0
    }
}

impl<R, const HUNDREDS: u16> Clone for StatusOf<R, HUNDREDS> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R, const HUNDREDS: u16> Copy for StatusOf<R, HUNDREDS> {}

impl<R, const HUNDREDS: u16> PartialEq for StatusOf<R, HUNDREDS> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<R, const HUNDREDS: u16> Eq for StatusOf<R, HUNDREDS> {}

impl<R, const HUNDREDS: u16> fmt::Debug for StatusOf<R, HUNDREDS> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("StatusOf").field(&self.0).finish()
    }
}
