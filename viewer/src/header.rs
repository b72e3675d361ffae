//! The top of the page: which host this is, when and as whom the snapshot was taken.

use std::rc::Rc;

use netsnap_shared::snapshot::Snapshot;
use yew::prelude::*;

use crate::file_input::FileInput;
use crate::format::{moment, shown_text_up_to};
use crate::namespace::Choice;
use crate::share::PANEL_ID;
use crate::store::{Action, Report, Theme};

/// How long each of a host's own words may be here, in characters.
const LENGTH: usize = 64;

/// What the header shows.
#[derive(Clone, Properties)]
pub(crate) struct HeaderProps {
    /// The open bundle.
    pub report: Option<Rc<Report>>,
    /// The namespace that is looked at; none for all.
    pub namespace: Option<usize>,
    /// The colours.
    pub theme: Theme,
    /// Takes what its buttons do.
    pub on_action: Callback<Action>,
    /// Takes a file that was picked.
    pub on_file: Callback<web_sys::File>,
}

impl PartialEq for HeaderProps {
    fn eq(&self, other: &Self) -> bool {
        let same_report = match (&self.report, &other.report) {
            (Some(report), Some(other)) => Rc::ptr_eq(report, other),
            (None, None) => true,
            _ => false,
        };
        same_report
            && self.namespace == other.namespace
            && self.theme == other.theme
            && self.on_action == other.on_action
            && self.on_file == other.on_file
    }
}

/// The header.
#[component]
pub(crate) fn Header(props: &HeaderProps) -> Html {
    let theme = props.theme;
    let on_theme = props.on_action.reform(move |_| Action::Theme(theme.next()));
    let on_choose = props.on_action.reform(Action::Within);
    let on_help = props.on_action.reform(|_| Action::Help(true));
    let (sign, theme_name) = match theme {
        Theme::Auto => ("◐", "Colours: as the system"),
        Theme::Light => ("○", "Colours: light"),
        Theme::Dark => ("●", "Colours: dark"),
    };
    html! {
        <header class="top">
            <span class="wordmark">{ "netsnap" }</span>
            if let Some(report) = &props.report {
                <ul class="host">
                    { for words(report.catalog.snapshot()).into_iter().map(|word| html! { <li>{ word }</li> }) }
                </ul>
            }
            <div class="top-tools">
                if let Some(report) = &props.report {
                    <Choice catalog={&report.catalog} current={props.namespace} has_all=true {on_choose} />
                }
                if props.report.is_some() {
                    <FileInput label="Open…" on_file={&props.on_file} />
                    <button type="button" class="tool" popovertarget={PANEL_ID}>{ "Share" }</button>
                }
                <button type="button" class="tool" title={theme_name} aria-label={theme_name} onclick={on_theme}>{ sign }</button>
                <button type="button" class="tool" title="Keys and filters" aria-label="Keys and filters" onclick={on_help}>{ "?" }</button>
            </div>
        </header>
    }
}

/// Host, system, time and rights, each in a few words.
fn words(snapshot: &Snapshot) -> Vec<String> {
    let shown = |text: &str| shown_text_up_to(text, LENGTH).into_owned();
    let host = &snapshot.host;
    let mut words = vec![hostname(snapshot)];
    words.push(
        host.os_version
            .as_deref()
            .map_or_else(|| shown(&host.os), shown),
    );
    if let Some(kernel) = &host.kernel {
        words.push(["kernel ", &shown(kernel)].concat());
    }
    let privilege = &snapshot.privilege;
    let user = match (&privilege.user, privilege.uid) {
        (Some(user), _) => shown(user),
        (None, Some(uid)) => ["user ", &uid.to_string()].concat(),
        (None, None) => "an unknown user".to_owned(),
    };
    let rights = if privilege.elevated {
        ""
    } else {
        ", without full rights"
    };
    words.push(
        [
            "taken ",
            &moment(snapshot.collected_at),
            " as ",
            &user,
            rights,
        ]
        .concat(),
    );
    words
}

/// The name of the host, or what to call one without a name.
pub(crate) fn hostname(snapshot: &Snapshot) -> String {
    match snapshot.host.hostname.as_deref() {
        Some(name) if !name.is_empty() => shown_text_up_to(name, LENGTH).into_owned(),
        _ => "a host without a name".to_owned(),
    }
}
