//! The filter: one box for every table, which says at every key what it makes of the text.

use gloo::timers::callback::Timeout;
use netsnap_shared::filter::FilterError;
use netsnap_shared::index::TableKind;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::focus::focus;
use crate::format::{grouped, shown_text_up_to};
use crate::place::View;
use crate::store::Action;
use crate::table::GRID_ID;
use crate::views::noun;

/// The id of the filter's input.
pub(crate) const FILTER_ID: &str = "filter";

/// The id of what is said about the text.
const MESSAGE_ID: &str = "filter-message";

/// How long an unfinished text may stand before it counts as an error, in milliseconds.
const PATIENCE_MS: u32 = 900;

/// How much of the text is shown before and after an error, in characters.
const CONTEXT: usize = 24;

/// What the filter box shows.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct FilterBoxProps {
    /// The table that is filtered.
    pub table: TableKind,
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

/// What happens to the filter box.
#[derive(Debug)]
pub(crate) enum Msg {
    /// Its text was changed.
    Input(InputEvent),
    /// A key was pressed in it.
    Key(KeyboardEvent),
    /// Nobody has typed for a while, or somebody has left it.
    Settle,
    /// It was emptied by its button.
    Clear,
}

/// The filter box.
pub(crate) struct FilterBox {
    /// Whether somebody is still typing, so that an unfinished text is no error yet.
    is_typing: bool,
    patience: Option<Timeout>,
    on_input: Callback<InputEvent>,
    on_key: Callback<KeyboardEvent>,
    on_blur: Callback<FocusEvent>,
    on_clear: Callback<MouseEvent>,
}

impl Component for FilterBox {
    type Message = Msg;
    type Properties = FilterBoxProps;

    fn create(ctx: &Context<Self>) -> Self {
        Self {
            is_typing: false,
            patience: None,
            on_input: ctx.link().callback(Msg::Input),
            on_key: ctx.link().callback(Msg::Key),
            on_blur: ctx.link().callback(|_| Msg::Settle),
            on_clear: ctx.link().callback(|_| Msg::Clear),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Input(event) => {
                let input: HtmlInputElement = event.target_unchecked_into();
                self.is_typing = true;
                let link = ctx.link().clone();
                self.patience = Some(Timeout::new(PATIENCE_MS, move || {
                    link.send_message(Msg::Settle);
                }));
                ctx.props().on_action.emit(Action::Filter(input.value()));
                false
            }
            Msg::Key(event) => {
                Self::press(ctx.props(), &event);
                false
            }
            Msg::Settle => {
                self.patience = None;
                std::mem::take(&mut self.is_typing)
            }
            Msg::Clear => {
                ctx.props().on_action.emit(Action::Filter(String::new()));
                focus(FILTER_ID);
                false
            }
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let view = View::of_table(props.table);
        let is_invalid = self.standing_error(props).is_some();
        let state = match (&props.problem, props.text.is_empty()) {
            (Some(_), _) if is_invalid => "filter invalid",
            (Some(_), _) => "filter unfinished",
            (None, true) => "filter",
            (None, false) => "filter valid",
        };
        html! {
            <div class={state} role="search">
                <div class="filter-line">
                    <label class="visually-hidden" for={FILTER_ID}>
                        { "Filter " }{ noun(props.table).1 }
                    </label>
                    <input
                        id={FILTER_ID}
                        type="search"
                        value={&props.text}
                        placeholder={example(view)}
                        autocomplete="off"
                        autocapitalize="off"
                        autocorrect="off"
                        spellcheck="false"
                        enterkeyhint="search"
                        aria-invalid={is_invalid.then_some("true")}
                        aria-describedby={props.problem.is_some().then_some(MESSAGE_ID)}
                        oninput={&self.on_input}
                        onkeydown={&self.on_key}
                        onblur={&self.on_blur}
                    />
                    if !props.text.is_empty() {
                        <button type="button" class="filter-clear" aria-label="Clear the filter" onclick={&self.on_clear}>
                            { "×" }
                        </button>
                    }
                    <p class="filter-result" role="status">
                        { result(props.table, props.shown, props.total) }
                    </p>
                </div>
                { self.message(props) }
            </div>
        }
    }
}

impl FilterBox {
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
                <span>{ " " }{ sentence(&problem.reason) }{ " The rows are those of the last valid filter." }</span>
            </p>
        }
    }

    fn press(props: &FilterBoxProps, event: &KeyboardEvent) {
        match event.key().as_str() {
            "Escape" if !props.text.is_empty() => {
                props.on_action.emit(Action::Filter(String::new()));
            }
            "Escape" | "Enter" | "ArrowDown" => focus(GRID_ID),
            _ => return,
        }
        event.prevent_default();
    }
}

