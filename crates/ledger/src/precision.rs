//! The unit in which a currency is counted.

/// How many digits after the point a currency has, at most 18.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Precision(u8);

impl Precision {
    /// The finest precision, that of ether.
    pub const MAX: Self = Self(18);

    /// Takes a number of digits; `None` above 18.
    pub fn new(places: u8) -> Option<Self> {
        (places <= Self::MAX.0).then_some(Self(places))
    }

    /// The number of digits after the point.
    pub fn get(self) -> u8 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_currency_has_at_most_18_places() {
        assert_eq!(Precision::new(0).map(Precision::get), Some(0));
        assert_eq!(Precision::new(8).map(Precision::get), Some(8));
        assert_eq!(Precision::new(18), Some(Precision::MAX));
        assert_eq!(Precision::new(19), None);
        assert_eq!(Precision::new(u8::MAX), None);
    }
}
