//! The box above the routes: where would this packet go?
//!
//! It answers at every key. For assistive technology the outcome is a polite status that is busy while
//! somebody types, so that it is read out once the typing rests.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use netsnap_shared::catalog::Catalog;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::answer::Verdict;
use super::examples::{Example, examples};
use super::{Answer, Part, Problem, Question, draw};
use crate::focus::focus;
use crate::format::shown_text_up_to;
use crate::links;
use crate::namespace::Choice;
use crate::place::Selected;
use crate::store::{Action, Asked};
use crate::table::GRID_ID;
use crate::typing::PATIENCE_MS;

/// The id of the input for the address.
pub(crate) const ASK_ID: &str = "ask-to";

/// The id of what is said about the texts.
const MESSAGE_ID: &str = "ask-message";

/// How many characters of a name are shown.
const NAME: usize = 40;

/// What the box shows.
#[derive(Clone, Properties)]
pub(crate) struct AskProps {
    /// The snapshot.
    pub catalog: Rc<Catalog>,
    /// The number of the namespace that is asked.
    pub namespace: usize,
    /// Whether that is the only one that is looked at.
    pub is_within: bool,
    /// The question, as typed.
    pub question: Question,
    /// Why it is none.
    pub problem: Option<Problem>,
    /// The last answer.
    pub answer: Option<Rc<Answer>>,
    /// Takes questions.
    pub on_action: Callback<Action>,
}

impl PartialEq for AskProps {
    fn eq(&self, other: &Self) -> bool {
        let answers = (self.answer.as_ref(), other.answer.as_ref());
        let is_same_answer = match answers {
            (Some(answer), Some(other)) => Rc::ptr_eq(answer, other),
            (None, None) => true,
            _ => false,
        };
        is_same_answer
            && Rc::ptr_eq(&self.catalog, &other.catalog)
            && self.namespace == other.namespace
            && self.is_within == other.is_within
            && self.question == other.question
            && self.problem == other.problem
            && self.on_action == other.on_action
    }
}

/// The box for a snapshot; none where there are no routes to ask.
pub(crate) fn ask(
    catalog: &Rc<Catalog>,
    asked: &Asked,
    within: Option<usize>,
    on_action: &Callback<Action>,
) -> Option<Html> {
    let namespaces = &catalog.snapshot().namespaces;
    if namespaces
        .iter()
        .all(|namespace| namespace.routes.is_empty())
    {
        return None;
    }
    let namespace = asked.namespace(catalog, within)?;
    Some(html! {
        <Ask
            {catalog}
            is_within={within.is_some()}
            namespace={namespaces.element_offset(namespace)?}
            question={asked.question().clone()}
            problem={asked.problem().cloned()}
            answer={asked.answer().cloned()}
            {on_action}
        />
    })
}

/// What happens to the box.
#[derive(Debug)]
pub(crate) enum Msg {
    /// One of its texts was changed.
    Input(InputEvent),
    /// Another namespace was chosen.
    Choose(String),
    /// A key was pressed in it.
    Key(KeyboardEvent),
    /// It was clicked.
    Click(MouseEvent),
    /// Nobody has typed for a while.
    Settle,
}

/// The box.
pub(crate) struct Ask {
    /// Set while somebody types.
    patience: Option<Timeout>,
    /// Addresses worth asking for.
    examples: Vec<Example>,
    /// Whether the finer parts are open, as the box decided when it was made.
    is_open: bool,
    on_input: Callback<InputEvent>,
    on_choose: Callback<String>,
    on_key: Callback<KeyboardEvent>,
    on_click: Callback<MouseEvent>,
}

