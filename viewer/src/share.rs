//! What a person takes along: the rows of a table as text, a link to a view, this page, its bundle.
//!
//! The panel is opened by any button that names it in `popovertarget`; the browser itself opens and
//! closes it. What was done is said in a polite status.

pub(crate) mod browser;
pub(crate) mod page;

use std::rc::Rc;

use netsnap_shared::bundle::{FILE_EXTENSION, row_texts};
use netsnap_shared::index::TableKind;
use web_sys::File;
use yew::prelude::*;

use crate::export::{Draft, Format, Sheet, file_name, path};
use crate::format::{counted, sentence};
use crate::fragment;
use crate::links::closest;
use crate::loading;
use crate::store::{Report, State};
use crate::views::{Column, noun, shown_columns};

/// The id of the panel, for the buttons that open it.
pub(crate) const PANEL_ID: &str = "share";

/// How many rows are written in one go, so that the page stays alive.
const ROWS_AT_ONCE: usize = 4_000;

/// What can be taken along.
#[derive(Debug, Clone, Copy)]
pub(crate) enum What {
    /// The shown rows, into the clipboard.
    Copy(Format),
    /// The shown rows, into a file.
    Save(Format),
    /// The address of this view.
    Link,
    /// This page with the open bundle.
    Page,
    /// The open bundle.
    Bundle,
}

