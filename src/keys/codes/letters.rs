//! The letters: one A4 page per code, ready to print, with nothing on them that tells two apart but
//! the code itself.
//!
//! The page margins are zero so that the browser prints no page number and no address of its own:
//! a number on a letter would tell in which order it left the printer.

use std::io::{self, Write};

use morada_engine::sealing::VotingCode;

use super::qr;
use super::words::{Language, Words};

/// Why an address cannot stand on a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Not `https://`, or `http://` for a trial on the same machine.
    #[error("the address begins with https:// (http:// only for localhost)")]
    Scheme,
    /// It has a fragment already, where the code will stand.
    #[error("the address has no # in it: behind it will stand the code")]
    Fragment,
    /// It is longer than a letter bears, or has spaces.
    #[error("the address has at most 200 visible characters and no space")]
    Characters,
}

/// Where one votes: printed on the letter and, with the code behind `#`, in its QR code.
///
/// A browser keeps what is behind `#` to itself, so the code is in no server's log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// Parses an address.
    ///
    /// # Errors
    /// [`AddressError`].
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let local = ["http://localhost", "http://127.0.0.1"]
            .iter()
            .filter_map(|start| text.strip_prefix(start))
            .any(|rest| rest.is_empty() || rest.starts_with([':', '/']));
        let host = text.strip_prefix("https://").is_some_and(|rest| !rest.is_empty());
        if !host && !local {
            return Err(AddressError::Scheme);
        }
        if text.contains('#') {
            return Err(AddressError::Fragment);
        }
        if text.len() > 200 || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(AddressError::Characters);
        }
        Ok(Self(text.to_owned()))
    }

    /// What the QR code of a letter says.
    pub fn with_code(&self, code: &VotingCode) -> String {
        format!("{}#{}", self.0, code.printed())
    }

    /// The address as people read it: without scheme.
    fn shown(&self) -> &str {
        self.0.split_once("://").map_or(self.0.as_str(), |(_, rest)| rest).trim_end_matches('/')
    }
}

/// What all letters of an election have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letterhead {
    /// Name of the vote, e.g. "Orçamento Participativo 2026".
    pub title: String,
    /// Where one votes; without it the letters carry no QR code.
    pub address: Option<Address>,
    /// The languages, the place's own first.
    pub languages: Vec<Language>,
}

impl Letterhead {
    /// Writes one page per code.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write<'a>(
        &self,
        codes: impl IntoIterator<Item = &'a VotingCode>,
        file: &mut impl Write,
    ) -> io::Result<()> {
        let title = escape(&self.title);
        let lang = self.languages.first().map_or("en", |language| language.words().lang);
        write!(file, "<!doctype html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\">")?;
        write!(file, "<meta name=\"robots\" content=\"noindex\"><title>{title}</title>")?;
        writeln!(file, "<style>{STYLE}</style></head><body>")?;
        let instructions: String =
            self.languages.iter().map(|language| self.instructions(language.words())).collect();
        for code in codes {
            writeln!(file, "<section class=\"letter\"><h1>{title}</h1>")?;
            writeln!(file, "{}{instructions}</section>", self.code(code))?;
        }
        writeln!(file, "</body></html>")
    }

    /// The box with the code in four groups and its QR code.
    fn code(&self, code: &VotingCode) -> String {
        let printed = code.printed();
        // Two groups and their hyphens a line: `XXXXX-XXXXX-` above `XXXXX-XXXXX`.
        let (above, below) = printed.split_at(printed.len() / 2 + 1);
        let picture = self.address.as_ref().and_then(|address| qr::svg(&address.with_code(code)));
        format!(
            "<div class=\"box\"><p class=\"code\" dir=\"ltr\" translate=\"no\">\
             <span>{above}</span><span>{below}</span></p>{}</div>\n",
            picture.unwrap_or_default()
        )
    }

    /// The instructions in one language.
    fn instructions(&self, words: &Words) -> String {
        let open = match &self.address {
            Some(address) => {
                let shown = format!("<bdi dir=\"ltr\">{}</bdi>", escape(address.shown()));
                words.open_url.replace("{url}", &shown)
            }
            None => words.open_page.to_owned(),
        };
        let Words { lang, direction, title, type_code, choose, notes, .. } = words;
        let notes = notes.join("</li><li>");
        format!(
            "<article lang=\"{lang}\" dir=\"{direction}\"><h2>{title}</h2>\
             <ol><li>{open}</li><li>{type_code}</li><li>{choose}</li></ol>\
             <ul><li>{notes}</li></ul></article>\n"
        )
    }
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}