impl Component for Ask {
    type Message = Msg;
    type Properties = AskProps;

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link();
        let props = ctx.props();
        Self {
            patience: None,
            examples: worth_asking(props),
            is_open: props.question.is_fine(),
            on_input: link.callback(Msg::Input),
            on_choose: link.callback(Msg::Choose),
            on_key: link.callback(Msg::Key),
            on_click: link.callback(Msg::Click),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Input(event) => {
                if let Some((part, text)) = input(&event) {
                    let link = ctx.link().clone();
                    self.patience = Some(Timeout::new(PATIENCE_MS, move || {
                        link.send_message(Msg::Settle);
                    }));
                    write(ctx.props(), part, text);
                }
                true
            }
            Msg::Choose(namespace) => {
                write(ctx.props(), Part::Namespace, namespace);
                false
            }
            Msg::Key(event) => press(ctx.props(), &event),
            Msg::Click(event) => click(ctx.props(), &event),
            Msg::Settle => self.patience.take().is_some(),
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &AskProps) -> bool {
        let props = ctx.props();
        if !Rc::ptr_eq(&props.catalog, &old.catalog) || props.namespace != old.namespace {
            self.examples = worth_asking(props);
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let question = &props.question;
        let finer = Part::FINER.iter();
        html! {
            <section
                class="ask"
                aria-labelledby="ask-title"
                oninput={&self.on_input}
                onkeydown={&self.on_key}
                onclick={&self.on_click}
            >
                <div class="ask-line">
                    <h2 id="ask-title"><label for={ASK_ID}>{ "Where would this packet go?" }</label></h2>
                    <div class="filter-box">
                        { self.field(props, Part::To, "an address") }
                        if !question.text(Part::To).is_empty() {
                            <button type="button" class="filter-clear" data-clear="" aria-label="Clear the address">
                                { "×" }
                            </button>
                        }
                    </div>
                    if !props.is_within {
                        <Choice
                            catalog={&props.catalog}
                            current={Some(props.namespace)}
                            has_all=false
                            on_choose={&self.on_choose}
                        />
                    }
                </div>
                if question.text(Part::To).is_empty() {
                    <div class="ask-examples">
                        <span class="dim">{ "Try" }</span>
                        { for self.examples.iter().map(example) }
                    </div>
                } else {
                    <details class="ask-finer" open={self.is_open}>
                        <summary>{ "Source, mark, user, interface" }</summary>
                        <div>
                            { for finer.map(|&(part, label, hint)| html! {
                                <label>{ label }{ self.field(props, part, hint) }</label>
                            }) }
                        </div>
                    </details>
                }
                <div class="ask-said" role="status" aria-busy={self.patience.is_some().then_some("true")}>
                    if let Some(problem) = &props.problem {
                        <p id={MESSAGE_ID} class={if self.is_wrong(problem) { "ask-message bad" } else { "ask-message" }}>
                            { &problem.reason }
                            if props.answer.is_some() {
                                <span class="dim">{ " The answer is that to the last question." }</span>
                            }
                        </p>
                    }
                    if let Some(answer) = &props.answer {
                        { outcome(answer) }
                    }
                </div>
                if let Some(answer) = &props.answer {
                    { walked(answer) }
                }
            </section>
        }
    }
}

impl Ask {
    /// Whether a problem is an error already: more text may mend it that is still being typed.
    fn is_wrong(&self, problem: &Problem) -> bool {
        !(problem.incomplete && self.patience.is_some())
    }

    fn field(&self, props: &AskProps, part: Part, hint: &'static str) -> Html {
        let problem = props.problem.as_ref();
        let problem = problem.filter(|problem| problem.part == part);
        let is_wrong = problem.is_some_and(|problem| self.is_wrong(problem));
        html! {
            <input
                id={(part == Part::To).then_some(ASK_ID)}
                type="text"
                data-part={part.name()}
                value={props.question.text(part).to_owned()}
                placeholder={hint}
                autocomplete="off"
                autocapitalize="off"
                autocorrect="off"
                spellcheck="false"
                enterkeyhint="go"
                aria-invalid={is_wrong.then_some("true")}
                aria-describedby={problem.is_some().then_some(MESSAGE_ID)}
            />
        }
    }
}

fn example(example: &Example) -> Html {
    html! {
        <button type="button" class="chip" data-example={example.ip.to_string()}>
            { example.ip.to_string() }
            <span class="dim">{ shown_text_up_to(&example.what, NAME).into_owned() }</span>
        </button>
    }
}

fn outcome(answer: &Answer) -> Html {
    let (class, sign) = match answer.verdict {
        Verdict::Goes => ("ask-outcome ok", "✓"),
        Verdict::Stops => ("ask-outcome bad", "×"),
        Verdict::Unknown => ("ask-outcome warn", "?"),
    };
    html! {
        <p {class}><span aria-hidden="true">{ sign }</span><strong class="any-text">{ &answer.outcome }</strong></p>
    }
}

fn walked(answer: &Answer) -> Html {
    html! {
        <div class="ask-walk" tabindex="0" role="group" aria-label="How that is decided">
            { draw::paths(answer) }
            <h3>{ "Step by step" }</h3>
            { draw::steps(answer) }
        </div>
    }
}

fn worth_asking(props: &AskProps) -> Vec<Example> {
    let namespace = props.catalog.snapshot().namespaces.get(props.namespace);
    namespace.map_or_else(Vec::new, |namespace| examples(&props.catalog, namespace))
}

fn write(props: &AskProps, part: Part, text: String) {
    let question = props.question.clone().with(part, text);
    props.on_action.emit(Action::Ask(question));
}

/// The part whose text an event has changed, and its text.
fn input(event: &InputEvent) -> Option<(Part, String)> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let name = input.get_attribute("data-part")?;
    let part = Part::ALL.into_iter().find(|part| part.name() == name)?;
    Some((part, input.value()))
}

fn press(props: &AskProps, event: &KeyboardEvent) -> bool {
    let Some(input) = links::closest(event, "input") else {
        return false;
    };
    match event.key().as_str() {
        "Escape" if input.id() == ASK_ID && !props.question.text(Part::To).is_empty() => {
            write(props, Part::To, String::new());
        }
        "Escape" | "Enter" => focus(GRID_ID),
        _ => return false,
    }
    event.prevent_default();
    true
}

fn click(props: &AskProps, event: &MouseEvent) -> bool {
    if links::closest(event, "[data-clear]").is_some() {
        write(props, Part::To, String::new());
        focus(ASK_ID);
    } else if let Some(example) = links::closest(event, "[data-example]") {
        let ip = example.get_attribute("data-example");
        write(props, Part::To, ip.unwrap_or_default());
        focus(ASK_ID);
    } else if let Some(Selected::Route(row)) = links::selected(event) {
        props
            .on_action
            .emit(Action::Select(u32::try_from(row).ok()));
    } else if let Some(selected) = links::selected(event) {
        props.on_action.emit(Action::Open(selected));
    }
    false
}
