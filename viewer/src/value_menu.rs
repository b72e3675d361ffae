//! The menu of a value, in a cell or among the facts of a row: only this, not this, copy.
//!
//! In a table it opens by the right button of the mouse, by the ⋯ that a cell shows under the pointer,
//! and by the keys for menus (the menu key, Shift+F10, or m), from where ← and → go from column to
//! column; in the details by the button beside a fact. It listens to the element around it.

mod anchor;
mod entries;

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use netsnap_shared::filter::with;
use netsnap_shared::index::{TableKind, Tables};
use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, HtmlElement, Node};
use yew::prelude::*;

use crate::browser;
use crate::focus::focus;
use crate::format::shown_text_up_to;
use crate::links::closest;
use crate::share::browser::say;
use crate::store::Action;
use anchor::Anchor;
pub(crate) use anchor::is_on_handle;
use entries::{Entry, entries, moved};

/// The id of what the menu is called by.
const TITLE_ID: &str = "value-menu-title";

/// How many characters of a term are shown.
const LENGTH: usize = 48;

/// What the menu works on.
#[derive(Clone, Properties)]
pub(crate) struct ValueMenuProps {
    /// The table that is shown.
    pub table: TableKind,
    /// The tables.
    pub tables: Rc<Tables>,
    /// The row whose details are shown.
    pub selected: Option<u32>,
    /// The filter that holds.
    pub filter: AttrValue,
    /// Takes filters.
    pub on_action: Callback<Action>,
}

impl PartialEq for ValueMenuProps {
    fn eq(&self, other: &Self) -> bool {
        self.table == other.table
            && Rc::ptr_eq(&self.tables, &other.tables)
            && self.selected == other.selected
            && self.filter == other.filter
            && self.on_action == other.on_action
    }
}

/// What happens around the menu and in it.
#[derive(Debug)]
pub(crate) enum Msg {
    /// A click, whichever button.
    Click(MouseEvent),
    /// A key.
    Key(KeyboardEvent),
    /// Something has lost the focus.
    Left(FocusEvent),
}

/// An open menu.
struct Open {
    anchor: Anchor,
    entries: Vec<Entry>,
    current: usize,
    /// What had the focus before.
    opener: Option<HtmlElement>,
}

/// The menu.
pub(crate) struct ValueMenu {
    root: NodeRef,
    open: Option<Open>,
    listeners: Vec<EventListener>,
}

impl Component for ValueMenu {
    type Message = Msg;
    type Properties = ValueMenuProps;

    fn create(_: &Context<Self>) -> Self {
        Self {
            root: NodeRef::default(),
            open: None,
            listeners: Vec::new(),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Click(event) => self.click(ctx, &event),
            Msg::Key(event) => self.key(ctx, &event),
            Msg::Left(event) => {
                let to = event.related_target();
                let to = to.and_then(|to| to.dyn_into::<Node>().ok());
                let is_within = self.contains(to.as_ref());
                !is_within && self.open.take().is_some()
            }
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &ValueMenuProps) -> bool {
        let props = ctx.props();
        if props.table != old.table || !Rc::ptr_eq(&props.tables, &old.tables) {
            self.open = None;
        }
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        html! {
            <div class="value-menu-place" ref={&self.root}>
                if let Some(open) = &self.open {
                    { menu(open) }
                }
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first_render: bool) {
        if first_render {
            self.listen(ctx);
        }
        if let (Some(open), Some(root)) = (&self.open, self.root.cast::<HtmlElement>()) {
            place(&root, &open.anchor);
            focus(&id(open.current));
        }
    }
}

impl ValueMenu {
    fn listen(&mut self, ctx: &Context<Self>) {
        let root = self.root.cast::<HtmlElement>();
        let Some(around) = root.and_then(|root| root.parent_element()) else {
            return;
        };
        let options = EventListenerOptions::enable_prevent_default();
        for name in ["click", "contextmenu", "keydown", "focusout"] {
            let link = ctx.link().clone();
            let hear = move |event: &Event| {
                if let Some(event) = event.dyn_ref::<MouseEvent>() {
                    link.send_message(Msg::Click(event.clone()));
                } else if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                    link.send_message(Msg::Key(event.clone()));
                } else if let Some(event) = event.dyn_ref::<FocusEvent>() {
                    link.send_message(Msg::Left(event.clone()));
                }
            };
            let listener = EventListener::new_with_options(&around, name, options, hear);
            self.listeners.push(listener);
        }
    }

    fn contains(&self, node: Option<&Node>) -> bool {
        let root = self.root.cast::<Node>();
        root.is_some_and(|root| node.is_some() && root.contains(node))
    }

    fn click(&mut self, ctx: &Context<Self>, event: &MouseEvent) -> bool {
        let props = ctx.props();
        let target = event.target().and_then(|it| it.dyn_into::<Node>().ok());
        let is_by_right_button = event.type_() == "contextmenu";
        if self.contains(target.as_ref()) {
            let entry = closest(event, "[role=menuitem]").and_then(|entry| number(&entry.id()));
            if is_by_right_button {
                event.prevent_default();
            } else if let Some(entry) = entry {
                self.choose(ctx, entry);
            }
            return true;
        }
        let anchor = if is_by_right_button {
            // Who has marked text wants the browser's own menu for it.
            let marks = browser::window().and_then(|window| window.get_selection().ok()?);
            let marks = marks.is_some_and(|marks| !marks.is_collapsed());
            Anchor::at_cell(props.table, event)
                .filter(|_| !marks)
                .map(|anchor| Anchor {
                    x: event.client_x().into(),
                    y: event.client_y().into(),
                    ..anchor
                })
        } else if is_on_handle(event) {
            Anchor::at_cell(props.table, event)
        } else {
            let row = props.selected;
            row.and_then(|row| Anchor::at_fact(props.table, row, event))
        };
        let opens = anchor.is_some_and(|anchor| self.open(props, anchor));
        if opens {
            event.prevent_default();
        }
        opens
    }

    fn key(&mut self, ctx: &Context<Self>, event: &KeyboardEvent) -> bool {
        let key = event.key();
        let props = ctx.props();
        let is_modified = event.ctrl_key() || event.meta_key() || event.alt_key();
        let Some(open) = self.open.as_mut().filter(|_| !is_modified) else {
            let asks = match key.as_str() {
                "ContextMenu" => true,
                "F10" => event.shift_key(),
                "m" => !is_modified,
                _ => false,
            };
            let anchor = Anchor::at_current_cell(props.table, event).filter(|_| asks);
            let opens = anchor.is_some_and(|anchor| self.open(props, anchor));
            if opens {
                event.prevent_default();
            }
            return opens;
        };
        let step = match key.as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => -1,
            _ => 0,
        };
        if step != 0 {
            if let Some(anchor) = open.anchor.beside(props.table, step) {
                let current = open.current;
                self.open(props, anchor);
                self.keep(current);
            }
        } else if let Some(current) = moved(&key, open.current, open.entries.len()) {
            open.current = current;
        } else {
            match key.as_str() {
                "Escape" => self.close(),
                "Enter" | " " => {
                    let current = open.current;
                    self.choose(ctx, current);
                }
                // The focus goes on from what it was at before.
                "Tab" => {
                    self.close();
                    return true;
                }
                _ => return false,
            }
        }
        event.prevent_default();
        true
    }

