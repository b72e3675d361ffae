//! How the model is deserialised: what serde would derive, with far less code.
//!
//! The viewer carries this inside every report. A derived implementation makes the code that finds
//! a field, the errors and each kind of number again for each type. Here one visitor (`visit`) is
//! made once for the parser, and a type only says what it wants of a [`Place`] and puts that where
//! it belongs. The parser is `serde_json`, as it is.

mod list;
mod object;
mod scalar;
mod visit;

pub(crate) use object::{bits, read_struct};
pub(crate) use scalar::{FromScalar, Scalar, read_scalar, read_transparent};
pub(crate) use visit::{Failed, Members, Place, Target, Value, Wanted, deserialize};

/// What a field or an element of a list can be.
pub(crate) trait Read: Sized {
    /// Whether an object without this field is refused.
    const REQUIRED: bool = true;

    /// What stands there until the value is read, and where an optional one is absent.
    fn blank() -> Self;

    /// Reads the value over this one. `false` for a null, which is an error unless it is `nullable`.
    fn read(&mut self, place: &mut dyn Place, nullable: bool) -> Result<bool, Failed>;

    /// Reads the value, or null.
    fn read_optional(place: &mut dyn Place) -> Result<Option<Self>, Failed> {
        let mut value = Self::blank();
        Ok(value.read(place, true)?.then_some(value))
    }
}

impl<T: Read> Read for Option<T> {
    const REQUIRED: bool = false;

    fn blank() -> Self {
        None
    }

    fn read(&mut self, place: &mut dyn Place, _: bool) -> Result<bool, Failed> {
        *self = T::read_optional(place)?;
        Ok(self.is_some())
    }
}

impl<T: Read> Read for Box<T> {
    fn blank() -> Self {
        Self::new(T::blank())
    }

    fn read(&mut self, place: &mut dyn Place, nullable: bool) -> Result<bool, Failed> {
        T::read(self, place, nullable)
    }

    fn read_optional(place: &mut dyn Place) -> Result<Option<Self>, Failed> {
        Ok(T::read_optional(place)?.map(Self::new))
    }
}
