//! Reading a page as a browser does, and saying what on it is not ours.

use std::collections::BTreeSet;

use scraper::{ElementRef, Html};

/// Every element that our templates have.
const ELEMENTS: &str = "html head meta title link script body header nav main footer section article aside div p span \
    b strong em i small a ul ol li dl dt dd h1 h2 h3 h4 form fieldset legend label input textarea select option \
    button details summary table caption thead tbody tfoot tr th td img svg g path rect circle line text defs symbol \
    polyline polygon use pattern bdi bdo del ins time code pre kbd audio noscript output progress hr br abbr sup sub \
    address figure figcaption search clippath tspan ellipse colgroup col data cite q blockquote";

/// Attributes that lead somewhere.
const ADDRESSES: [&str; 8] =
    ["href", "src", "action", "formaction", "poster", "data", "srcset", "ping"];

/// What on this page nobody of us has written.
pub fn foreign(html: &str) -> Vec<String> {
    let known: BTreeSet<&str> = ELEMENTS.split_whitespace().collect();
    let page = Html::parse_document(html);
    let elements = page.tree.nodes().filter_map(ElementRef::wrap);
    elements.filter_map(|element| wrong_with(element, &known)).collect()
}

fn wrong_with(whole: ElementRef<'_>, known: &BTreeSet<&str>) -> Option<String> {
    let element = whole.value();
    let name = element.name();
    let say = |what: &str| Some(format!("<{name}>: {what}"));
    if !known.contains(name) {
        return say("no element of ours");
    }
    if name == "script" && !element.attr("src").is_some_and(|src| src.starts_with("/static/")) {
        return say("a script that is not a file of ours");
    }
    if name == "meta" && element.attr("http-equiv").is_some() {
        return say("speaks for the server");
    }
    for (attribute, value) in element.attrs() {
        if attribute.starts_with("on") || attribute == "style" || attribute == "srcdoc" {
            return say(attribute);
        }
        if ADDRESSES.contains(&attribute) && !leads_here(whole, value) {
            return say(value);
        }
    }
    None
}

/// An address of ours, or a link of somebody's that says so.
fn leads_here(whole: ElementRef<'_>, value: &str) -> bool {
    let element = whole.value();
    let within = value.starts_with('/') && !value.starts_with("//") && !value.starts_with("/\\");
    let plain = value.starts_with("https://voto.lisboa.example")
        || value.starts_with("tel:")
        || value.starts_with("mailto:")
        || value.starts_with('#')
        || value.starts_with('?');
    // Nobody of us links to another house; what somebody wrote is a link only if it reads as what it is.
    let theirs = element.name() == "a"
        && element.attr("rel") == Some("nofollow ugc noreferrer")
        && element.attrs().all(|(name, _)| ["href", "rel", "dir"].contains(&name))
        && whole.text().collect::<String>() == value
        && has_a_plain_host(value);
    within || plain || theirs
}

/// Whether an address names its host in plain letters and nothing in front of it.
fn has_a_plain_host(address: &str) -> bool {
    let Some(rest) = address.strip_prefix("https://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let label = |label: &str| {
        !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    host.contains('.')
        && host.split('.').all(label)
        && !address.contains(['"', '\'', '<', '>', '`'])
}

/// Addresses of ours to which this page leads.
pub fn links(html: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    let elements = page.tree.nodes().filter_map(|node| node.value().as_element());
    let hrefs = elements.filter(|element| element.name() == "a");
    let hrefs = hrefs.filter_map(|element| element.attr("href"));
    let within = hrefs.filter(|href| href.starts_with('/') && !href.starts_with("//"));
    within.map(|href| href.split('#').next().unwrap_or_default().to_owned()).collect()
}

/// The words of a page, with single spaces.
pub fn words(html: &str) -> String {
    let page = Html::parse_document(html);
    let text: String = page.root_element().text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_page_with_something_foreign_is_noticed() {
    for (html, n) in [
        ("<p>1 &lt; 2</p>", 0),
        ("<a href=\"https://djass.pt\" rel=\"nofollow ugc noreferrer\">https://djass.pt</a>", 0),
        (
            "<a href=\"https://evil.example\" rel=\"nofollow ugc noreferrer\">https://lisboa.pt</a>",
            1,
        ),
        ("<a href=\"https://lisboa.pt\">Lisboa</a>", 1),
        ("<a href=\"https://a.pt@b.pt\" rel=\"nofollow ugc noreferrer\">https://a.pt@b.pt</a>", 1),
        ("<a href=\"https://a.pt\" rel=\"nofollow ugc noreferrer\" title=x>https://a.pt</a>", 1),
        ("<a href=\"http://a.pt\" rel=\"nofollow ugc noreferrer\">http://a.pt</a>", 1),
        ("<p><script>alert(1)</script>", 1),
        ("<p onclick=x>", 1),
        ("<a href=\"javascript:alert(1)\">x</a>", 1),
        ("<img src=//evil.example/x>", 1),
        ("<iframe>", 1),
        ("<a href=\"https://evil.example\">x</a>", 1),
    ] {
        assert_eq!(foreign(html).len(), n, "{html}: {:?}", foreign(html));
    }
}
