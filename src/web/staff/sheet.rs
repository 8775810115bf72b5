//! A sheet: the one shape of the desk's pages. Where one is, sections with tables, lists and forms,
//! and beside them what must be kept in sight. The next pages of the desk are made of these parts.

use rocket::http::Status;
use serde::Serialize;

use crate::i18n::lang::{Lang, direction_of};
use crate::i18n::message::Message;
use crate::web::forms::Faults;
use crate::web::page::{Layout, Page, View};

/// A page of the desk.
#[derive(Debug, Serialize)]
pub struct Sheet {
    title: Message,
    heading: Message,
    crumbs: Vec<Link>,
    lead: Option<Message>,
    #[serde(flatten)]
    faults: Faults,
    sections: Vec<Section>,
    beside: Vec<Section>,
    /// Who is signed in; `None` on the sign-in page.
    who: Option<String>,
    sign_out: String,
}

/// A link with its words.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    text: Message,
    href: String,
}

/// A part of a sheet.
#[derive(Debug, Default, Serialize)]
pub struct Section {
    heading: Option<Message>,
    paragraphs: Vec<Message>,
    table: Option<Table>,
    list: Vec<Message>,
    people: Vec<Person>,
    form: Option<Form>,
    links: Vec<Link>,
}

/// A table; on a phone its rows become cards.
#[derive(Debug, Serialize)]
pub struct Table {
    caption: Message,
    columns: Vec<Message>,
    rows: Vec<Row>,
}

/// One row of a table.
#[derive(Debug, Default, Serialize)]
pub struct Row {
    head: Option<Message>,
    under: Option<Message>,
    cells: Vec<Cell>,
}

/// One cell of a row.
#[derive(Debug, Serialize)]
pub struct Cell {
    label: Message,
    text: Option<Message>,
    tag: Option<Tag>,
    link: Option<Link>,
    /// What the link is about, read aloud.
    about: Option<Message>,
}

/// A state, as an icon and a word.
#[derive(Debug, Clone, Serialize)]
pub struct Tag {
    class: &'static str,
    icon: &'static str,
    text: Message,
}

/// One of two people who confirm.
#[derive(Debug, Serialize)]
pub struct Person {
    class: &'static str,
    number: u32,
    done: bool,
    name: Message,
    what: Message,
}

/// A form.
#[derive(Debug, Serialize)]
pub struct Form {
    action: String,
    files: bool,
    hidden: Vec<Hidden>,
    inputs: Vec<Input>,
    button: Message,
    /// The one button that the page is about.
    go: bool,
}

/// A field that nobody sees.
#[derive(Debug, Serialize)]
struct Hidden {
    name: String,
    value: String,
}

/// One field.
#[derive(Debug, Serialize)]
pub struct Input {
    id: String,
    name: String,
    kind: &'static str,
    value: String,
    label: Message,
    hint: Option<Message>,
    fault: Option<Message>,
    described_by: Option<String>,
    choices: Vec<Choice>,
    lang: Option<String>,
    dir: Option<&'static str>,
    area: bool,
    select: bool,
    checks: bool,
    autocomplete: &'static str,
}

/// One thing to choose.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    name: String,
    value: String,
    text: Message,
    chosen: bool,
}

impl View for Sheet {
    const TEMPLATE: &'static str = "staff/sheet";
    const LAYOUT: Layout = Layout::Staff;
    fn title(&self) -> Message {
        self.title.clone()
    }
}

impl Sheet {
    /// A page under `title`, in the reader's language.
    pub fn new(lang: Lang, title: Message) -> Self {
        Self {
            heading: title.clone(),
            title,
            crumbs: Vec::new(),
            lead: None,
            faults: Faults::none(),
            sections: Vec::new(),
            beside: Vec::new(),
            who: None,
            sign_out: format!("/{lang}/desk/sign-out"),
        }
    }

    /// The same page, naming who is signed in.
    #[must_use]
    pub fn by(mut self, who: &super::AtDesk) -> Self {
        self.who = Some(who.0.account().shown_as.clone());
        self
    }

    /// The same page with one more step on the way to it.
    #[must_use]
    pub fn under(mut self, text: Message, href: impl Into<String>) -> Self {
        self.crumbs.push(Link { text, href: href.into() });
        self
    }

    /// The same page with a sentence below its title.
    #[must_use]
    pub fn lead(mut self, lead: Message) -> Self {
        self.lead = Some(lead);
        self
    }

    /// The same page with what must be put right.
    #[must_use]
    pub fn faults(mut self, faults: Faults) -> Self {
        self.faults = faults;
        self
    }

    /// The same page with one more section.
    #[must_use]
    pub fn with(mut self, section: Section) -> Self {
        self.sections.push(section);
        self
    }

    /// The same page with one more section beside the others.
    #[must_use]
    pub fn beside(mut self, section: Section) -> Self {
        self.beside.push(section);
        self
    }

    /// The page. One with faults has status 422.
    pub fn page(&self) -> Page {
        let page = Page::show(self);
        if self.faults.any() { page.with_status(Status::UnprocessableEntity) } else { page }
    }
}

impl Section {
    /// A section under a heading.
    pub fn new(heading: Message) -> Self {
        Self { heading: Some(heading), ..Self::default() }
    }

    /// A section without a heading.
    pub fn plain() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn paragraph(mut self, text: Message) -> Self {
        self.paragraphs.push(text);
        self
    }

    #[must_use]
    pub fn table(mut self, table: Table) -> Self {
        self.table = Some(table);
        self
    }

