//! The root of the page: holds the state, passes actions to it, and does in the browser what the
//! state asks for.

mod address_bar;

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DragEvent, File, KeyboardEvent};
use yew::prelude::*;

use crate::browser;
use crate::details::Details;
use crate::filter_box::FILTER_ID;
use crate::focus::{focus, has_focus, is_in_text};
use crate::fragment;
use crate::header::{Header, hostname};
use crate::help::Help;
use crate::loading::{self, Portions};
use crate::navigation::{Navigation, counts};
use crate::overview::Overview;
use crate::place::{Selected, View};
use crate::share::{self, Taken, What};
use crate::shortcuts::{Shortcut, shortcut};
use crate::store::{Action, Loading, Progress, Recent, Report, State};
use crate::table::GRID_ID;
use crate::table_view::table_view;
use crate::value_menu::ValueMenu;
use crate::welcome::Welcome;
use address_bar::AddressBar;

/// The id of the part of the page that changes with the view.
pub(crate) const MAIN_ID: &str = "main";

/// What happens to the page.
#[derive(Debug)]
pub(crate) enum Msg {
    /// Something that changes the state.
    Do(Action),
    /// A file was dropped or picked.
    File(File),
    /// A bundle is this far; the number is that of its loading.
    Progress(u32, Progress),
    /// A bundle was read.
    Read(u32, Result<Box<Report>, String>),
    /// The browser went to another fragment.
    HashChange,
    /// Something is dragged over the page, or no longer.
    Dragging(bool),
    /// A text was pasted that is no part of any box.
    Pasted(String),
    /// Something is to be taken along.
    Share(What),
    /// A key was pressed that nothing on the page has taken.
    Key(KeyboardEvent),
}

/// The page.
pub(crate) struct App {
    state: State,
    address_bar: AddressBar,
    /// Counts the bundles that were asked for; only the last one is shown.
    loads: u32,
    /// The bundle that is on its way.
    portions: Option<Portions>,
    is_dragging: bool,
    /// Whether something had the focus before the page was drawn anew.
    had_focus: bool,
    /// What gets the focus once it is in the page.
    wants_focus: Option<&'static str>,
    /// How long the filter took to find the rows that are shown, in microseconds.
    took_us: Option<u32>,
    /// The file whose bundle is open; none for the bundle inside the page.
    opened: Option<File>,
    /// The file that is being read.
    opening: Option<File>,
    on_action: Callback<Action>,
    on_file: Callback<File>,
    on_filter: Callback<(View, String)>,
    on_select: Callback<Selected>,
    on_close: Callback<()>,
    on_skip: Callback<MouseEvent>,
    on_share: Callback<MouseEvent>,
    on_drag: Callback<DragEvent>,
    on_drag_leave: Callback<DragEvent>,
    on_drop: Callback<DragEvent>,
    _listeners: Vec<EventListener>,
}