/// The text around an error, harmless to look at and of a length that fits a line.
#[derive(Debug, PartialEq, Eq)]
struct Around {
    before: String,
    at: String,
    after: String,
}

impl Around {
    fn of(text: &str, problem: &FilterError) -> Self {
        let start = text.floor_char_boundary(problem.at.start);
        let end = text.ceil_char_boundary(problem.at.end.max(start));
        let (before, rest) = text.split_at(start);
        let (at, after) = rest.split_at(end - start);
        let cut = before
            .char_indices()
            .rev()
            .nth(CONTEXT - 1)
            .map_or(0, |(cut, _)| cut);
        let mut shown_before = String::new();
        if cut > 0 {
            shown_before.push('…');
        }
        shown_before.push_str(&shown_text_up_to(&before[cut..], CONTEXT));
        let tail = after
            .char_indices()
            .nth(CONTEXT)
            .map_or(after.len(), |(cut, _)| cut);
        let mut shown_after = shown_text_up_to(&after[..tail], CONTEXT).into_owned();
        if tail < after.len() {
            shown_after.push('…');
        }
        Self {
            before: shown_before,
            at: if at.is_empty() {
                "▏".to_owned()
            } else {
                shown_text_up_to(at, 2 * CONTEXT).into_owned()
            },
            after: shown_after,
        }
    }
}

/// A reason as a sentence: a capital first, a full stop last.
pub(crate) fn sentence(reason: &str) -> String {
    let mut characters = reason.chars();
    let mut sentence: String = characters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    sentence.push_str(characters.as_str());
    if !sentence.ends_with(['.', '?', '!']) {
        sentence.push('.');
    }
    sentence
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
        View::Processes => "Filter: user:root proc:ngin*",
        View::Routes => "Filter: dest:10.0.0.0/8",
        View::Interfaces => "Filter: is:up",
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
    fn an_error_is_shown_where_it_is() {
        for (text, at, before, marked, after) in [
            ("stat:listen x", 0..4, "", "stat", ":listen x"),
            ("port:", 5..5, "port:", "▏", ""),
            ("a\u{202e}b", 1..4, "a", "⟨U+202E⟩", "b"),
            // Ranges that lie outside the text or inside a character are no reason to fall over.
            ("ü", 1..1, "", "ü", ""),
            ("x", 7..9, "x", "▏", ""),
        ] {
            let problem = FilterError {
                at,
                reason: String::new(),
                incomplete: false,
            };
            let around = Around::of(text, &problem);
            assert_eq!(
                (&*around.before, &*around.at, &*around.after),
                (before, marked, after),
                "{text}"
            );
        }
        let long = "x".repeat(100);
        let problem = FilterError {
            at: 50..51,
            reason: String::new(),
            incomplete: false,
        };
        let around = Around::of(&long, &problem);
        assert_eq!(around.before, ["…", &"x".repeat(CONTEXT)].concat());
        assert_eq!(around.after, [&*"x".repeat(CONTEXT), "…"].concat());
    }

    #[test]
    fn a_reason_becomes_a_sentence() {
        for (reason, text) in [
            ("there is no field `stat`", "There is no field `stat`."),
            ("did you mean `state`?", "Did you mean `state`?"),
            ("", "."),
        ] {
            assert_eq!(sentence(reason), text);
        }
    }
}
