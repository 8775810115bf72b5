//! Pictograms and tile motifs: drawn once per page, and only those the page uses.
//!
//! Pictograms: lucide-static 1.62 (ISC, static/LICENSE-lucide-icons.txt), vendored because lucide renames them.
//! The eight motifs q0 to q7 and the hatches are our own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// One element a line, each with its id.
const SOURCE: &str = include_str!("sprite.svg");

static PARTS: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    let id = |line: &'static str| Some((line.split("id=\"").nth(1)?.split('"').next()?, line));
    SOURCE.lines().filter_map(id).collect()
});

/// A pictogram. It is hidden from readers: the words beside it say what it means.
///
/// A name that is not in the sprite shows the house, so that a project never loses its place on the page.
pub fn icon(name: &str) -> String {
    let name = if has_icon(name) { name } else { "house" };
    // An arrow points along the line of reading, so it turns with the language.
    let flip = if matches!(name, "arrow-right" | "arrow-left" | "log-in" | "log-out") {
        " i--flip"
    } else {
        ""
    };
    format!(
        "<svg class=\"i{flip}\" aria-hidden=\"true\" focusable=\"false\"><use href=\"#i-{name}\"/></svg>"
    )
}

/// Whether the sprite has a pictogram of this name.
pub fn has_icon(name: &str) -> bool {
    PARTS.contains_key(format!("i-{name}").as_str())
}

/// The definitions that `html` refers to, to be placed at the start of the body.
pub fn definitions(html: &str) -> String {
    let referred = html.split("<use href=\"#").skip(1).filter_map(|rest| rest.split('"').next());
    let mut wanted: BTreeSet<&str> = referred.filter(|id| PARTS.contains_key(id)).collect();
    // The hatches are named by the stylesheet, not by the page.
    if html.contains("class=\"s-rest\"") {
        wanted.insert("hatch");
    }
    if html.contains("class=\"s-beyond\"") {
        wanted.insert("hatch2");
    }
    let parts: String = wanted.into_iter().filter_map(|id| PARTS.get(id).copied()).collect();
    format!(
        "<svg width=\"0\" height=\"0\" class=\"sr\" aria-hidden=\"true\" focusable=\"false\"><defs>{parts}</defs></svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_carries_the_pictograms_it_uses_and_no_others() {
        let html = format!("<p>{}</p>", icon("check"));
        let definitions = definitions(&html);
        assert!(definitions.contains("id=\"i-check\""));
        assert!(!definitions.contains("id=\"i-globe\""));
    }

    #[test]
    fn all_eight_motifs_are_there() {
        for motif in 0..8 {
            assert!(PARTS.contains_key(format!("q{motif}").as_str()));
        }
    }

    #[test]
    fn a_pictogram_nobody_drew_is_a_house() {
        assert!(icon("\"><script>").contains("#i-house"));
    }
}
