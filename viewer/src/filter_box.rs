//! The filter: one box for every table, which says at every key what it makes of the text.
//!
//! For assistive technology it is a search box with a list of suggestions; the focus stays in the
//! box and `aria-activedescendant` names the suggestion that the keys are at.

mod caret;
mod message;
mod suggestions;

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use netsnap_shared::filter::{FilterError, complete};
use netsnap_shared::index::{TableKind, Tables};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use crate::focus::{focus, reveal};
use crate::format::{grouped, sentence};
use crate::place::View;
use crate::store::Action;
use crate::table::GRID_ID;
use crate::views::noun;
use message::Around;
use suggestions::{LIST_ID, Suggestions};

/// The id of the filter's input.
pub(crate) const FILTER_ID: &str = "filter";

/// The id of what is said about the text.
const MESSAGE_ID: &str = "filter-message";

/// How long an unfinished text may stand before it counts as an error, in milliseconds.
const PATIENCE_MS: u32 = 900;

/// How long typing must rest before something is suggested, in milliseconds. The rows come first.
const REST_MS: u32 = 80;

/// What the filter box shows.
#[derive(Clone, Properties)]
pub(crate) struct FilterBoxProps {
    /// The table that is filtered.
    pub table: TableKind,
    /// Where suggestions come from.
    pub tables: Rc<Tables>,
    /// The text.
    pub text: AttrValue,
    /// Why it is no filter.
    pub problem: Option<FilterError>,
    /// How many rows are shown.
    pub shown: usize,
    /// How many rows there are.
    pub total: usize,
    /// Takes the text.
    pub on_action: Callback<Action>,
}

impl PartialEq for FilterBoxProps {
    fn eq(&self, other: &Self) -> bool {
        self.table == other.table
            && Rc::ptr_eq(&self.tables, &other.tables)
            && self.text == other.text
            && self.problem == other.problem
            && self.shown == other.shown
            && self.total == other.total
            && self.on_action == other.on_action
    }
}

/// What happens to the filter box.
#[derive(Debug)]
pub(crate) enum Msg {
    /// Its text was changed.
    Input,
    /// A key was pressed in it.
    Key(KeyboardEvent),
    /// Nobody has typed for a moment.
    Suggest,
    /// Nobody has typed for a while.
    Settle,
    /// Somebody has left it.
    Leave,
    /// A suggestion was pressed.
    Press(MouseEvent),
    /// It was emptied by its button.
    Clear,
}

/// Who wants suggestions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// Somebody has pressed the key for it.
    ByKey,
    /// Nobody: typing rests, and the list must be worth the rows that it covers.
    NoOne,
}

/// The filter box.
pub(crate) struct FilterBox {
    input: NodeRef,
    /// Whether somebody is still typing, so that an unfinished text is no error yet.
    is_typing: bool,
    patience: Option<Timeout>,
    rest: Option<Timeout>,
    suggestions: Option<Suggestions>,
    /// Where the caret has to be once the text is in the page, in bytes.
    caret: Option<usize>,
    on_input: Callback<InputEvent>,
    on_key: Callback<KeyboardEvent>,
    on_blur: Callback<FocusEvent>,
    on_press: Callback<MouseEvent>,
    on_clear: Callback<MouseEvent>,
}

