//! What a template may contain: tags, helpers, and no word of its own.

/// `{{{`, the unescaped form, where somebody has read it: template, expression, why it is safe.
const UNESCAPED: &[(&str, &str)] = &[
    // The page that `Page::render` has just rendered from its own template, escaped there.
    ("templates/layout/place.hbs", "body"),
    ("templates/layout/focus.hbs", "body"),
    ("templates/layout/staff.hbs", "body"),
];

/// Words that are the same in every language.
const NAMES: &[&str] = &["Morada"];

/// Attributes whose value people read.
const SPOKEN: &[&str] =
    &["alt", "aria-label", "aria-description", "aria-roledescription", "placeholder", "title"];

/// One line per fault of one template.
pub fn faults_of(path: &str, text: &str) -> Vec<String> {
    let mut faults = unescaped(path, text);
    for part in parts(&without_helpers(text)) {
        let (line, fault) = match part {
            Part::Text(line, text) => (line, literal_words(&text)),
            Part::Tag(line, tag) => (line, tag_fault(&tag)),
        };
        faults.extend(fault.map(|fault| format!("{path}:{line}: {fault}")));
    }
    faults
}

/// Addresses with a host, but for the names of XML vocabularies, which are never fetched.
pub fn foreign_addresses(path: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for (number, line) in text.lines().enumerate() {
        for scheme in ["http://", "https://", "url(//", "src=\"//", "href=\"//"] {
            for (at, _) in line.match_indices(scheme) {
                let vocabulary = line[at..].starts_with("http://www.w3.org/");
                let before = &line[..at];
                let comment =
                    before.trim_start().starts_with(['*', '/']) || before.contains(" // ");
                if !vocabulary && !comment {
                    faults.push(format!(
                        "{path}:{}: {}",
                        number + 1,
                        &line[at..].chars().take(60).collect::<String>()
                    ));
                }
            }
        }
    }
    faults
}

fn unescaped(path: &str, text: &str) -> Vec<String> {
    text.match_indices("{{{")
        .map(|(at, _)| text[at..].split_once("}}}").map_or("{{{ without end", |(inside, _)| inside))
        .map(|inside| inside.trim_start_matches('{').trim())
        .filter(|expression| !UNESCAPED.contains(&(path, expression)))
        .map(|expression| format!("{path}: unescaped and not reviewed: {{{{{{{expression}}}}}}}"))
        .collect()
}

/// The template with each helper and comment replaced by a mark that keeps its line breaks.
fn without_helpers(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("{{") {
        let end = if rest[start..].starts_with("{{!--") {
            "--}}"
        } else if rest[start..].starts_with("{{{") {
            "}}}"
        } else {
            "}}"
        };
        let stop = rest[start..].find(end).map_or(rest.len(), |at| start + at + end.len());
        kept.push_str(&rest[..start]);
        kept.push(MARK);
        kept.extend(rest[start..stop].chars().filter(|&c| c == '\n'));
        rest = &rest[stop..];
    }
    kept + rest
}

/// Stands where a helper stood; not a letter, so never a word.
const MARK: char = '\u{1}';

enum Part {
    Text(usize, String),
    Tag(usize, String),
}

/// Splits marked-up text into tags (quotes respected) and the text between them.
fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut line = 1;
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, after) = match rest.find('<') {
            Some(0) => rest.split_at(tag_end(rest)),
            Some(at) => rest.split_at(at),
            None => (rest, ""),
        };
        let began = line;
        line += piece.matches('\n').count();
        parts.push(if piece.starts_with('<') {
            Part::Tag(began, piece.to_owned())
        } else {
            Part::Text(began, piece.to_owned())
        });
        rest = after;
    }
    parts
}

fn tag_end(text: &str) -> usize {
    if text.starts_with("<!--") {
        return text.find("-->").map_or(text.len(), |at| at + 3);
    }
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            (None, '>') => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn literal_words(text: &str) -> Option<String> {
    let mut words = text.to_owned();
    while let Some((before, entity)) = words.split_once('&') {
        let after = entity.split_once(';').map_or("", |(_, after)| after);
        words = format!("{before} {after}");
    }
    for name in NAMES {
        words = words.replace(name, "");
    }
    words
        .chars()
        .any(char::is_alphabetic)
        .then(|| format!("words of its own: {:?}", words.replace(MARK, " ").trim()))
}

fn tag_fault(tag: &str) -> Option<String> {
    let lower = tag.to_lowercase();
    if lower.starts_with("<!--") || lower.starts_with("<!doctype") || lower.starts_with("</") {
        return None;
    }
    if lower.starts_with("<style")
        || (lower.starts_with("<script")
            && !lower.contains(" src=")
            && !lower.contains("application/json"))
    {
        return Some(format!("written inside the page, which the policy forbids: {tag}"));
    }
    for (name, value) in attributes(&lower) {
        let handler = name.starts_with("on") && name.len() > 3;
        if name == "style" || handler {
            return Some(format!("an inline {name}, which the policy forbids"));
        }
        if SPOKEN.contains(&name)
            && value.chars().any(char::is_alphabetic)
            && !NAMES.iter().any(|n| n.to_lowercase() == value)
        {
            return Some(format!("{name} has words of its own: {value:?}"));
        }
    }
    None
}

/// Name and value of each quoted attribute.
fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = tag;
    while let Some(at) = rest.find("=\"") {
        let name = rest[..at]
            .rsplit(|c: char| c.is_whitespace() || c == MARK || c == '"')
            .next()
            .unwrap_or("");
        let (value, after) = rest[at + 2..].split_once('"').unwrap_or((&rest[at + 2..], ""));
        found.push((name, value));
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> usize {
        faults_of("templates/x.hbs", text).len()
    }

    #[test]
    fn helpers_tags_and_symbols_are_all_a_template_needs() {
        assert_eq!(faults("<p class=\"lead\">{{t \"a.b\"}} · {{money}} &middot; 12</p>"), 0);
        assert_eq!(
            faults(
                "{{!-- why > this --}}<p>\n{{#if over}}{{t \"x\"}}{{else}}{{t \"y\"}}{{/if}}</p>"
            ),
            0
        );
        assert_eq!(faults("<a title=\"{{t \"a\"}}\" href=\"{{url}}\">Morada</a>"), 0);
        assert_eq!(faults("<script src=\"/static/ballot.js\" defer></script>"), 0);
        assert_eq!(faults("<input{{#if wrong}} aria-invalid=\"true\"{{/if}}>"), 0);
    }

    #[test]
    fn a_word_a_style_or_a_script_of_its_own_is_found() {
        assert_eq!(faults("<p>Vote</p>"), 1);
        assert_eq!(faults("<p>صوّت</p>"), 1);
        assert_eq!(faults("<img alt=\"A bench\">"), 1);
        assert_eq!(faults("<p style=\"color:red\"></p>"), 1);
        assert_eq!(faults("<button onclick=\"x()\"></button>"), 1);
        assert_eq!(faults("<script>1</script>"), 1);
        assert_eq!(faults("<style>p{}</style>"), 2);
        assert_eq!(faults("<p>{{{body}}}</p>"), 1);
    }

    #[test]
    fn an_address_elsewhere_is_found() {
        assert_eq!(
            foreign_addresses("a.css", "@import url(https://fonts.example/x.css);").len(),
            1
        );
        assert!(
            foreign_addresses("a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\">").is_empty()
        );
    }
}
