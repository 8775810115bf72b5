//! One question per page.

use rocket::http::Status;
use serde::Serialize;

use crate::i18n::message::Message;
use crate::web::forms::{Faults, Field};
use crate::web::helpers::Words;
use crate::web::page::{Layout, Page, View};

/// A page that asks one thing.
#[derive(Debug, Serialize)]
pub struct Question {
    title: Message,
    /// Where in the row of questions it stands.
    place: Option<Message>,
    lead: Option<Message>,
    #[serde(flatten)]
    faults: Faults,
    action: String,
    files: bool,
    asked: Vec<Asked>,
    button: Message,
    back: Option<String>,
    /// A way on that leaves the question out.
    skip: Option<Skip>,
    /// The code under which the answers are kept.
    code: Option<String>,
}

/// One thing to answer.
#[derive(Debug, Default, Serialize)]
struct Asked {
    field: Option<Field>,
    radios: Option<Radios>,
    born: Option<Born>,
    file: Option<File>,
    lines: Option<Lines>,
    map: Option<Map>,
    alike: Option<Alike>,
}

/// Several lines to write.
#[derive(Debug, Serialize)]
struct Lines {
    id: &'static str,
    label: Message,
    hint: Option<Message>,
    value: String,
    fault: Option<Message>,
}

/// A drawn map on which a point is pressed: an image that is a button, so no script is needed.
#[derive(Debug, Serialize)]
struct Map {
    label: Message,
    href: String,
    width: u32,
    height: u32,
}

/// What may be the same already.
#[derive(Debug, Serialize)]
struct Alike {
    heading: Message,
    links: Vec<AlikeLink>,
}

/// One of them.
#[derive(Debug, Serialize)]
pub struct AlikeLink {
    pub title: Words,
    pub href: String,
}

/// One of several.
#[derive(Debug, Serialize)]
pub struct Radios {
    id: &'static str,
    legend: Message,
    fault: Option<Message>,
    choices: Vec<Choice>,
}

/// One of them.
#[derive(Debug, Serialize)]
pub struct Choice {
    name: &'static str,
    value: String,
    text: Message,
    chosen: bool,
}

/// Two or three short fields that are one answer.
#[derive(Debug, Serialize)]
struct Born {
    legend: Message,
    hint: Message,
    fields: Vec<Field>,
}

/// A file to send.
#[derive(Debug, Serialize)]
struct File {
    label: Message,
    fault: Option<Message>,
}

/// Another button.
#[derive(Debug, Serialize)]
struct Skip {
    href: String,
    text: Message,
}

impl View for Question {
    const TEMPLATE: &'static str = "roll/question";
    const LAYOUT: Layout = Layout::Focus;
    fn title(&self) -> Message {
        self.title.clone()
    }
}

impl Question {
    pub fn new(title: Message, action: impl Into<String>) -> Self {
        Self {
            title,
            place: None,
            lead: None,
            faults: Faults::none(),
            action: action.into(),
            files: false,
            asked: Vec::new(),
            button: Message::new("roll.next"),
            back: None,
            skip: None,
            code: None,
        }
    }

    #[must_use]
    pub fn place(mut self, number: usize, of: usize) -> Self {
        let place = Message::new("roll.step").count("n", number as u64).count("of", of as u64);
        self.place = Some(place);
        self
    }

    #[must_use]
    pub fn lead(mut self, lead: Message) -> Self {
        self.lead = Some(lead);
        self
    }

    #[must_use]
    pub fn faults(mut self, faults: Faults) -> Self {
        self.faults = faults;
        self
    }

    #[must_use]
    pub fn field(mut self, field: Field) -> Self {
        self.asked.push(Asked { field: Some(field), ..Asked::default() });
        self
    }

    #[must_use]
    pub fn radios(mut self, radios: Radios) -> Self {
        self.asked.push(Asked { radios: Some(radios), ..Asked::default() });
        self
    }

    /// Short fields in one row.
    #[must_use]
    pub fn row(mut self, legend: Message, hint: Message, fields: Vec<Field>) -> Self {
        let born = Born { legend, hint, fields };
        self.asked.push(Asked { born: Some(born), ..Asked::default() });
        self
    }

    /// A photo to send, as `photo`.
    #[must_use]
    pub fn photo(mut self, label: Message) -> Self {
        let file = File { label, fault: self.faults.of_field("photo").cloned() };
        self.files = true;
        self.asked.push(Asked { file: Some(file), ..Asked::default() });
        self
    }

    /// A field of several lines.
    #[must_use]
    pub fn lines(
        mut self,
        id: &'static str,
        value: &str,
        label: Message,
        hint: Option<Message>,
        faults: &Faults,
    ) -> Self {
        let fault = faults.of_field(id).cloned();
        let lines = Lines { id, label, hint, value: value.to_owned(), fault };
        self.asked.push(Asked { lines: Some(lines), ..Asked::default() });
        self
    }

    /// A drawn map to press on; the point comes as `point.x` and `point.y`.
    #[must_use]
    pub fn map(mut self, label: Message, href: String, (width, height): (u32, u32)) -> Self {
        let map = Map { label, href, width, height };
        self.asked.push(Asked { map: Some(map), ..Asked::default() });
        self
    }

    /// Links to what may be the same already, if there is anything.
    #[must_use]
    pub fn alike(mut self, heading: Message, links: Vec<AlikeLink>) -> Self {
        if !links.is_empty() {
            let alike = Alike { heading, links };
            self.asked.push(Asked { alike: Some(alike), ..Asked::default() });
        }
        self
    }

    #[must_use]
    pub fn button(mut self, button: Message) -> Self {
        self.button = button;
        self
    }

    #[must_use]
    pub fn back(mut self, href: impl Into<String>) -> Self {
        self.back = Some(href.into());
        self
    }

    #[must_use]
    pub fn skip(mut self, text: Message, href: impl Into<String>) -> Self {
        self.skip = Some(Skip { href: href.into(), text });
        self
    }

    #[must_use]
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.code = Some(code.into());
        self
    }

    /// The page. One with faults has status 422.
    pub fn page(&self) -> Page {
        let page = Page::show(self);
        if self.faults.any() { page.with_status(Status::UnprocessableEntity) } else { page }
    }
}

impl Radios {
    /// One of `all`, of which `chosen` is marked.
    pub fn new(
        id: &'static str,
        legend: Message,
        chosen: &str,
        all: Vec<(String, Message)>,
        faults: &Faults,
    ) -> Self {
        let choice = |(value, text): (String, Message)| Choice {
            name: id,
            chosen: value == chosen,
            value,
            text,
        };
        let choices = all.into_iter().map(choice).collect();
        Self { id, legend, fault: faults.of_field(id).cloned(), choices }
    }
}