impl Component for App {
    type Message = Msg;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link();
        let mut state = State::default();
        let theme = browser::stored_theme();
        browser::set_theme(theme);
        state.apply(Action::Theme(theme));
        state.recent = Recent::read(&browser::stored_filters()).into();
        state.apply(Action::Navigate(
            fragment::parse(&browser::fragment()).into(),
        ));
        let mut app = Self {
            state,
            address_bar: AddressBar::default(),
            loads: 0,
            portions: None,
            is_dragging: false,
            had_focus: false,
            wants_focus: None,
            took_us: None,
            opened: None,
            opening: None,
            on_action: link.callback(Msg::Do),
            on_file: link.callback(Msg::File),
            on_filter: link.callback(|(view, text)| Msg::Do(Action::FilterIn(view, text))),
            on_select: link.callback(|selected| Msg::Do(Action::Open(selected))),
            on_close: link.callback(|()| Msg::Do(Action::Select(None))),
            on_skip: Callback::from(|_| focus(MAIN_ID)),
            on_share: link.batch_callback(|event: MouseEvent| share::what(&event).map(Msg::Share)),
            on_drag: link.callback(|event: DragEvent| {
                // Without this the browser would open the file in place of the page.
                event.prevent_default();
                Msg::Dragging(true)
            }),
            on_drag_leave: link.batch_callback(|event: DragEvent| {
                // Leaving an element for another one of the page is no leaving.
                event
                    .related_target()
                    .is_none()
                    .then_some(Msg::Dragging(false))
            }),
            on_drop: link.batch_callback(|event: DragEvent| {
                event.prevent_default();
                let files = event.data_transfer().and_then(|data| data.files());
                let file = files.and_then(|files| files.get(0));
                vec![Some(Msg::Dragging(false)), file.map(Msg::File)]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
            }),
            _listeners: listeners(ctx),
        };
        if let Some(portions) = loading::embedded() {
            let size = portions.size();
            app.load(ctx, None, size, portions);
        }
        app
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        self.had_focus |= has_focus();
        match msg {
            Msg::Do(action) => self.act(action),
            Msg::File(file) => {
                let portions = loading::of_file(&file);
                self.load(ctx, Some(file.name()), file.size(), portions);
                self.opening = Some(file);
            }
            Msg::Progress(load, progress) if load == self.loads => {
                self.act(Action::Progress(progress));
            }
            // Over an open report it is more likely a slip.
            Msg::Pasted(_) if self.state.report.is_some() => return false,
            Msg::Pasted(text) => {
                let file = loading::file_of(&text.into());
                let name = "the text that was pasted".to_owned();
                self.load(ctx, Some(name), file.size(), loading::of_file(&file));
                self.opening = Some(file);
            }
            Msg::Read(load, result) if load == self.loads => {
                let file = self.opening.take();
                if result.is_ok() {
                    self.opened = file;
                }
                self.act(match result {
                    Ok(report) => Action::Loaded((*report).into()),
                    Err(problem) => Action::LoadFailed(problem),
                });
            }
            Msg::Progress(..) | Msg::Read(..) => return false,
            Msg::HashChange => {
                let place = self.address_bar.changed_by_browser();
                self.act(Action::Navigate(place.into()));
            }
            Msg::Dragging(is_dragging) => {
                return std::mem::replace(&mut self.is_dragging, is_dragging) != is_dragging;
            }
            Msg::Share(what) => {
                if let Some(taken) = Taken::now(&self.state, self.opened.as_ref()) {
                    taken.take(what);
                }
                return false;
            }
            Msg::Key(event) => return self.press(&event),
        }
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let class = match (&self.state.report, self.is_dragging) {
            (None, _) => "app empty",
            (Some(_), false) => "app",
            (Some(_), true) => "app dragging",
        };
        html! {
            <div
                {class}
                ondragenter={&self.on_drag}
                ondragover={&self.on_drag}
                ondragleave={&self.on_drag_leave}
                ondrop={&self.on_drop}
            >
                if self.state.report.is_some() {
                    <button type="button" class="skip" onclick={&self.on_skip}>{ "Skip to the content" }</button>
                }
                <Header
                    report={self.state.report.clone()}
                    namespace={self.state.scope.place()}
                    theme={self.state.theme}
                    on_action={&self.on_action}
                    on_file={&self.on_file}
                />
                { self.body() }
                if self.state.report.is_some() {
                    { share::panel(&self.state, &self.on_share) }
                }
                <p id={share::browser::STATUS_ID} class="done" role="status"></p>
                <Help is_open={self.state.help} on_action={&self.on_action} />
            </div>
        }
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        let title = match &self.state.report {
            Some(report) => {
                let host = hostname(report.catalog.snapshot());
                [self.state.view.title(), " · ", &host, " · netsnap"].concat()
            }
            None => "netsnap".to_owned(),
        };
        browser::set_title(&title);
        let had_focus = std::mem::take(&mut self.had_focus);
        if let Some(id) = self.wants_focus.take() {
            focus(id);
        } else if had_focus && !has_focus() {
            // What had it is gone: it goes on where the page has changed.
            focus(MAIN_ID);
            focus(GRID_ID);
        }
    }
}

impl App {
    fn body(&self) -> Html {
        let state = &self.state;
        match (&state.report, &state.loading) {
            (Some(report), _) => self.report(report),
            (None, Some(loading)) => loading::opening(loading, &self.on_action),
            (None, None) => html! {
                <Welcome
                    is_dragging={self.is_dragging}
                    problem={state.problem.clone().map(AttrValue::from)}
                    on_file={&self.on_file}
                />
            },
        }
    }

    fn report(&self, report: &Report) -> Html {
        let state = &self.state;
        let catalog = &report.catalog;
        let main = match state.view.table() {
            Some(table) => table_view(report, state, table, self.took_us, &self.on_action),
            None => html! {
                <main id={MAIN_ID} class="overview-view" tabindex="-1">
                    if let Some(answers) = state.scope.answers() {
                        <Overview {answers} on_filter={&self.on_filter} />
                    }
                </main>
            },
        };
        html! {
            <>
                <Navigation view={state.view} counts={counts(report, &state.scope)} on_action={&self.on_action} />
                <div class="notices">{ self.notices(report) }</div>
                <div class={if state.selected().is_some() { "stage with-details" } else { "stage" }}>
                    { main }
                    if let Some(selected) = state.selected() {
                        <Details
                            {catalog}
                            {selected}
                            on_close={&self.on_close}
                            on_filter={&self.on_filter}
                            on_select={&self.on_select}
                        />
                    }
                    if let Some(table) = state.view.table() {
                        <ValueMenu
                            {table}
                            tables={&report.tables}
                            selected={state.pane(table).selected}
                            filter={state.pane(table).selection().filter.clone()}
                            on_action={&self.on_action}
                        />
                    }
                </div>
            </>
        }
    }

