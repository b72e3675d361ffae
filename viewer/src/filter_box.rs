//! The filter: one box for every table, which says at every key what it makes of the text.
//!
//! For assistive technology it is a search box with a list of suggestions; the focus stays in the
//! box and `aria-activedescendant` names the suggestion that the keys are at. Below it stand the terms
//! of the text, each of which can be taken out, or what is wrong with it.

mod caret;
mod examples;
mod hands;
mod message;
mod panel;
mod result;
mod suggestions;
mod terms;

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use netsnap_shared::filter::FilterError;
use netsnap_shared::index::{TableKind, Tables};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::focus::{focus, reveal};
use crate::place::View;
use crate::store::{Action, Recent};
use crate::views::noun;
use panel::{PANEL_ID, Panel};
use suggestions::{LIST_ID, Suggestions};

/// The id of the filter's input.
pub(crate) const FILTER_ID: &str = "filter";

/// The id of what is said about the text.
const MESSAGE_ID: &str = "filter-message";

/// The id of the button that opens the examples.
const EXAMPLES_ID: &str = "filter-examples-button";

/// What the filter box shows.
#[derive(Clone, Properties)]
pub(crate) struct FilterBoxProps {
    /// The table that is filtered.
    pub table: TableKind,
    /// Where suggestions come from.
    pub tables: Rc<Tables>,
    /// The rows that can be shown, where not all can.
    pub own: Option<Rc<Vec<u32>>>,
    /// The text.
    pub text: AttrValue,
    /// Why it is no filter.
    pub problem: Option<FilterError>,
    /// How many rows are shown.
    pub shown: usize,
    /// How many rows there are.
    pub total: usize,
    /// How long finding these rows took, in microseconds.
    pub took_us: Option<u32>,
    /// The filters that were used last.
    pub recent: Rc<Recent>,
    /// Takes the text.
    pub on_action: Callback<Action>,
}

