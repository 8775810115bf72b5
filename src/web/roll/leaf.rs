//! A leaf: a page of plain words with what can be done below them. The roll's pages are made of it.

use rocket::http::Status;
use serde::Serialize;

use crate::i18n::message::Message;
use crate::web::forms::{Faults, Field};
use crate::web::page::{Layout, Page, View};

/// A page of plain words.
#[derive(Debug, Serialize)]
pub struct Leaf {
    title: Message,
    lead: Option<Message>,
    mark: Option<Mark>,
    #[serde(flatten)]
    faults: Faults,
    back: Option<Link>,
    parts: Vec<Part>,
}

/// A picture and a colour that say how it stands.
#[derive(Debug, Serialize)]
struct Mark {
    class: &'static str,
    icon: &'static str,
    text: Message,
}

/// A link with its words.
#[derive(Debug, Serialize)]
pub struct Link {
    text: Message,
    href: String,
    go: bool,
}

/// A part of a leaf.
#[derive(Debug, Default, Serialize)]
pub struct Part {
    heading: Option<Message>,
    paragraphs: Vec<Message>,
    facts: Vec<Fact>,
    list: Vec<Message>,
    code: Option<String>,
    links: Vec<Link>,
    deeds: Vec<Deed>,
}

/// A name and its value.
#[derive(Debug, Serialize)]
struct Fact {
    name: Message,
    value: Message,
}

/// A form of one button, perhaps with fields.
#[derive(Debug, Serialize)]
pub struct Deed {
    /// Where a fault about it leads.
    id: Option<&'static str>,
    action: String,
    button: Message,
    class: &'static str,
    hidden: Vec<Hidden>,
    fields: Vec<Field>,
    words: Option<Words>,
}

#[derive(Debug, Serialize)]
struct Hidden {
    name: &'static str,
    value: String,
}

/// Several lines to write.
#[derive(Debug, Serialize)]
struct Words {
    label: Message,
    value: String,
    fault: Option<Message>,
}

impl View for Leaf {
    const TEMPLATE: &'static str = "roll/leaf";
    const LAYOUT: Layout = Layout::Place;
    fn title(&self) -> Message {
        self.title.clone()
    }
}

impl Leaf {
    pub fn new(title: Message) -> Self {
        Self {
            title,
            lead: None,
            mark: None,
            faults: Faults::none(),
            back: None,
            parts: Vec::new(),
        }
    }

    #[must_use]
    pub fn lead(mut self, lead: Message) -> Self {
        self.lead = Some(lead);
        self
    }

    #[must_use]
    pub fn mark(mut self, class: &'static str, icon: &'static str, text: Message) -> Self {
        self.mark = Some(Mark { class, icon, text });
        self
    }

    #[must_use]
    pub fn faults(mut self, faults: Faults) -> Self {
        self.faults = faults;
        self
    }

    #[must_use]
    pub fn back(mut self, text: Message, href: impl Into<String>) -> Self {
        self.back = Some(Link { text, href: href.into(), go: false });
        self
    }

    #[must_use]
    pub fn with(mut self, part: Part) -> Self {
        self.parts.push(part);
        self
    }

    /// The page. One with faults has status 422.
    pub fn page(&self) -> Page {
        let page = Page::show(self);
        if self.faults.any() { page.with_status(Status::UnprocessableEntity) } else { page }
    }
}

impl Part {
    pub fn new(heading: Message) -> Self {
        Self { heading: Some(heading), ..Self::default() }
    }

    pub fn plain() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn say(mut self, text: Message) -> Self {
        self.paragraphs.push(text);
        self
    }

    #[must_use]
    pub fn fact(mut self, name: Message, value: Message) -> Self {
        self.facts.push(Fact { name, value });
        self
    }

    #[must_use]
    pub fn list(mut self, list: Vec<Message>) -> Self {
        self.list = list;
        self
    }

    #[must_use]
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.code = Some(code.into());
        self
    }

    #[must_use]
    pub fn link(mut self, text: Message, href: impl Into<String>) -> Self {
        self.links.push(Link { text, href: href.into(), go: false });
        self
    }

    /// The link that the page is about.
    #[must_use]
    pub fn go(mut self, text: Message, href: impl Into<String>) -> Self {
        self.links.push(Link { text, href: href.into(), go: true });
        self
    }

    #[must_use]
    pub fn deed(mut self, deed: Deed) -> Self {
        self.deeds.push(deed);
        self
    }
}

impl Deed {
    /// A plain button.
    pub fn new(action: impl Into<String>, button: Message) -> Self {
        Self {
            id: None,
            action: action.into(),
            button,
            class: "btn",
            hidden: Vec::new(),
            fields: Vec::new(),
            words: None,
        }
    }

    /// The button that the page is about.
    #[must_use]
    pub fn main(mut self) -> Self {
        self.class = "btn btn--go";
        self
    }

    /// Where a fault about the deed itself leads.
    #[must_use]
    pub fn id(mut self, id: &'static str) -> Self {
        self.id = Some(id);
        self
    }

    #[must_use]
    pub fn hidden(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.hidden.push(Hidden { name, value: value.into() });
        self
    }

    #[must_use]
    pub fn field(mut self, field: Field) -> Self {
        self.fields.push(field);
        self
    }

    /// A field `words` of several lines.
    #[must_use]
    pub fn words(mut self, label: Message, value: &str, faults: &Faults) -> Self {
        let fault = faults.of_field("words").cloned();
        self.words = Some(Words { label, value: value.to_owned(), fault });
        self
    }
}