impl Component for FilterBox {
    type Message = Msg;
    type Properties = FilterBoxProps;

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link();
        Self {
            input: NodeRef::default(),
            is_typing: false,
            patience: None,
            rest: None,
            suggestions: None,
            caret: None,
            on_input: link.callback(|_| Msg::Input),
            on_key: link.callback(Msg::Key),
            on_blur: link.callback(|_| Msg::Leave),
            on_press: link.callback(Msg::Press),
            on_clear: link.callback(|_| Msg::Clear),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Input => {
                let text = self.input().map(|input| input.value());
                self.write(ctx, text.unwrap_or_default());
                true
            }
            Msg::Key(event) => self.press(ctx, &event),
            Msg::Suggest => {
                self.rest = None;
                self.suggest(ctx.props(), Asked::NoOne);
                true
            }
            Msg::Settle => {
                self.patience = None;
                std::mem::take(&mut self.is_typing)
            }
            Msg::Leave => {
                self.patience = None;
                self.rest = None;
                self.is_typing = false;
                self.suggestions = None;
                true
            }
            Msg::Press(event) => {
                // The focus stays in the box.
                event.prevent_default();
                let target = event
                    .target()
                    .and_then(|target| target.dyn_into::<Element>().ok());
                let option =
                    target.and_then(|target| target.closest("[role=option]").ok().flatten());
                match option.and_then(|option| suggestions::place(&option.id())) {
                    Some(at) => self.accept(ctx, at),
                    None => false,
                }
            }
            Msg::Clear => {
                self.suggestions = None;
                ctx.props().on_action.emit(Action::Filter(String::new()));
                focus(FILTER_ID);
                true
            }
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &FilterBoxProps) -> bool {
        if ctx.props().table != old.table {
            self.suggestions = None;
            self.rest = None;
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let is_invalid = self.standing_error(props).is_some();
        let state = match (&props.problem, props.text.is_empty()) {
            (Some(_), _) if is_invalid => "filter invalid",
            (Some(_), _) => "filter unfinished",
            (None, true) => "filter",
            (None, false) => "filter valid",
        };
        let current = self.suggestions.as_ref().and_then(Suggestions::current_id);
        html! {
            <div class={state} role="search">
                <div class="filter-line">
                    <label class="visually-hidden" for={FILTER_ID}>
                        { "Filter " }{ noun(props.table).1 }
                    </label>
                    <div class="filter-box">
                        <input
                            id={FILTER_ID}
                            ref={&self.input}
                            type="search"
                            value={&props.text}
                            placeholder={example(View::of_table(props.table))}
                            autocomplete="off"
                            autocapitalize="off"
                            autocorrect="off"
                            spellcheck="false"
                            enterkeyhint="search"
                            aria-invalid={is_invalid.then_some("true")}
                            aria-describedby={props.problem.is_some().then_some(MESSAGE_ID)}
                            aria-autocomplete="list"
                            aria-haspopup="listbox"
                            aria-controls={self.suggestions.is_some().then_some(LIST_ID)}
                            aria-activedescendant={current.map(AttrValue::from)}
                            oninput={&self.on_input}
                            onkeydown={&self.on_key}
                            onblur={&self.on_blur}
                        />
                        if !props.text.is_empty() {
                            <button type="button" class="filter-clear" aria-label="Clear the filter" onclick={&self.on_clear}>
                                { "×" }
                            </button>
                        }
                        if let Some(suggestions) = &self.suggestions {
                            { suggestions.view(&self.on_press) }
                        }
                    </div>
                    <p class="filter-result" role="status">
                        { result(props.table, props.shown, props.total) }
                    </p>
                </div>
                { self.message(props) }
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        if let (Some(caret), Some(input)) = (self.caret.take(), self.input()) {
            let units = caret::units_before(&ctx.props().text, caret);
            let units = u32::try_from(units).unwrap_or(u32::MAX);
            // It fails only for inputs that hold no text.
            let _ = input.set_selection_range(units, units);
        }
        let current = self.suggestions.as_ref().and_then(Suggestions::current_id);
        let document = crate::browser::document();
        let current = current.and_then(|id| document?.get_element_by_id(&id));
        if let Some(current) = current {
            reveal(&current);
        }
    }
}

impl FilterBox {
    fn input(&self) -> Option<HtmlInputElement> {
        self.input.cast()
    }

    /// The error, unless more text may mend it and is still being typed.
    fn standing_error<'a>(&self, props: &'a FilterBoxProps) -> Option<&'a FilterError> {
        let problem = props.problem.as_ref()?;
        (!(problem.incomplete && self.is_typing)).then_some(problem)
    }

    fn message(&self, props: &FilterBoxProps) -> Html {
        let Some(problem) = &props.problem else {
            return Html::default();
        };
        let role = self.standing_error(props).map(|_| "alert");
        let around = Around::of(&props.text, problem);
        html! {
            <p id={MESSAGE_ID} class="filter-message" {role}>
                <code>{ around.before }<mark>{ around.at }</mark>{ around.after }</code>
                { " " }{ sentence(&problem.reason) }
                <span class="dim">{ " The rows are those of the last valid filter." }</span>
            </p>
        }
    }

