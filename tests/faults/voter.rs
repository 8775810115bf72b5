//! A voter at the real doors: code, ballot, check, cast, slip, over HTTP and without script.

use std::io;

use morada_engine::sealing::VotingCode;

use crate::client::{Answer, Client};
use crate::town::Town;

/// Somebody in the booth of one town.
pub struct Voter {
    client: Client,
    base: String,
    csrf: String,
    contest: String,
}

/// The form of the check page, as it can be sent once, twice, or after a lost answer.
#[derive(Clone)]
pub struct Form {
    marks: Vec<String>,
    attempt: String,
}

/// What came of a cast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cast {
    /// The slip's tracking code: the ballot is promised.
    Slip(String),
    /// The server answered with a page instead of a slip.
    Told(u16),
}

impl Voter {
    /// Types `code` at the server on `port`.
    pub fn enter(town: &Town, port: u16, code: &VotingCode) -> io::Result<Self> {
        let base = format!("/pt/p/{}", town.election);
        let mut client = Client::new(port);
        let door = client.get(&format!("{base}/vote"))?;
        let csrf = field(&door, "csrf")?;
        let typed = code.printed();
        let inside = client.post(&format!("{base}/vote"), &[("csrf", &csrf), ("code", &typed)])?;
        if inside.status != 303 {
            return Err(unexpected("the code page", &inside));
        }
        Ok(Self { client, base, csrf, contest: town.contest.to_string() })
    }

    /// Marks options and goes to the check page.
    pub fn check(&mut self, marks: &[u32]) -> io::Result<Form> {
        let marks: Vec<String> = marks.iter().map(u32::to_string).collect();
        let path = format!("{}/check", self.ballot());
        let mut fields = vec![("csrf", self.csrf.as_str()), ("go", "check")];
        fields.extend(marks.iter().map(|mark| ("p", mark.as_str())));
        let page = self.client.post(&path, &fields)?;
        let attempt = field(&page, "attempt")?;
        Ok(Form { marks, attempt })
    }

    /// Presses the one green button. An error means that nobody knows.
    pub fn cast(&mut self, form: &Form) -> io::Result<Cast> {
        let button = self.button();
        press(&mut self.client, &button, &self.csrf, form)
    }

    /// The same over a connection that many voters share, as behind a proxy.
    pub fn cast_through(&self, client: &mut Client, form: &Form) -> io::Result<Cast> {
        client.cookies.clone_from(&self.client.cookies);
        press(client, &self.button(), &self.csrf, form)
    }

    /// The address of the ballot, for whoever looks at it again.
    pub fn ballot(&self) -> String {
        format!("{}/vote/{}", self.base, self.contest)
    }

    /// What this voter sends to be known again.
    pub fn cookies(&self) -> &std::collections::BTreeMap<String, String> {
        &self.client.cookies
    }

    fn button(&self) -> String {
        format!("{}/cast", self.ballot())
    }

    /// The same voter in another window.
    pub fn again(&self) -> Self {
        let mut client = Client::new(0);
        client.cookies.clone_from(&self.client.cookies);
        let (base, csrf, contest) = (self.base.clone(), self.csrf.clone(), self.contest.clone());
        Self { client, base, csrf, contest }
    }

    /// Goes on at another server with the same cookies, as behind a balancer.
    pub fn move_to(&mut self, port: u16) {
        let mut client = Client::new(port);
        client.cookies.clone_from(&self.client.cookies);
        self.client = client;
    }
}

fn press(client: &mut Client, path: &str, csrf: &str, form: &Form) -> io::Result<Cast> {
    let mut fields = vec![("csrf", csrf), ("attempt", form.attempt.as_str())];
    fields.extend(form.marks.iter().map(|mark| ("p", mark.as_str())));
    let answer = client.post(path, &fields)?;
    let slip = answer.header("location").and_then(|place| place.split_once("/slip/"));
    Ok(match (answer.status, slip) {
        (303, Some((_, tracking))) => Cast::Slip(tracking.to_owned()),
        (status, _) => Cast::Told(status),
    })
}

/// Whether the public page of a slip says that its ballot is in the box.
pub fn is_found(town: &Town, port: u16, tracking: &str) -> io::Result<bool> {
    let path = format!("/pt/p/{}/slip/{tracking}", town.election);
    let page = Client::new(port).get(&path)?;
    match page.status {
        200 => Ok(page.body.contains(tracking)),
        404 => Ok(false),
        _ => Err(unexpected("the slip", &page)),
    }
}

fn field(page: &Answer, name: &str) -> io::Result<String> {
    page.field(name).ok_or_else(|| unexpected(name, page))
}

fn unexpected(what: &str, answer: &Answer) -> io::Error {
    let start: String = answer.body.chars().take(300).collect();
    io::Error::other(format!("{what}: status {}: {start}", answer.status))
}
