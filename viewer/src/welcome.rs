//! The viewer without a bundle: what it is, and how to give it one.

use yew::prelude::*;

use crate::file_input::FileInput;

/// What the empty viewer shows.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct WelcomeProps {
    /// Whether something is being dragged over the page.
    pub is_dragging: bool,
    /// Why the last bundle could not be read.
    pub problem: Option<AttrValue>,
    /// Takes a file that was picked.
    pub on_file: Callback<web_sys::File>,
}

/// The empty viewer.
#[component]
pub(crate) fn Welcome(props: &WelcomeProps) -> Html {
    html! {
        <main class="welcome">
            <h1>{ "What a host knows about its own network" }</h1>
            <p class="welcome-lead">
                { "netsnap shows a host’s sockets, processes, routes and interfaces, and explains them. " }
                { "A bundle is read inside this page; nothing leaves this machine." }
            </p>
            if let Some(problem) = &props.problem {
                <p class="notice bad" role="alert">{ problem }</p>
            }
            <div class={if props.is_dragging { "drop-zone dragging" } else { "drop-zone" }}>
                <p class="drop-zone-title">{ "Drop a bundle here" }</p>
                <p class="dim">{ "a .json.gz or .json file made by netsnap; or paste it, also as base64" }</p>
                <FileInput label="Choose a file…" is_primary=true on_file={&props.on_file} />
            </div>
            <p class="dim">
                { "To make one, run " }<code>{ "netsnap collect -o host.json.gz" }</code>{ " on the host." }
            </p>
        </main>
    }
}
