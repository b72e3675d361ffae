//! Keeps the URL's fragment and the state the same, without a step of the history for each key.

use std::cell::Cell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;

use crate::browser;
use crate::fragment::{self, Place};
use crate::store::Address;

/// How long the fragment may lag behind what is typed, in milliseconds. Browsers refuse pages that
/// change it at every key.
const LAG_MS: u32 = 250;

/// The URL's fragment.
#[derive(Debug, Default)]
pub(super) struct AddressBar {
    /// A change that may not have been written yet.
    waiting: Option<Waiting>,
    /// Whether the last step of the history is what is being typed.
    is_typed: bool,
}

#[derive(Debug)]
struct Waiting {
    fragment: Rc<str>,
    is_written: Rc<Cell<bool>>,
    _timeout: Timeout,
}

impl AddressBar {
    /// Brings the fragment to `place` as far as `address` asks for it.
    pub(super) fn follow(&mut self, address: Address, place: &Place) {
        let is_typed = match address {
            Address::Keep => return,
            Address::Replace => self.is_typed,
            Address::Type => true,
            Address::Push => false,
        };
        let stays = address == Address::Replace || (is_typed && self.is_typed);
        self.is_typed = is_typed;
        let fragment = fragment::write(place);
        if stays {
            self.write_soon(fragment.into());
            return;
        }
        // The back button leads to what was there last.
        if let Some(waiting) = self.waiting.take().filter(|w| !w.is_written.get()) {
            browser::replace_fragment(&waiting.fragment);
        }
        if browser::fragment() != fragment {
            browser::push_fragment(&fragment);
        }
    }

    /// The place that the browser went to.
    pub(super) fn changed_by_browser(&mut self) -> Place {
        self.waiting = None;
        self.is_typed = false;
        fragment::parse(&browser::fragment())
    }

    fn write_soon(&mut self, fragment: Rc<str>) {
        let is_written = Rc::new(Cell::new(false));
        let written = Rc::clone(&is_written);
        let text = Rc::clone(&fragment);
        self.waiting = Some(Waiting {
            fragment,
            is_written,
            _timeout: Timeout::new(LAG_MS, move || {
                browser::replace_fragment(&text);
                written.set(true);
            }),
        });
    }
}
