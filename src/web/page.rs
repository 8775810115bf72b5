//! A page: one view struct, rendered in the reader's language inside its layout.
//!
//! A route says what is on the page; who reads it, in which language and at which text size, is found here from
//! the request, so that routes stay short and every page treats every reader alike.

use handlebars::Context;
use rocket::http::{ContentType, Header, Status};
use rocket::request::Request;
use rocket::response::{self, Responder, Response};
use serde::Serialize;
use serde_json::Value;

use super::draw::sprite;
use super::frame::{Frame, Heading};
use super::press::Press;
use crate::i18n::message::Message;

/// What a page shows. One struct, one template.
pub trait View: Serialize {
    /// The template below `templates/`, without its ending.
    const TEMPLATE: &'static str;
    /// What stands around it.
    const LAYOUT: Layout = Layout::Place;

    /// What the browser's tab says. Unique among the pages of a process.
    fn title(&self) -> Message;
}

/// What stands around a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Header, navigation and footer.
    Place,
    /// Only the task: no navigation, no footer. Never cached.
    Focus,
    /// The desk of the staff. Never cached.
    Staff,
}

impl Layout {
    fn template(self) -> &'static str {
        match self {
            Layout::Place => "layout/place",
            Layout::Focus => "layout/focus",
            Layout::Staff => "layout/staff",
        }
    }
}

/// How long a page may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keeping {
    /// Asked for again each time, kept for the way back.
    Revalidate,
    /// Never written down anywhere.
    Never,
}

/// A page, ready to be written in the language of whoever asked for it.
pub struct Page {
    status: Status,
    template: &'static str,
    layout: Layout,
    title: Message,
    view: Value,
    heading: Option<Heading>,
    keeping: Keeping,
    address: Address,
    headers: Vec<Header<'static>>,
}

/// Whether the page may name its own address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Address {
    /// The language row leads to the same page.
    Shown,
    /// A stranger may have written the address, so nothing of it is repeated.
    Hidden,
}

impl Page {
    /// The page that shows `view`.
    pub fn show<V: View>(view: &V) -> Self {
        let keeping = match V::LAYOUT {
            Layout::Place => Keeping::Revalidate,
            Layout::Focus | Layout::Staff => Keeping::Never,
        };
        Self {
            status: Status::Ok,
            template: V::TEMPLATE,
            layout: V::LAYOUT,
            title: view.title(),
            view: serde_json::to_value(view).expect("a view has only text keys and finite values"),
            heading: None,
            keeping,
            address: Address::Shown,
            headers: Vec::new(),
        }
    }

    /// The same page as part of a process, with its name and navigation.
    #[must_use]
    pub fn within(mut self, heading: Heading) -> Self {
        self.heading = Some(heading);
        self
    }

    /// The same page with another status. 422 marks a form that came back with faults.
    #[must_use]
    pub fn with_status(mut self, status: Status) -> Self {
        self.status = status;
        self
    }

    /// The same page, never kept by a browser or a proxy.
    #[must_use]
    pub fn unkept(mut self) -> Self {
        self.keeping = Keeping::Never;
        self
    }

    /// The same page, repeating nothing of the address that was asked for.
    #[must_use]
    pub fn without_address(mut self) -> Self {
        self.address = Address::Hidden;
        self
    }

    /// The same page with one more header.
    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push(Header::new(name, value.into()));
        self
    }

    /// Renders the page for one reader.
    ///
    /// # Errors
    /// A sentence for the log when the view and its template do not fit together.
    pub fn render(&self, press: &Press, frame: &Frame) -> Result<String, String> {
        let title = press.voice(frame.lang).say(&self.title).map_err(|fault| fault.to_string())?;
        let mut view = self.view.clone();
        let names = view.as_object_mut().ok_or("a view is a struct")?;
        names.insert("frame".to_owned(), to_value(frame));
        let print = |template: &str, value: Value| {
            press
                .render(frame.lang, template, &Context::from(value))
                .map_err(|fault| format!("{template}: {fault}"))
        };
        let body = print(self.template, view)?;
        let whole = print(
            self.layout.template(),
            serde_json::json!({
                "frame": frame,
                "title": title.text,
                "problem": self.status == Status::UnprocessableEntity,
                "body": body,
            }),
        )?;
        // Pictograms are placed last, when it is known which ones the page uses.
        Ok(whole.replacen("<!--sprite-->", &sprite::definitions(&whole), 1))
    }
}

fn to_value(frame: &Frame) -> Value {
    serde_json::to_value(frame).expect("a frame has only text keys")
}

impl<'r> Responder<'r, 'static> for Page {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let press = request.rocket().state::<Press>().ok_or(Status::InternalServerError)?;
        let frame = Frame::for_request(request, self.heading.as_ref());
        let frame = match self.address {
            Address::Shown => frame,
            Address::Hidden => frame.without_address(),
        };
        let html = self.render(press, &frame).map_err(|fault| {
            tracing::error!(%fault, "a page could not be rendered");
            Status::InternalServerError
        })?;
        let mut answer = Response::build();
        answer
            .status(self.status)
            .header(ContentType::HTML)
            .raw_header("Content-Language", frame.lang.code())
            .raw_header("Vary", "Cookie, Save-Data, Accept-Encoding");
        match self.keeping {
            Keeping::Revalidate => answer.raw_header("Cache-Control", "no-cache, private"),
            Keeping::Never => answer.raw_header("Cache-Control", "no-store"),
        };
        for header in self.headers {
            answer.header(header);
        }
        answer.sized_body(html.len(), std::io::Cursor::new(html)).ok()
    }
}
