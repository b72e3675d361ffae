//! Lists, and objects whose names are data.

use std::collections::BTreeMap;

use super::{Failed, Place, Read, Target, Wanted};

impl<T: Read> Read for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }

    fn read(&mut self, place: &mut dyn Place, nullable: bool) -> Result<bool, Failed> {
        self.clear();
        place.read(Wanted {
            expected: "a sequence",
            nullable,
            target: Target::List(&mut |element| {
                let mut value = T::blank();
                // There is none at the end.
                if value.read(element, false)? {
                    self.push(value);
                }
                Ok(())
            }),
        })
    }
}

impl Read for BTreeMap<String, i64> {
    fn blank() -> Self {
        Self::new()
    }

    fn read(&mut self, place: &mut dyn Place, nullable: bool) -> Result<bool, Failed> {
        self.clear();
        place.read(Wanted {
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