    /// Opens the menu, if there is anything to offer.
    fn open(&mut self, props: &ValueMenuProps, anchor: Anchor) -> bool {
        let entries = entries(props.tables.get(props.table), anchor.field, anchor.row);
        if entries.is_empty() {
            return false;
        }
        let opener = match self.open.take() {
            Some(open) => open.opener,
            None => anchor::focused(),
        };
        self.open = Some(Open {
            anchor,
            entries,
            current: 0,
            opener,
        });
        true
    }

    /// Stays at the same entry where the next column has it too.
    fn keep(&mut self, current: usize) {
        if let Some(open) = &mut self.open
            && current < open.entries.len()
        {
            open.current = current;
        }
    }

    fn close(&mut self) {
        if let Some(opener) = self.open.take().and_then(|open| open.opener) {
            // It fails only for an element that is gone.
            let _ = opener.focus();
        }
    }

    fn choose(&mut self, ctx: &Context<Self>, entry: usize) {
        let props = ctx.props();
        let open = self.open.as_ref();
        let entry = open.and_then(|open| open.entries.get(entry)).cloned();
        self.close();
        match entry {
            Some(Entry::Only(term) | Entry::Not(term)) => {
                let text = with(&props.filter, &term, props.table);
                props.on_action.emit(Action::Refine(text));
            }
            Some(Entry::Copy(text)) => wasm_bindgen_futures::spawn_local(async move {
                say(if browser::copy(&text).await {
                    "Copied."
                } else {
                    "The browser does not let this page copy. Mark the text and copy it by hand."
                });
            }),
            None => {}
        }
    }
}

fn menu(open: &Open) -> Html {
    html! {
        <div class="value-menu">
            <p id={TITLE_ID}>
                { &open.anchor.title }
                if open.anchor.column.is_some() {
                    <span aria-hidden="true"><kbd>{ "←" }</kbd>{ " " }<kbd>{ "→" }</kbd></span>
                }
            </p>
            <div role="menu" aria-labelledby={TITLE_ID}>
                { for open.entries.iter().enumerate().map(|(place, entry)| html! {
                    <div key={place} id={id(place)} role="menuitem" tabindex="-1">
                        <span>{ entry.label() }</span>
                        <code class="one-line">{ shown_text_up_to(entry.text(), LENGTH).into_owned() }</code>
                    </div>
                }) }
            </div>
        </div>
    }
}

fn id(place: usize) -> String {
    ["value-menu-", &place.to_string()].concat()
}

fn number(id: &str) -> Option<usize> {
    id.strip_prefix("value-menu-")?.parse().ok()
}

/// Puts the menu at its value, and within the window.
fn place(root: &HtmlElement, anchor: &Anchor) {
    const MARGIN: f64 = 8.0;
    let size = |size: Result<wasm_bindgen::JsValue, _>| size.ok().and_then(|size| size.as_f64());
    let window = browser::window();
    let window = window.and_then(|it| Some((size(it.inner_width())?, size(it.inner_height())?)));
    let menu = root.query_selector(".value-menu").ok().flatten();
    let (Some(menu), Some((width, height))) = (menu, window) else {
        return;
    };
    let menu = menu.get_bounding_client_rect();
    let x = anchor.x.min(width - menu.width() - MARGIN).max(MARGIN);
    let y = anchor.y.min(height - menu.height() - MARGIN).max(MARGIN);
    for (name, value) in [("--x", x), ("--y", y)] {
        let value = [&browser::whole(value).to_string(), "px"].concat();
        // Only an invalid name could fail.
        let _ = root.style().set_property(name, &value);
    }
}
