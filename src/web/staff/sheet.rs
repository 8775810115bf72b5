//! A sheet: the one shape of the desk's pages. Where one is, sections with tables, lists and forms,
//! and beside them what must be kept in sight. The next pages of the desk are made of these parts.

mod quotes;

use quotes::Quote;
use rocket::http::Status;
use serde::Serialize;

use crate::app::staff::outgoing::Fate;
use crate::i18n::lang::{Lang, direction_of};
use crate::i18n::message::Message;
use crate::web::answer::Answer;
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
    /// Who is signed in; `None` on the pages before.
    who: Option<SignedInAs>,
    /// Whether its forms only show what is set up: the reader's roles may not change it.
    locked: bool,
    /// The row of languages as buttons of the page's form, if it has one to keep.
    spoken: Vec<Spoken>,
    #[serde(skip)]
    lang: Lang,
}

/// Who is signed in, and where they go from any page.
#[derive(Debug, Serialize)]
struct SignedInAs {
    name: String,
    own: String,
    sign_out: String,
    stay: String,
    /// Until the session ends, if nothing is clicked.
    seconds: u64,
    minutes: u64,
}

/// The same page in another language, as a button of its form.
#[derive(Debug, Serialize)]
struct Spoken {
    code: Lang,
    dir: &'static str,
    endonym: &'static str,
    action: String,
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
    tag: Option<Tag>,
    quotes: Vec<Quote>,
    paragraphs: Vec<Message>,
    table: Option<Table>,
    list: Vec<Message>,
    people: Vec<Person>,
    /// Lines for a machine: a command, an address, a key.
    code: Vec<String>,
    /// What a telephone reads from a square picture.
    qr: Option<String>,
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
    lines: Vec<Message>,
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
    /// The form that the row of languages sends.
    kept: bool,
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
    /// What a browser may fill in; nothing where it cannot.
    autocomplete: Option<&'static str>,
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
            locked: false,
            who: None,
            spoken: Vec::new(),
            lang,
        }
    }

    /// The same page, naming who is signed in.
    #[must_use]
    pub fn by(mut self, who: &super::AtDesk) -> Self {
        let desk = format!("/{}/desk", self.lang);
        self.who = Some(SignedInAs {
            name: who.0.account().shown_as.clone(),
            own: format!("{desk}/me"),
            sign_out: format!("{desk}/sign-out"),
            stay: format!("{desk}/stay"),
            seconds: who.0.seconds_left(),
            minutes: who.0.seconds_left() / 60,
        });
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

    /// The same page with what the box refused, if it did.
    #[must_use]
    pub fn refused(self, fate: Option<&Fate>) -> Self {
        let Some(Fate::Refused(refusal)) = fate else { return self };
        let words = super::refused::refusal(refusal);
        self.with(Section::new(Message::new("staff.refused")).list(words))
    }

    /// The same page, complete, for a reader who may change what it shows, or may only look: no button
    /// leads to a refusal.
    #[must_use]
    pub fn changed_by(mut self, may: bool) -> Self {
        self.locked = !may;
        if self.locked {
            self.beside.retain(|section| section.form.is_none());
        }
        self
    }

    /// The page. One with faults has status 422.
    pub fn page(mut self) -> Page {
        self.spoken = self.keep_what_is_typed();
        let page = Page::show(&self);
        if self.faults.any() { page.with_status(Status::UnprocessableEntity) } else { page }
    }

    /// Marks the form of the page's deed, and makes the row of languages its buttons.
    fn keep_what_is_typed(&mut self) -> Vec<Spoken> {
        let forms =
            self.sections.iter_mut().chain(&mut self.beside).filter_map(|s| s.form.as_mut());
        let Some(form) = forms.into_iter().find(|form| form.go && !form.inputs.is_empty()) else {
            return Vec::new();
        };
        form.kept = true;
        let rest = form.action.strip_prefix(&format!("/{}", self.lang)).unwrap_or_default();
        let spoken = |code: Lang| Spoken {
            code,
            dir: code.dir().as_str(),
            endonym: code.endonym(),
            action: format!("/{code}{rest}"),
        };
        Lang::OFFERED.into_iter().filter(|code| *code != self.lang).map(spoken).collect()
    }
}

impl From<Sheet> for Answer {
    fn from(sheet: Sheet) -> Self {
        sheet.page().into()
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

    /// The same section with a line for a machine.
    #[must_use]
    pub fn code(mut self, line: impl Into<String>) -> Self {
        self.code.push(line.into());
        self
    }

    /// The same section with a square picture.
    #[must_use]
    pub fn qr(mut self, says: impl Into<String>) -> Self {
        self.qr = Some(says.into());
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
    pub fn cell(self, label: Message, text: Message) -> Self {
        self.with(Cell { text: Some(text), ..Cell::empty(label) })
    }

    /// The same row with a cell of several lines.
    #[must_use]
    pub fn lines(self, label: Message, lines: Vec<Message>) -> Self {
        self.with(Cell { lines, ..Cell::empty(label) })
    }

    #[must_use]
    pub fn tag(self, label: Message, tag: Tag) -> Self {
        self.with(Cell { tag: Some(tag), ..Cell::empty(label) })
    }

    #[must_use]
    pub fn link(self, label: Message, text: Message, href: impl Into<String>) -> Self {
        let link = Some(Link { text, href: href.into() });
        let about = self.head.clone();
        self.with(Cell { link, about, ..Cell::empty(label) })
    }

    fn with(mut self, cell: Cell) -> Self {
        self.cells.push(cell);
        self
    }
}

impl Cell {
    fn empty(label: Message) -> Self {
        Self { label, text: None, lines: Vec::new(), tag: None, link: None, about: None }
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
        Self { action, kept: false, files: false, hidden, inputs, button, go: false }
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
            autocomplete: Some("off"),
        }
    }

    /// The same as another type of input: `password`, `datetime-local`, `file`.
    #[must_use]
    pub fn kind(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        if kind == "file" {
            self.autocomplete = None;
        }
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

    /// The same for keys and files, which run from left to right in every language.
    #[must_use]
    pub fn verbatim(mut self) -> Self {
        self.dir = Some("ltr");
        self
    }

    #[must_use]
    pub fn autocomplete(mut self, what: &'static str) -> Self {
        self.autocomplete = Some(what);
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
