//! How the model is deserialised: what serde would derive, with far less code.
//!
//! The viewer carries this inside every report. A derived implementation makes the code that finds
//! a field, the errors and each kind of number again for each type. Here one visitor (`visit`) is
//! made once for the parser, and a type only says what it wants of a [`Place`] and puts that where
//! it belongs. The parser is `serde_json`, as it is.
//!
//! What is read is counted against [`Bounds`] while it is read.

mod bounds;
mod list;
mod object;
mod scalar;
mod visit;

pub(crate) use bounds::Bounds;
pub(crate) use list::List;
pub(crate) use object::{Found, Object, bits, read_struct};
pub(crate) use scalar::{FromScalar, Scalar, read_scalar, read_transparent};
pub(crate) use visit::{Failed, Place, Target, Wanted, deserialize, read_prefix};

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

    /// This as a list whose elements can come one by one.
    fn as_list(&mut self) -> Option<&mut dyn List> {
        None
    }

    /// This as an object whose members can come one by one.
    fn as_object(&mut self) -> Option<&mut dyn Object> {
        None
    }
}

/// A field of whatever type.
pub(crate) trait Field {
    /// Reads its value.
    fn read_field(&mut self, place: &mut dyn Place) -> Result<(), Failed>;

    /// The field as a list whose elements can come one by one.
    fn field_list(&mut self) -> Option<&mut dyn List>;
}

impl<T: Read> Field for T {
    fn read_field(&mut self, place: &mut dyn Place) -> Result<(), Failed> {
        self.read(place, false).map(drop)
    }

    fn field_list(&mut self) -> Option<&mut dyn List> {
        self.as_list()
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
        let mut value = Self::new(T::blank());
        Ok(T::read(&mut value, place, true)?.then_some(value))
    }
}