    /// What a person should know besides the report: of a bundle on its way in, of one that could
    /// not be read, and of one that is newer than this viewer.
    fn notices(&self, report: &Report) -> Html {
        let state = &self.state;
        let dismiss = |action: Action| self.on_action.reform(move |_: MouseEvent| action.clone());
        html! {
            <>
                if let Some(loading) = &state.loading {
                    { loading::notice(loading, &self.on_action) }
                }
                if let Some(problem) = &state.problem {
                    <div class="notice bad">
                        <p role="alert">{ problem }</p>
                        <button type="button" onclick={dismiss(Action::DismissProblem)}>{ "Dismiss" }</button>
                    </div>
                }
                if let Some(version) = report.newer.filter(|_| !state.newer_dismissed) {
                    <div class="notice warn">
                        <p>
                            { "A newer netsnap wrote this bundle (format " }{ version.to_string() }
                            { "). What this viewer does not know is not shown." }
                        </p>
                        <button type="button" onclick={dismiss(Action::DismissNewer)}>{ "Dismiss" }</button>
                    </div>
                }
            </>
        }
    }

    fn act(&mut self, action: Action) {
        if let Action::CancelLoading = action {
            self.stop_loading();
        }
        let theme = self.state.theme;
        let remembers = matches!(action, Action::Remember(..));
        let filters = matches!(action, Action::Filter(_) | Action::Refine(_));
        let rows = self.rows();
        let start = browser::clock_ms();
        let address = self.state.apply(action);
        let ms = browser::clock_ms() - start;
        let is_other = match (&rows, &self.rows()) {
            (Some(rows), Some(now)) => !Rc::ptr_eq(rows, now),
            (rows, now) => rows.is_some() != now.is_some(),
        };
        if is_other {
            // Anything else may have built a table on the way.
            self.took_us = filters.then(|| browser::whole(ms * 1000.0));
        }
        if remembers {
            browser::store_filters(&self.state.recent.write());
        }
        self.address_bar.follow(address, &self.state.place());
        if self.state.theme != theme {
            browser::set_theme(self.state.theme);
        }
    }

    /// The rows that are shown.
    fn rows(&self) -> Option<Rc<Vec<u32>>> {
        let pane = self.state.pane(self.state.view.table()?);
        Some(Rc::clone(&pane.selection().rows))
    }

    fn load(&mut self, ctx: &Context<Self>, file: Option<String>, size: f64, portions: Portions) {
        self.stop_loading();
        let load = self.loads;
        let size = loading::whole_bytes(size);
        let on_progress = ctx.link().callback(move |far| Msg::Progress(load, far));
        self.act(Action::Load(Loading {
            file: file.clone(),
            size,
            ..Loading::default()
        }));
        self.portions = Some(portions.clone());
        let reading = loading::open(portions, file, size, on_progress);
        ctx.link()
            .send_future(async move { Msg::Read(load, reading.await.map(Box::new)) });
    }

    /// What is on its way is not wanted any more, should it still come.
    fn stop_loading(&mut self) {
        self.loads += 1;
        if let Some(portions) = self.portions.take() {
            portions.stop();
        }
    }

    fn press(&mut self, event: &KeyboardEvent) -> bool {
        if self.state.help || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return false;
        }
        let Some(shortcut) = shortcut(&event.key(), is_in_text(event)) else {
            return false;
        };
        match shortcut {
            Shortcut::Filter if self.state.view.table().is_none() => {
                self.act(Action::Show(View::Sockets));
                self.wants_focus = Some(FILTER_ID);
            }
            Shortcut::Filter => focus(FILTER_ID),
            Shortcut::Help => self.act(Action::Help(true)),
            // The browser closes it.
            Shortcut::Close if browser::has_open_popover() => return false,
            Shortcut::Close if self.state.loading.is_some() => self.act(Action::CancelLoading),
            Shortcut::Close if self.state.selected().is_some() => {
                self.act(Action::Select(None));
                focus(GRID_ID);
            }
            Shortcut::Close => return false,
        }
        event.prevent_default();
        true
    }
}

/// The bundle that was pasted: a file, or text that may be one. Into a box a person pastes something
/// else.
fn pasted(event: &ClipboardEvent) -> Option<Msg> {
    if is_in_text(event) {
        return None;
    }
    let data = event.clipboard_data()?;
    if let Some(file) = data.files().and_then(|files| files.get(0)) {
        return Some(Msg::File(file));
    }
    let text = data.get_data("text/plain").ok()?;
    (!text.trim_ascii().is_empty()).then_some(Msg::Pasted(text))
}

/// What the page hears from outside its own elements.
fn listeners(ctx: &Context<App>) -> Vec<EventListener> {
    let Some(window) = browser::window() else {
        return Vec::new();
    };
    let on_hash_change = ctx.link().callback(|()| Msg::HashChange);
    let on_key = ctx.link().callback(Msg::Key);
    let link = ctx.link().clone();
    vec![
        EventListener::new(&window, "hashchange", move |_| on_hash_change.emit(())),
        EventListener::new(&window, "paste", move |event| {
            if let Some(message) = event.dyn_ref().and_then(pasted) {
                link.send_message(message);
            }
        }),
        EventListener::new_with_options(
            &window,
            "keydown",
            EventListenerOptions::enable_prevent_default(),
            move |event| {
                // The elements of the page come first.
                if let Some(event) = event.dyn_ref::<KeyboardEvent>()
                    && !event.default_prevented()
                {
                    on_key.emit(event.clone());
                }
            },
        ),
    ]
}
