//! The keys and the filter language, in a dialog.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use crate::shortcuts::KEYS;
use crate::store::Action;

const FILTERS: &[(&str, &str)] = &[
    ("nginx", "anything shown has this text in it"),
    ("state:listen", "a field has this value"),
    ("state:listen,established", "one of several values"),
    ("port:<1024", "smaller; also <=, >, >="),
    ("port:8000-8999", "a range"),
    ("remote:10.0.0.0/8", "an address in a network"),
    ("proc:ngin*", "any text in place of the star"),
    ("is:exposed", "can be reached from other hosts"),
    ("has:remote", "has a value at all"),
    ("!local:127.0.0.0/8", "does not hold; also -"),
    (
        "port:22 or port:443",
        "one or the other; terms side by side must all hold",
    ),
    ("proc:\"my program\"", "a value with blanks"),
];

/// What the help needs.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct HelpProps {
    /// Whether it is open.
    pub is_open: bool,
    /// Takes that it was closed.
    pub on_action: Callback<Action>,
}

/// The help: a dialog of the browser's own, which keeps the focus and closes with Esc.
pub(crate) struct Help {
    dialog: NodeRef,
}

impl Component for Help {
    type Message = ();
    type Properties = HelpProps;

    fn create(_: &Context<Self>) -> Self {
        Self {
            dialog: NodeRef::default(),
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let on_close = ctx.props().on_action.reform(|_: Event| Action::Help(false));
        let on_click = ctx
            .props()
            .on_action
            .reform(|_: MouseEvent| Action::Help(false));
        html! {
            <dialog class="help" aria-labelledby="help-title" ref={&self.dialog} onclose={on_close}>
                <header>
                    <h2 id="help-title">{ "Keys and filters" }</h2>
                    // First, so that the dialog opens at its top.
                    <button type="button" onclick={on_click}>{ "Close" }</button>
                </header>
                <section>
                    { for KEYS.iter().map(|(place, keys)| html! {
                        <>
                            <h3>{ *place }</h3>
                            <dl>
                                { for keys.iter().map(|(keys, what)| html! {
                                    <div><dt>{ for keys.iter().map(|key| self::key(key)) }</dt><dd>{ *what }</dd></div>
                                }) }
                            </dl>
                        </>
                    }) }
                </section>
                <section>
                    <h3>{ "Filters" }</h3>
                    <dl>
                        { for FILTERS.iter().map(|(filter, what)| html! {
                            <div><dt><code>{ *filter }</code></dt><dd>{ *what }</dd></div>
                        }) }
                    </dl>
                </section>
            </dialog>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        if let Some(dialog) = self.dialog.cast::<HtmlDialogElement>() {
            match (ctx.props().is_open, dialog.open()) {
                // It fails only for a dialog that is gone.
                (true, false) => drop(dialog.show_modal()),
                (false, true) => dialog.close(),
                _ => {}
            }
        }
    }
}

/// Keys that are pressed together stand together: `Ctrl Home`.
fn key(keys: &'static str) -> Html {
    html! {
        <><span>{ for keys.split(' ').map(|key| html! { <kbd>{ key }</kbd> }) }</span>{ " " }</>
    }
}

#[cfg(test)]
mod tests {
    use netsnap_shared::filter::Filter;
    use netsnap_shared::index::TableKind;

    use super::FILTERS;

    #[test]
    fn every_filter_of_the_help_is_one() {
        for (text, _) in FILTERS {
            let filter = Filter::parse(text, TableKind::Sockets);
            assert!(filter.is_ok(), "{text}: {filter:?}");
        }
    }
}
