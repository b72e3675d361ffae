//! How the model is deserialised: what serde would derive, with far less code.
//!
//! The viewer carries this inside every report. A derived implementation makes the code that finds
//! a field, the errors and each kind of number again for each type. Here one visitor (`visit`) is
//! made once for the parser, and a type only says what it wants of a [`Place`] and puts that where
//! it belongs. The parser is `serde_json`, as it is.
//!
//! What is read is counted against [`Bounds`] while it is read.
//!
//! It is a crate of its own because a person waits for what it does: the viewer is built for size,
//! and this, which is small, for speed.

mod bounds;
mod limits;
mod list;
mod object;
mod scalar;
mod visit;

pub use bounds::Bounds;
pub use limits::{Limit, Limits};
pub use list::List;
pub use object::{Found, Object, bits};
pub use scalar::{FromScalar, Scalar};
pub use visit::{Failed, Place, Target, Wanted, deserialize, read_prefix};

/// What a field or an element of a list can be.
pub trait Read: Sized {
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
pub trait Field {
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
