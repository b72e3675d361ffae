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
    /// A step of the history that was made here and that the browser has not reported yet.
    pushed: Option<String>,
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
        match address {
            Address::Keep => {}
            Address::Replace => self.write_soon(fragment::write(place).into()),
            Address::Push => {
                // The back button leads to what was typed last.
                if let Some(waiting) = self.waiting.take().filter(|w| !w.is_written.get()) {
                    browser::replace_fragment(&waiting.fragment);
                }
                let fragment = fragment::write(place);
                if browser::fragment() != fragment {
                    browser::push_fragment(&fragment);
                    self.pushed = Some(fragment);
                }
            }
        }
    }

    /// The place that the browser went to; none when it only tells of a step made here.
    pub(super) fn changed_by_browser(&mut self) -> Option<Place> {
        let fragment = browser::fragment();
        if self.pushed.take().is_some_and(|pushed| pushed == fragment) {
            return None;
        }
        self.waiting = None;
        Some(fragment::parse(&fragment))
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
