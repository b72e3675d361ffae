//! Lists, and objects whose names are data.

use std::collections::BTreeMap;

use crate::{Failed, Object, Place, Read, Target, Wanted};

/// A list of whatever type.
pub trait List {
    /// Forgets its elements.
    fn clear(&mut self);

    /// Reads one more element; `false` where the list has ended.
    fn read_element(&mut self, place: &mut dyn Place) -> Result<bool, Failed>;

    /// Adds an element whose members come one by one; `None` where elements have none.
    fn begin_element(&mut self) -> Option<&mut dyn Object>;

    /// The last element, as an object.
    fn last_element(&mut self) -> Option<&mut dyn Object>;
}

impl<T: Read> List for Vec<T> {
    fn clear(&mut self) {
        Vec::clear(self);
    }

    fn read_element(&mut self, place: &mut dyn Place) -> Result<bool, Failed> {
        // In its place: an element is too large to be moved for nothing.
        self.push(T::blank());
        let read = match self.last_mut() {
            Some(last) => last.read(place, false),
            None => Ok(false),
        };
        if !matches!(read, Ok(true)) {
            self.pop();
        }
        read
    }

    fn begin_element(&mut self) -> Option<&mut dyn Object> {
        self.push(T::blank());
        self.last_element()
    }

    fn last_element(&mut self) -> Option<&mut dyn Object> {
        self.last_mut()?.as_object()
    }
}

impl<T: Read> Read for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }

    fn read(&mut self, place: &mut dyn Place, nullable: bool) -> Result<bool, Failed> {
        self.clear();
        place.read(&mut Wanted {
            expected: "a sequence",
            nullable,
            target: Target::List(self),
        })
    }

    fn as_list(&mut self) -> Option<&mut dyn List> {
        Some(self)
    }
}

impl Read for BTreeMap<String, i64> {
    fn blank() -> Self {
        Self::new()
    }

    fn read(&mut self, place: &mut dyn Place, nullable: bool) -> Result<bool, Failed> {
        self.clear();
        place.read(&mut Wanted {
            expected: "a map",
            nullable,
            target: Target::Map(&mut |name, place| {
                let mut value = 0;
                i64::read(&mut value, place, false)?;
                self.insert(name, value);
                Ok(())
            }),
        })
    }
}