const STYLE: &str = "\
@page{size:A4;margin:0}\
*{box-sizing:border-box}\
body{margin:0;color:#000;background:#fff;\
font:10.5pt/1.35 'Readex Pro','Noto Sans','Noto Sans Arabic','Segoe UI',Arial,sans-serif}\
.letter{width:210mm;height:296mm;padding:16mm 18mm;overflow:hidden;break-after:page}\
.letter:last-of-type{break-after:auto}\
h1{margin:0 0 6mm;font-size:17pt;line-height:1.2}\
.box{display:flex;align-items:center;justify-content:space-between;gap:8mm;min-height:44mm;\
padding:4mm 6mm;border:.5mm solid #000;border-radius:3mm}\
.code{margin:0;font:700 25pt/1.5 'DejaVu Sans Mono','Noto Sans Mono',Consolas,'Courier New',monospace;\
letter-spacing:.06em}\
.code span{display:block;white-space:nowrap}\
.qr{width:38mm;height:38mm;flex:none}\
article{margin-top:5.5mm;break-inside:avoid}\
h2{margin:0 0 1mm;font-size:12pt}\
ol,ul{margin:0;padding-inline-start:6mm}\
ul{margin-top:1mm;list-style:'\u{2013} '}\
bdi{font-weight:700;overflow-wrap:anywhere}\
@media screen{body{background:#ddd}.letter{margin:8mm auto;background:#fff}}";

#[cfg(test)]
mod tests {
    use super::*;

    fn written(address: Option<&str>, codes: &[&str]) -> String {
        let head = Letterhead {
            title: "Árvores & <sombra>".to_owned(),
            address: address.map(|address| Address::parse(address).unwrap()),
            languages: Language::ALL.to_vec(),
        };
        let codes: Vec<VotingCode> =
            codes.iter().map(|code| VotingCode::parse(code).unwrap()).collect();
        let mut file = Vec::new();
        head.write(&codes, &mut file).unwrap();
        String::from_utf8(file).unwrap()
    }

    const ONE: &str = "BTW9A-1HXPV-7EJSA-VTEQ4";
    const TWO: &str = "JQMEF-95PCQ-Q9K4N-4533M";

    #[test]
    fn a_letter_has_its_code_in_four_groups_and_the_steps_in_every_language() {
        let html = written(Some("https://op.lisboa.example/votar"), &[ONE]);
        assert!(html.contains("<span>BTW9A-1HXPV-</span><span>7EJSA-VTEQ4</span>"));
        assert!(html.contains("<article lang=\"ar\" dir=\"rtl\"><h2>رمز التصويت"));
        assert!(html.contains("Abra <bdi dir=\"ltr\">op.lisboa.example/votar</bdi> ou leia"));
        assert!(html.contains("Árvores &amp; &lt;sombra&gt;"));
        assert_eq!(html.matches("<article").count(), 4);
        assert!(!html.contains("{url}"));
    }

    #[test]
    fn a_letter_asks_nothing_of_a_network() {
        let html = written(Some("https://op.lisboa.example/votar"), &[ONE]);
        for foreign in ["src=", "href=", "url(", "@import", "<script", "http://", "https://"] {
            assert!(!html.contains(foreign), "{foreign}");
        }
    }

    /// Two letters differ in their code and its picture, and in nothing else.
    #[test]
    fn two_letters_cannot_be_told_apart_but_by_their_code() {
        let html = written(None, &[ONE, TWO]);
        let letters: Vec<&str> = html.split("<section").skip(1).collect();
        let [first, second] = letters.as_slice() else { panic!("two letters") };
        let groups = |code: &str| code.split('-').map(str::to_owned).collect::<Vec<_>>();
        let mut second = (*second).to_owned();
        for (one, two) in groups(ONE).iter().zip(groups(TWO)) {
            second = second.replace(&two, one);
        }
        assert_eq!(first.trim_end(), second.replace("</body></html>", "").trim_end());
        assert_eq!(html.matches("<svg").count(), 0, "without an address there is no picture");
    }

    #[test]
    fn the_code_stands_behind_the_sign_that_no_server_sees() {
        let address = Address::parse("https://op.lisboa.example/votar").unwrap();
        let code = VotingCode::parse(ONE).unwrap();
        let picture = address.with_code(&code);
        assert_eq!(picture, "https://op.lisboa.example/votar#BTW9A-1HXPV-7EJSA-VTEQ4");
        for (text, fault) in [
            ("op.lisboa.example", AddressError::Scheme),
            ("http://op.lisboa.example", AddressError::Scheme),
            ("http://localhost.evil.example", AddressError::Scheme),
            ("javascript:alert(1)", AddressError::Scheme),
            ("https://", AddressError::Scheme),
            ("https://a.example/#x", AddressError::Fragment),
            ("https://a.example/ x", AddressError::Characters),
        ] {
            assert_eq!(Address::parse(text), Err(fault), "{text}");
        }
        assert!(Address::parse("http://localhost:8000/votar").is_ok());
    }
}
