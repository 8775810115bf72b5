//! Links in what residents and departments write: a plain `https://…` becomes a link, and nothing else does.
//!
//! The link is built here from escaped text (TRUST.md F8). Only addresses whose host is plainly readable become
//! one: no name or password in front of it, no sign outside ASCII that could look like another.

use std::fmt::Write as _;

use handlebars::html_escape;

/// What a link begins with.
const START: &str = "https://";
/// The longest address that becomes a link, in bytes.
const LONGEST: usize = 500;

/// The text as HTML: escaped, with its addresses as links.
pub(super) fn linked(text: &str) -> String {
    let (mut html, mut rest) = (String::new(), text);
    while let Some(at) = rest.find(START) {
        let (before, from) = rest.split_at(at);
        html.push_str(&html_escape(before));
        let stands_alone = !before.ends_with(|sign: char| sign.is_alphanumeric());
        let end = address(from);
        let (found, after) = from.split_at(if end > 0 { end } else { START.len() });
        if end > 0 && stands_alone {
            let href = html_escape(found);
            let _ = write!(
                html,
                "<a href=\"{href}\" rel=\"nofollow ugc noreferrer\" dir=\"ltr\">{href}</a>"
            );
        } else {
            html.push_str(&html_escape(found));
        }
        rest = after;
    }
    html.push_str(&html_escape(rest));
    html
}

/// How long the address at the start of `text` is; 0 when it is none.
fn address(text: &str) -> usize {
    let part = |sign: char| sign.is_ascii_graphic() && !"<>\"'`\\{}|^".contains(sign);
    let whole = text.split(|sign| !part(sign)).next().unwrap_or_default();
    // What goes on in another script is no address that somebody can read aloud.
    let goes_on = text.chars().nth(whole.len()).is_some_and(char::is_alphanumeric);
    let whole = whole.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '*', '_']);
    let after = whole.strip_prefix(START).unwrap_or_default();
    let host = after.split(['/', '?', '#']).next().unwrap_or_default();
    let labels = |host: &str| {
        host.contains('.')
            && host.split('.').all(|label| {
                !label.is_empty()
                    && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            })
    };
    if goes_on || whole.len() > LONGEST || !labels(host) { 0 } else { whole.len() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn link(address: &str) -> String {
        format!("<a href=\"{address}\" rel=\"nofollow ugc noreferrer\" dir=\"ltr\">{address}</a>")
    }

    #[test]
    fn an_address_in_a_sentence_becomes_a_link_and_its_full_stop_does_not() {
        assert_eq!(
            linked("See https://djass.pt/memorial?year=2017, and (https://lisboa.pt)."),
            format!(
                "See {}, and ({}).",
                link("https://djass.pt/memorial?year&#x3D;2017"),
                link("https://lisboa.pt")
            )
        );
        assert_eq!(linked("a & b < c"), "a &amp; b &lt; c");
    }

    #[test]
    fn nothing_else_becomes_a_link() {
        for text in [
            "javascript:alert(1)",
            "http://lisboa.pt",
            "data:text/html,x",
            "//lisboa.pt",
            "https://",
            "https://localhost",
            "https://lisboa.pt@evil.example",
            "https://lisboa.pt:secret@evil.example",
            "https://xn--.",
            "https://lisbоa.pt",
            "https://.evil.example",
            "xhttps://lisboa.pt",
            "HTTPS://lisboa.pt",
        ] {
            assert!(!linked(text).contains("<a "), "{text}");
        }
        let broken = linked("https://a.pt/\"onmouseover=\"alert(1)");
        assert_eq!(
            broken,
            format!("{}&quot;onmouseover&#x3D;&quot;alert(1)", link("https://a.pt/"))
        );
    }

    proptest! {
        /// Whatever is written, the only markup is our own link.
        #[test]
        fn only_our_own_markup_comes_out(text in ".{0,60}", address in "https://[a-z.@:/<>\"'&?= ]{0,30}") {
            let html = linked(&format!("{text} {address} {text}"));
            let own = html.replace("<a href=\"", "").replace("\" rel=\"nofollow ugc noreferrer\" dir=\"ltr\">", "").replace("</a>", "");
            prop_assert!(!own.contains(['<', '>', '"']), "{html}");
        }
    }
}