impl PartialEq for FilterBoxProps {
    fn eq(&self, other: &Self) -> bool {
        let is_same_part = match (&self.own, &other.own) {
            (Some(own), Some(other)) => Rc::ptr_eq(own, other),
            (None, None) => true,
            _ => false,
        };
        is_same_part
            && self.table == other.table
            && Rc::ptr_eq(&self.tables, &other.tables)
            && self.text == other.text
            && self.problem == other.problem
            && self.shown == other.shown
            && self.total == other.total
            && self.took_us == other.took_us
            && Rc::ptr_eq(&self.recent, &other.recent)
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
    /// One of its buttons was worked.
    Click(MouseEvent),
    /// A button of the mouse went down in it.
    Press(MouseEvent),
    /// Nobody has typed for a moment.
    Suggest,
    /// Nobody has typed for a while.
    Settle,
    /// Somebody has left its input.
    Leave,
}

/// The filter box.
pub(crate) struct FilterBox {
    input: NodeRef,
    /// Whether somebody is still typing, so that an unfinished text is no error yet.
    is_typing: bool,
    /// The filter that was noted last since somebody began to type.
    noted: Option<String>,
    patience: Option<Timeout>,
    rest: Option<Timeout>,
    suggestions: Option<Suggestions>,
    panel: Option<Panel>,
    /// Where the caret has to be once the text is in the page, in bytes.
    caret: Option<usize>,
    /// The term that was taken out, and the one that should have the focus once the page shows it.
    taken_out: Option<usize>,
    term: Option<usize>,
    on_input: Callback<InputEvent>,
    on_key: Callback<KeyboardEvent>,
    on_click: Callback<MouseEvent>,
    on_press: Callback<MouseEvent>,
    on_blur: Callback<FocusEvent>,
}

impl Component for FilterBox {
    type Message = Msg;
    type Properties = FilterBoxProps;

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link();
        let mut filter_box = Self {
            input: NodeRef::default(),
            is_typing: false,
            noted: None,
            patience: None,
            rest: None,
            suggestions: None,
            panel: None,
            caret: None,
            taken_out: None,
            term: None,
            on_input: link.callback(|_| Msg::Input),
            on_key: link.callback(Msg::Key),
            on_click: link.callback(Msg::Click),
            on_press: link.callback(Msg::Press),
            on_blur: link.callback(|_| Msg::Leave),
        };
        filter_box.note(ctx.props());
        filter_box
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Input => {
                let text = self.input().map(|input| input.value());
                self.write(ctx, text.unwrap_or_default());
                true
            }
            Msg::Key(event) => self.key(ctx, &event),
            Msg::Click(event) => self.click(ctx, &event),
            Msg::Press(event) => self.press(ctx, &event),
            Msg::Suggest => {
                self.rest = None;
                self.suggest(ctx.props(), false);
                true
            }
            Msg::Settle => {
                self.patience = None;
                self.note(ctx.props());
                std::mem::take(&mut self.is_typing)
            }
            Msg::Leave => {
                self.note(ctx.props());
                self.patience = None;
                self.rest = None;
                self.is_typing = false;
                self.noted = None;
                self.suggestions = None;
                true
            }
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &FilterBoxProps) -> bool {
        let props = ctx.props();
        let is_other = props.table != old.table || !Rc::ptr_eq(&props.tables, &old.tables);
        if is_other {
            self.suggestions = None;
            self.rest = None;
            self.noted = None;
        }
        if is_other || props.own != old.own {
            self.panel = self.panel.take().map(|_| panel(props));
        }
        // What came from elsewhere is as it should be; what is typed may be on its way.
        if is_other || (props.text != old.text && !self.is_typing) {
            self.note(props);
        }
        if props.text != old.text {
            self.term = self.taken_out.take();
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
        html! {
            <div
                class={state}
                role="search"
                onkeydown={&self.on_key}
                onclick={&self.on_click}
                onmousedown={&self.on_press}
            >
                <label class="visually-hidden" for={FILTER_ID}>
                    { "Filter " }{ noun(props.table).1 }
                </label>
                { self.line(props, is_invalid) }
                <div class="filter-said">
                    <p class="filter-result" role="status">
                        { result::result(props.table, props.shown, props.total) }
                    </p>
                    if let Some(took_us) = props.took_us.filter(|_| !props.text.is_empty()) {
                        // Read out at each key it would be noise.
                        <span class="filter-time" aria-hidden="true">{ result::time(took_us) }</span>
                    }
                </div>
                <div class="filter-terms">
                    if let Some(problem) = &props.problem {
                        { message::message(&props.text, problem, is_invalid) }
                    } else {
                        { terms::terms(&props.text) }
                    }
                </div>
                <div class="filter-tools">
                    if props.recent.of(props.table).next().is_some() {
                        <button type="button" class="tool" data-tool="recent" aria-haspopup="listbox">
                            { "Recent" }
                        </button>
                    }
                    <button
                        type="button"
                        class="tool"
                        id={EXAMPLES_ID}
                        data-tool="examples"
                        aria-expanded={if self.panel.is_some() { "true" } else { "false" }}
                        aria-controls={self.panel.is_some().then_some(PANEL_ID)}
                    >
                        { "Examples" }
                    </button>
                    <button type="button" class="tool" popovertarget={crate::share::PANEL_ID}>
                        { "Export" }
                    </button>
                </div>
                if let Some(panel) = &self.panel {
                    { panel.view() }
                }
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
        if let Some(place) = self.term.take() {
            focus_term(&ctx.props().text, place);
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
    fn line(&self, props: &FilterBoxProps, is_invalid: bool) -> Html {
        let current = self.suggestions.as_ref().and_then(Suggestions::current_id);
        html! {
            <div class="filter-box">
                <input
                    id={FILTER_ID}
                    ref={&self.input}
                    type="search"
                    value={&props.text}
                    placeholder={result::example(View::of_table(props.table))}
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
                    onblur={&self.on_blur}
                />
                if !props.text.is_empty() {
                    <button type="button" class="filter-clear" data-tool="clear" aria-label="Clear the filter">
                        { "×" }
                    </button>
                }
                // `for` would leave no place among the siblings, and the input be made anew.
                if let Some(suggestions) = &self.suggestions {
                    { suggestions.view() }
                }
            </div>
        }
    }

    fn input(&self) -> Option<HtmlInputElement> {
        self.input.cast()
    }

    /// The error, unless more text may mend it and is still being typed.
    fn standing_error<'a>(&self, props: &'a FilterBoxProps) -> Option<&'a FilterError> {
        let problem = props.problem.as_ref()?;
        (!(problem.incomplete && self.is_typing)).then_some(problem)
    }

    /// Notes the filter among those that were used last.
    fn note(&mut self, props: &FilterBoxProps) {
        let text = props.text.trim();
        if props.problem.is_none() && !text.is_empty() && self.noted.as_deref() != Some(text) {
            let from = self.noted.replace(text.to_owned());
            props
                .on_action
                .emit(Action::Remember(text.to_owned(), from));
        }
    }
}

/// Gives the focus to a term, or to the box where there is none any more.
fn focus_term(text: &str, place: usize) {
    let count = netsnap_shared::filter::parts(text).len();
    match count.checked_sub(1) {
        Some(last) => focus(&terms::id(place.min(last))),
        None => focus(FILTER_ID),
    }
}

/// The panel of the table that is shown.
fn panel(props: &FilterBoxProps) -> Panel {
    let own = props.own.as_ref().map(|own| own.as_slice());
    Panel::new(props.tables.get(props.table), own)
}