/// A button: what is on it, its name where that alone does not say it, and what it does.
type Button = (&'static str, &'static str, &'static str);

/// Something that can be taken along: its name, a word about it, and its buttons.
type Way = (&'static str, &'static str, &'static [Button]);

const ROWS: [Way; 4] = [
    (
        "CSV",
        "for spreadsheets and scripts",
        &[
            ("Copy", "Copy as CSV", "copy csv"),
            ("Save", "Save as CSV", "save csv"),
        ],
    ),
    (
        "JSON",
        "with every field of the bundle",
        &[
            ("Copy", "Copy as JSON", "copy json"),
            ("Save", "Save as JSON", "save json"),
        ],
    ),
    (
        "Markdown",
        "for tickets and notes",
        &[
            ("Copy", "Copy as Markdown", "copy md"),
            ("Save", "Save as Markdown", "save md"),
        ],
    ),
    (
        "Text",
        "in aligned columns",
        &[
            ("Copy", "Copy as text", "copy txt"),
            ("Save", "Save as text", "save txt"),
        ],
    ),
];

const WHOLE: [Way; 3] = [
    (
        "Link to this view",
        "with filter, order and row",
        &[("Copy", "Copy the link to this view", "link")],
    ),
    (
        "This page",
        "one file, with the bundle inside",
        &[("Save", "Save this page", "page")],
    ),
    (
        "The bundle",
        "for netsnap and other tools",
        &[("Save", "Save the bundle", "bundle")],
    ),
];

/// What the button that was clicked does.
pub(crate) fn what(event: &MouseEvent) -> Option<What> {
    let asked = closest(event, "[data-share]")?.get_attribute("data-share")?;
    match asked.split_once(' ') {
        Some(("copy", ending)) => Format::from_ending(ending).map(What::Copy),
        Some((_, ending)) => Format::from_ending(ending).map(What::Save),
        None => Some(match &*asked {
            "link" => What::Link,
            "page" => What::Page,
            _ => What::Bundle,
        }),
    }
}

/// The panel.
pub(crate) fn panel(state: &State, on_click: &Callback<MouseEvent>) -> Html {
    html! {
        <div id={PANEL_ID} class="sharing" popover="auto" role="dialog" aria-label="Share" onclick={on_click}>
            if let Some(table) = state.view.table() {
                <h2>{ rows_in_words(table, state.pane(table).selection().rows.len()) }{ ", as shown" }</h2>
                <ul>{ for ROWS.iter().map(way) }</ul>
            }
            <h2>{ "This report" }</h2>
            <ul>{ for WHOLE.iter().map(way) }</ul>
            <p class="dim">{ "All of it names hosts, people and programs. Look at it before you hand it on." }</p>
        </div>
    }
}

fn way(&(title, about, buttons): &Way) -> Html {
    html! {
        <li>
            <span>{ title }<small class="dim">{ about }</small></span>
            { for buttons.iter().map(|&(label, name, what)| html! {
                <button type="button" aria-label={name} data-share={what}>{ label }</button>
            }) }
        </li>
    }
}

/// What the page must know to take something along, of the moment when it was asked to.
pub(crate) struct Taken {
    report: Rc<Report>,
    /// The file that the bundle came from; none for the one inside the page.
    opened: Option<File>,
    /// The shown table; of the overview any, without rows.
    table: TableKind,
    columns: Vec<&'static Column>,
    rows: Rc<Vec<u32>>,
    fragment: String,
}

impl Taken {
    /// What is shown now; `None` without a bundle.
    pub(crate) fn now(state: &State, opened: Option<&File>) -> Option<Self> {
        let report = state.report.as_ref()?;
        let shown = state.view.table();
        let table = shown.unwrap_or(TableKind::Sockets);
        let pane = state.pane(table);
        let rows = shown.map(|_| Rc::clone(&pane.selection().rows));
        Some(Self {
            report: Rc::clone(report),
            opened: opened.cloned(),
            table,
            columns: shown_columns(table, &report.catalog, &pane.layout),
            rows: rows.unwrap_or_default(),
            fragment: fragment::write(&state.place()),
        })
    }

    /// Takes it along, and says so.
    pub(crate) fn take(self, what: What) {
        wasm_bindgen_futures::spawn_local(async move {
            let said = match self.taken(what).await {
                Ok((did, what, name)) => [did, &what, " as ", &name, "."].concat(),
                Err(problem) => sentence(&problem),
            };
            browser::say(&said);
        });
    }

    /// Takes it along: what was done to what, and what it was made into.
    async fn taken(&self, what: What) -> Result<(&'static str, String, String), String> {
        let mut name = String::new();
        let (what, ending, media_type, parts) = match what {
            What::Link => {
                let link = browser::link(self.fragment.clone());
                browser::copy(&link).await?;
                return Ok(("Copied ", "the link to this view".to_owned(), link));
            }
            What::Copy(format) => {
                browser::copy(&self.written(format).await?).await?;
                let name = format.names().0.to_owned();
                return Ok(("Copied ", self.rows_in_words(), name));
            }
            What::Save(format) => {
                let text = self.written(format).await?;
                let (_, ending, media_type) = format.names();
                noun(self.table).1.clone_into(&mut name);
                (self.rows_in_words(), ending, media_type, vec![text.into()])
            }
            What::Page => {
                let (before, after) = page::around_the_bundle().ok_or("the page cannot be read")?;
                let bundle = match &self.opened {
                    Some(file) => browser::base64(file).await?,
                    None => page::bundle_text().unwrap_or_default(),
                };
                let parts = vec![before.into(), bundle, after.into()];
                ("this page".to_owned(), "html", "text/html", parts)
            }
            What::Bundle => {
                // A file is handed on as it came, so it keeps the ending that says what it is.
                let (bytes, ending) = match &self.opened {
                    Some(file) if file.name().to_lowercase().strip_suffix(".json").is_some() => {
                        (file.into(), "json")
                    }
                    Some(file) => (file.into(), FILE_EXTENSION),
                    None => (embedded()?.into(), FILE_EXTENSION),
                };
                let media_type = "application/octet-stream";
                ("the bundle".to_owned(), ending, media_type, vec![bytes])
            }
        };
        let name = file_name(self.host(), &name, ending);
        browser::save(&name, media_type, &parts)?;
        Ok(("Saved ", what, name))
    }

    async fn written(&self, format: Format) -> Result<String, String> {
        let table = self.report.tables.get(self.table);
        let mut sheet = Sheet {
            catalog: &self.report.catalog,
            table,
            columns: &self.columns,
            texts: &[],
        };
        let path = path(table.kind());
        let (json, texts);
        if format == Format::Json && !path.is_empty() {
            let file = self.opened.clone().map_or_else(embedded, Ok)?;
            json = loading::json_of(loading::of_file(&file)).await?;
            texts = row_texts(&json, path);
            if texts.len() != table.len() {
                return Err("the bundle is not the one that was opened".to_owned());
            }
            sheet.texts = &texts;
        }
        let mut draft = Draft::new(format, &sheet, self.rows.len());
        for (at, rows) in self.rows.chunks(ROWS_AT_ONCE).enumerate() {
            if at > 0 {
                browser::pause().await;
            }
            draft.add(&sheet, rows);
        }
        Ok(draft.finish(&sheet))
    }

    fn rows_in_words(&self) -> String {
        rows_in_words(self.table, self.rows.len())
    }

    fn host(&self) -> &str {
        let host = &self.report.catalog.snapshot().host;
        host.hostname.as_deref().unwrap_or_default()
    }
}

/// Copies the explanation of a row, and says so.
pub(crate) fn copy_account(text: String) {
    wasm_bindgen_futures::spawn_local(async move {
        let copied = browser::copy(&text).await;
        let said = copied.map(|()| "Copied the explanation as text.".to_owned());
        browser::say(&said.unwrap_or_else(|problem| sentence(&problem)));
    });
}

/// The bundle inside the page.
fn embedded() -> Result<File, String> {
    let text = page::bundle_text().ok_or("the page cannot be read")?;
    Ok(loading::file_of(&text))
}

fn rows_in_words(table: TableKind, rows: usize) -> String {
    let (one, many) = noun(table);
    counted(rows, one, many)
}