    /// Somebody has typed.
    fn write(&mut self, ctx: &Context<Self>, text: String) {
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

    fn suggest(&mut self, props: &FilterBoxProps, asked: Asked) {
        let text = props.text.to_string();
        let units = self
            .input()
            .and_then(|input| input.selection_end().ok().flatten());
        let caret = units.map_or(text.len(), |units| caret::byte_at(&text, units as usize));
        let completion = complete(&text, caret, props.tables.get(props.table));
        self.suggestions = Suggestions::new(text, completion)
            .filter(|suggestions| asked == Asked::ByKey || suggestions.is_about_fields());
    }

    fn accept(&mut self, ctx: &Context<Self>, at: usize) -> bool {
        let suggestions = self.suggestions.take();
        if let Some((text, caret)) = suggestions.and_then(|suggestions| suggestions.accept(at)) {
            self.caret = Some(caret);
            self.write(ctx, text);
        }
        true
    }

    fn press(&mut self, ctx: &Context<Self>, event: &KeyboardEvent) -> bool {
        let props = ctx.props();
        let key = event.key();
        let current = self.suggestions.as_ref().and_then(Suggestions::current);
        match (key.as_str(), &mut self.suggestions) {
            ("ArrowDown" | "ArrowUp", Some(suggestions)) => suggestions.step(key == "ArrowDown"),
            ("ArrowDown", None) => self.suggest(props, Asked::ByKey),
            ("Enter" | "Tab", Some(_)) if current.is_some() => {
                self.accept(ctx, current.unwrap_or_default());
            }
            ("Escape", Some(_)) => self.suggestions = None,
            ("Escape", None) if !props.text.is_empty() => {
                props.on_action.emit(Action::Filter(String::new()));
            }
            ("Escape" | "Enter", _) => focus(GRID_ID),
            _ => return false,
        }
        event.prevent_default();
        true
    }
}

/// `12 of 3,410 sockets`; `3,410 sockets` when none is left out.
fn result(table: TableKind, shown: usize, total: usize) -> String {
    let (one, many) = noun(table);
    let mut text = String::new();
    if shown != total {
        text.push_str(&grouped(shown as u64));
        text.push_str(" of ");
    }
    text.push_str(&grouped(total as u64));
    text.push(' ');
    text.push_str(if total == 1 { one } else { many });
    text
}

/// A filter that shows what the language can do.
const fn example(view: View) -> &'static str {
    match view {
        View::Overview | View::Sockets => "Filter: state:listen port:<1024 !local:127.0.0.0/8",
        View::Unix => "Filter: is:listening path:/run/*",
        View::Packet => "Filter: is:promiscuous",
        View::Netlink => "Filter: proto:route !is:kernel",
        View::Processes => "Filter: user:root proc:ngin*",
        View::Routes => "Filter: dest:10.0.0.0/8",
        View::Interfaces => "Filter: is:up",
        View::Rules => "Filter: !is:every",
        View::Neighbours => "Filter: ip:10.0.0.0/8 !is:failed",
        View::Groups => "Filter: meaning:mdns",
        View::Protocols => "Filter: is:unhealthy proto:Tcp*",
        View::Sources => "Filter: !status:complete",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_result_counts_what_is_shown() {
        for (shown, total, text) in [
            (12, 3_410, "12 of 3,410 sockets"),
            (3_410, 3_410, "3,410 sockets"),
            (0, 1, "0 of 1 socket"),
            (0, 0, "0 sockets"),
        ] {
            assert_eq!(result(TableKind::Sockets, shown, total), text);
        }
    }

    #[test]
    fn every_example_is_a_filter() {
        for view in View::ALL {
            let text = example(view).trim_start_matches("Filter: ");
            let table = view.table().unwrap_or(TableKind::Sockets);
            let filter = netsnap_shared::filter::Filter::parse(text, table);
            assert!(filter.is_ok(), "{text}: {filter:?}");
        }
    }
}
