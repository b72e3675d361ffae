//! A button that picks a bundle from this machine.

use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

/// What the button needs.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct FileInputProps {
    /// What is on it.
    pub label: AttrValue,
    /// Whether it is what a person most likely wants.
    #[prop_or_default]
    pub is_primary: bool,
    /// Takes the file.
    pub on_file: Callback<File>,
}

/// The button.
#[component]
pub(crate) fn FileInput(props: &FileInputProps) -> Html {
    let on_file = props.on_file.clone();
    let on_change = Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let file = input.files().and_then(|files| files.get(0));
        // The same file again should be a change again.
        input.set_value("");
        if let Some(file) = file {
            on_file.emit(file);
        }
    });
    html! {
        <label class={if props.is_primary { "file-input primary" } else { "file-input" }}>
            { &props.label }
            <input
                class="visually-hidden"
                type="file"
                accept=".gz,.json,application/gzip,application/json"
                onchange={on_change}
            />
        </label>
    }
}
