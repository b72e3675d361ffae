//! What keys and clicks do in the filter box.

use gloo::timers::callback::Timeout;
use netsnap_shared::filter::{complete, without};
use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::suggestions::{self, Suggestions};
use super::{EXAMPLES_ID, FILTER_ID, FilterBox, FilterBoxProps, Msg, caret, panel, terms};
use crate::focus::focus;
use crate::links::closest;
use crate::store::Action;
use crate::table::GRID_ID;
use crate::typing::{PATIENCE_MS, REST_MS};

impl FilterBox {
    /// Somebody has typed.
    pub(super) fn write(&mut self, ctx: &Context<Self>, text: String) {
        let link = ctx.link().clone();
        self.patience = Some(Timeout::new(PATIENCE_MS, move || {
            link.send_message(Msg::Settle);
        }));
        let link = ctx.link().clone();
        self.rest = Some(Timeout::new(REST_MS, move || {
            link.send_message(Msg::Suggest);
        }));
        self.is_typing = true;
        self.suggestions = None;
        ctx.props().on_action.emit(Action::Filter(text));
    }

    /// Suggests what could be written; where nobody has asked for it, only what is worth the rows that
    /// the list covers.
    pub(super) fn suggest(&mut self, props: &FilterBoxProps, is_asked: bool) {
        let text = props.text.to_string();
        let units = self
            .input()
            .and_then(|input| input.selection_end().ok().flatten());
        let caret = units.map_or(text.len(), |units| caret::byte_at(&text, units as usize));
        let own = props.own.as_ref().map(|own| own.as_slice());
        let completion = complete(&text, caret, props.tables.get(props.table), own);
        let is_empty = text.is_empty();
        let mut suggestions = Suggestions::new(text, completion)
            .filter(|suggestions| is_asked || suggestions.is_about_fields());
        if let Some(suggestions) = suggestions.as_mut().filter(|_| is_empty) {
            suggestions.put_first(props.recent.of(props.table));
        }
        self.suggestions = suggestions;
    }

    fn accept(&mut self, ctx: &Context<Self>, at: usize) -> bool {
        let suggestions = self.suggestions.take();
        if let Some((text, caret)) = suggestions.and_then(|suggestions| suggestions.accept(at)) {
            self.caret = Some(caret);
            self.write(ctx, text);
        }
        true
    }

    pub(super) fn key(&mut self, ctx: &Context<Self>, event: &KeyboardEvent) -> bool {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return false;
        }
        let key = event.key();
        let is_taken = if closest(event, "input").is_some() {
            self.key_in_box(ctx, &key)
        } else if let Some(place) = number(event, "data-term") {
            self.key_on_term(ctx, &key, place)
        } else if key == "Escape" && self.panel.take().is_some() {
            focus(EXAMPLES_ID);
            true
        } else {
            false
        };
        if is_taken {
            event.prevent_default();
        }
        is_taken
    }

    fn key_in_box(&mut self, ctx: &Context<Self>, key: &str) -> bool {
        let props = ctx.props();
        let current = self.suggestions.as_ref().and_then(Suggestions::current);
        match (key, &mut self.suggestions) {
            ("ArrowDown" | "ArrowUp", Some(suggestions)) => suggestions.step(key == "ArrowDown"),
            ("ArrowDown", None) => self.suggest(props, true),
            ("Enter" | "Tab", Some(_)) if current.is_some() => {
                self.accept(ctx, current.unwrap_or_default());
            }
            ("Escape", Some(_)) => self.suggestions = None,
            ("Escape", None) if !props.text.is_empty() => {
                self.note(props);
                props.on_action.emit(Action::Filter(String::new()));
            }
            ("Escape" | "Enter", _) => focus(GRID_ID),
            _ => return false,
        }
        true
    }

    fn key_on_term(&mut self, ctx: &Context<Self>, key: &str, place: usize) -> bool {
        if matches!(key, "Delete" | "Backspace") {
            self.take_out(ctx, place);
            return true;
        }
        let count = netsnap_shared::filter::parts(&ctx.props().text).len();
        match terms::neighbour(key, place, count) {
            Some(place) => {
                focus(&terms::id(place));
                true
            }
            None => false,
        }
    }

    fn take_out(&mut self, ctx: &Context<Self>, place: usize) {
        let props = ctx.props();
        self.taken_out = Some(place);
        let text = without(&props.text, place);
        props.on_action.emit(Action::Refine(text));
    }

    /// A suggestion is taken as soon as it is pressed, and the focus stays in the box.
    pub(super) fn press(&mut self, ctx: &Context<Self>, event: &MouseEvent) -> bool {
        let option = closest(event, "[role=option]");
        if option.is_none() && closest(event, ".suggestions, [data-tool=recent]").is_none() {
            return false;
        }
        event.prevent_default();
        match option.and_then(|option| suggestions::place(&option.id())) {
            Some(at) => self.accept(ctx, at),
            None => false,
        }
    }

    pub(super) fn click(&mut self, ctx: &Context<Self>, event: &MouseEvent) -> bool {
        let props = ctx.props();
        let Some(button) = closest(event, "button") else {
            return false;
        };
        let attribute = |name| button.get_attribute(name);
        if let Some(place) = number(event, "data-term") {
            self.take_out(ctx, place);
        } else if let Some(filter) = attribute("data-filter") {
            self.is_typing = false;
            props.on_action.emit(Action::Refine(filter));
        } else if let Some(piece) = attribute("data-add") {
            let typed = props.text.trim_end();
            let blank = if typed.is_empty() { "" } else { " " };
            let text = [typed, blank, &piece].concat();
            self.caret = Some(text.len());
            focus(FILTER_ID);
            self.write(ctx, text);
        } else {
            match attribute("data-tool").as_deref() {
                Some("clear") => {
                    self.suggestions = None;
                    self.note(props);
                    props.on_action.emit(Action::Filter(String::new()));
                    focus(FILTER_ID);
                }
                Some("recent") => {
                    let open = self.suggestions.take();
                    let is_open = open.is_some_and(|open| open.is_recent);
                    focus(FILTER_ID);
                    if !is_open {
                        let recent = props.recent.of(props.table);
                        self.suggestions = Some(Suggestions::recent(&props.text, recent));
                    }
                }
                Some("examples") => {
                    self.panel = match self.panel {
                        Some(_) => None,
                        None => Some(panel(props)),
                    };
                }
                _ => return false,
            }
        }
        true
    }
}

/// The number in an attribute of the element around an event's target.
fn number(event: &Event, attribute: &str) -> Option<usize> {
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    target.get_attribute(attribute)?.parse().ok()
}