    #[must_use]
    pub fn list(mut self, list: Vec<Message>) -> Self {
        self.list = list;
        self
    }

    #[must_use]
    pub fn people(mut self, people: Vec<Person>) -> Self {
        self.people = people;
        self
    }

    #[must_use]
    pub fn form(mut self, form: Form) -> Self {
        self.form = Some(form);
        self
    }

    #[must_use]
    pub fn link(mut self, text: Message, href: impl Into<String>) -> Self {
        self.links.push(Link { text, href: href.into() });
        self
    }
}

impl Table {
    pub fn new(caption: Message, columns: Vec<Message>) -> Self {
        Self { caption, columns, rows: Vec::new() }
    }

    #[must_use]
    pub fn row(mut self, row: Row) -> Self {
        self.rows.push(row);
        self
    }
}

impl Row {
    /// A row with its name, and a smaller line below it.
    pub fn new(head: Message, under: Option<Message>) -> Self {
        Self { head: Some(head), under, cells: Vec::new() }
    }

    #[must_use]
    pub fn cell(mut self, label: Message, text: Message) -> Self {
        self.cells.push(Cell { label, text: Some(text), tag: None, link: None, about: None });
        self
    }

    #[must_use]
    pub fn tag(mut self, label: Message, tag: Tag) -> Self {
        self.cells.push(Cell { label, text: None, tag: Some(tag), link: None, about: None });
        self
    }

    #[must_use]
    pub fn link(mut self, label: Message, text: Message, href: impl Into<String>) -> Self {
        let link = Some(Link { text, href: href.into() });
        let about = self.head.clone();
        self.cells.push(Cell { label, text: None, tag: None, link, about });
        self
    }
}

impl Tag {
    pub fn new(class: &'static str, icon: &'static str, text: Message) -> Self {
        Self { class, icon, text }
    }
}

impl Person {
    /// Somebody who has confirmed.
    pub fn done(number: u32, name: Message, what: Message) -> Self {
        Self { class: "is-done", number, done: true, name, what }
    }

    /// Somebody who is waited for.
    pub fn awaited(number: u32, name: Message, what: Message) -> Self {
        Self { class: "is-now", number, done: false, name, what }
    }
}

impl Form {
    pub fn new(action: impl Into<String>, button: Message) -> Self {
        let action = action.into();
        let (hidden, inputs) = (Vec::new(), Vec::new());
        Self { action, files: false, hidden, inputs, button, go: false }
    }

    /// The form of the page's one deed.
    #[must_use]
    pub fn go(mut self) -> Self {
        self.go = true;
        self
    }

    #[must_use]
    pub fn hidden(mut self, name: &str, value: impl Into<String>) -> Self {
        self.hidden.push(Hidden { name: name.to_owned(), value: value.into() });
        self
    }

    #[must_use]
    pub fn input(mut self, input: Input) -> Self {
        self.files |= input.kind == "file";
        self.inputs.push(input);
        self
    }
}

impl Input {
    /// One line of text.
    pub fn text(name: &str, value: impl Into<String>, label: Message) -> Self {
        Self {
            id: name.to_owned(),
            name: name.to_owned(),
            kind: "text",
            value: value.into(),
            label,
            hint: None,
            fault: None,
            described_by: None,
            choices: Vec::new(),
            lang: None,
            dir: None,
            area: false,
            select: false,
            checks: false,
            autocomplete: "off",
        }
    }

    /// The same as another type of input: `password`, `datetime-local`, `file`.
    #[must_use]
    pub fn kind(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }

    /// The same with several lines.
    #[must_use]
    pub fn area(mut self) -> Self {
        self.area = true;
        self
    }

    /// The same in a language of its own.
    #[must_use]
    pub fn spoken(mut self, lang: &str) -> Self {
        self.dir = Some(direction_of(lang).as_str());
        self.lang = Some(lang.to_owned());
        self
    }

    #[must_use]
    pub fn autocomplete(mut self, what: &'static str) -> Self {
        self.autocomplete = what;
        self
    }

    #[must_use]
    pub fn hint(mut self, hint: Message) -> Self {
        self.hint = Some(hint);
        self.describe();
        self
    }

    /// The same with its fault, if `faults` has one.
    #[must_use]
    pub fn fault_in(mut self, faults: &Faults) -> Self {
        self.fault = faults.of_field(&self.id).cloned();
        self.describe();
        self
    }

    /// One of several things.
    pub fn one_of(name: &str, chosen: &str, label: Message, all: Vec<(String, Message)>) -> Self {
        let choice = |(value, text): (String, Message)| Choice {
            name: name.to_owned(),
            chosen: value == chosen,
            value,
            text,
        };
        let choices = all.into_iter().map(choice).collect();
        Self { select: true, choices, ..Self::text(name, chosen, label) }
    }

    /// Any of several things.
    pub fn any_of(
        name: &str,
        chosen: &[String],
        label: Message,
        all: Vec<(String, Message)>,
    ) -> Self {
        let choice = |(value, text): (String, Message)| Choice {
            name: name.to_owned(),
            chosen: chosen.contains(&value),
            value,
            text,
        };
        let choices = all.into_iter().map(choice).collect();
        Self { checks: true, choices, ..Self::text(name, "", label) }
    }

    fn describe(&mut self) {
        let id = &self.id;
        let hint = self.hint.as_ref().map(|_| format!("{id}-hint"));
        let fault = self.fault.as_ref().map(|_| format!("{id}-fault"));
        let all: Vec<String> = [hint, fault].into_iter().flatten().collect();
        self.described_by = (!all.is_empty()).then(|| all.join(" "));
    }
}
