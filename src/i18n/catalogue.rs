//! The message files held against each other and against the pages that use them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};
use fluent_syntax::parser;

use super::lang::Lang;
use super::voice::{audiences, count, source};

/// What a message has that its translations must have too.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shape {
    gaps: BTreeSet<String>,
    wrappers: BTreeSet<String>,
}

/// The plural forms a message offers for one gap.
type Plurals = Vec<BTreeSet<String>>;

fn messages(lang: Lang, audience: &str) -> BTreeMap<String, (Shape, Plurals)> {
    let text = source(lang.code(), audience).unwrap_or_default();
    let resource =
        parser::parse(text).unwrap_or_else(|(_, faults)| panic!("{audience}: {faults:?}"));
    let mut found = BTreeMap::new();
    for entry in resource.body {
        let (name, pattern) = match entry {
            Entry::Message(message) => (message.id.name, message.value),
            Entry::Term(term) => (format!("-{}", term.id.name), Some(term.value)),
            Entry::Junk { content } => panic!("{lang}/{audience}.ftl: cannot be read: {content}"),
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => continue,
        };
        let mut parts = (Shape::default(), Plurals::new());
        read_pattern(&pattern.unwrap_or_else(|| panic!("{name} has no words")), &mut parts);
        assert!(found.insert(name.clone(), parts).is_none(), "{lang}/{audience}.ftl: {name} twice");
    }
    found
}

fn read_pattern(pattern: &Pattern<String>, parts: &mut (Shape, Plurals)) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => {
                let tags = value.split('<').skip(1).filter_map(|rest| rest.split('>').next());
                parts.0.wrappers.extend(tags.map(str::to_owned));
            }
            PatternElement::Placeable { expression } => read_expression(expression, parts),
        }
    }
}

fn read_expression(expression: &Expression<String>, parts: &mut (Shape, Plurals)) {
    let inline = match expression {
        Expression::Inline(inline) => inline,
        Expression::Select { selector, variants } => {
            let names = variants.iter().filter_map(|variant| match &variant.key {
                VariantKey::Identifier { name } => Some(name.clone()),
                VariantKey::NumberLiteral { .. } => None,
            });
            parts.1.push(names.collect());
            for variant in variants {
                read_pattern(&variant.value, parts);
            }
            selector
        }
    };
    match inline {
        InlineExpression::VariableReference { id } => {
            parts.0.gaps.insert(id.name.clone());
        }
        InlineExpression::Placeable { expression } => read_expression(expression, parts),
        InlineExpression::TermReference { .. }
        | InlineExpression::MessageReference { .. }
        | InlineExpression::StringLiteral { .. }
        | InlineExpression::NumberLiteral { .. }
        | InlineExpression::FunctionReference { .. } => {}
    }
}

/// The plural forms that whole numbers of this language can take, asked from the very library that chooses them.
fn plural_forms(lang: Lang) -> BTreeSet<String> {
    let ftl = "form = { $n ->\n [zero] zero\n [one] one\n [two] two\n [few] few\n [many] many\n *[other] other\n }";
    let mut bundle = FluentBundle::new_concurrent(vec![lang.code().parse().unwrap()]);
    bundle.add_resource(FluentResource::try_new(ftl.to_owned()).unwrap()).unwrap();
    let pattern = bundle.get_message("form").and_then(|m| m.value()).unwrap();
    let form = |n: u64| {
        let mut args = FluentArgs::new();
        args.set("n", count(n));
        bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    };
    (0..=200).chain([1_000_000]).map(form).collect()
}

#[test]
fn every_language_has_the_same_messages_with_the_same_gaps() {
    for audience in audiences("en") {
        let english = messages(Lang::En, &audience);
        for lang in Lang::OFFERED {
            let own = messages(lang, &audience);
            let names = |m: &BTreeMap<String, _>| m.keys().cloned().collect::<BTreeSet<_>>();
            let (ours, theirs) = (names(&own), names(&english));
            let missing: Vec<_> = theirs.difference(&ours).collect();
            let idle: Vec<_> = ours.difference(&theirs).collect();
            assert!(missing.is_empty(), "{lang}/{audience}.ftl lacks {missing:?}");
            assert!(idle.is_empty(), "{lang}/{audience}.ftl has {idle:?}, English has not");
            for (name, (shape, _)) in &own {
                assert_eq!(shape, &english[name].0, "{lang}/{audience}.ftl: {name}");
            }
        }
    }
    for lang in Lang::OFFERED {
        assert_eq!(audiences(lang.code()), audiences("en"), "files of {lang}");
    }
}

#[test]
fn a_message_that_counts_has_every_plural_form_of_its_language() {
    for lang in Lang::OFFERED {
        let forms = plural_forms(lang);
        for audience in audiences("en") {
            for (name, (_, plurals)) in messages(lang, &audience) {
                for offered in plurals.into_iter().filter(|names| names.contains("other")) {
                    let missing: Vec<_> = forms.difference(&offered).collect();
                    assert!(missing.is_empty(), "{lang}/{audience}.ftl: {name} lacks {missing:?}");
                }
            }
        }
    }
}

#[test]
fn arabic_has_six_forms_and_english_two() {
    assert_eq!(plural_forms(Lang::Ar).len(), 6);
    assert_eq!(plural_forms(Lang::En).len(), 2);
}

/// `t_html` trusts the words of messages, so they hold no other markup than its two wrappers.
#[test]
fn messages_hold_no_markup_but_the_two_wrappers() {
    for lang in Lang::OFFERED {
        for audience in audiences("en") {
            for (name, (shape, _)) in messages(lang, &audience) {
                for tag in &shape.wrappers {
                    let known = ["b", "/b", "a", "/a"].contains(&tag.as_str());
                    assert!(known, "{lang}/{audience}.ftl: {name} has <{tag}>");
                }
            }
            let text = source(lang.code(), &audience).unwrap();
            assert!(!text.contains('&'), "{lang}/{audience}.ftl has an ampersand");
        }
    }
}

/// UX.md 3.4: what happened, what to do; nobody shouts at a resident or begs.
#[test]
fn messages_neither_shout_nor_blame() {
    for lang in Lang::OFFERED {
        for audience in audiences("en") {
            let text = source(lang.code(), &audience).unwrap();
            let words =
                text.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join("\n");
            assert!(!words.contains('!'), "{lang}/{audience}.ftl shouts");
            if lang == Lang::En {
                for banned in ["invalid", " error", "please", "sorry"] {
                    assert!(!words.to_lowercase().contains(banned), "{audience}.ftl says {banned}");
                }
            }
        }
    }
}

/// Every text file of the house that may name a message.
fn sources() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "hbs" || e == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    walk(&root.join("src"), &mut found);
    walk(&root.join("templates"), &mut found);
    found
}

/// The words between double quotes in `text`.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('"')
}

#[test]
fn every_message_is_used_and_every_used_message_exists() {
    let sources = sources();
    assert!(sources.iter().any(|(path, _)| path.ends_with("layout/place.hbs")));
    let audiences: BTreeSet<String> =
        audiences("en").into_iter().filter(|a| a != "terms").collect();
    let known: BTreeSet<String> = audiences
        .iter()
        .flat_map(|a| messages(Lang::En, a).into_keys().map(move |name| format!("{a}.{name}")))
        .collect();
    let is_key = |word: &str| {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.';
        word.split_once('.').is_some_and(|(audience, rest)| {
            audiences.contains(audience) && !rest.is_empty() && rest.chars().all(plain)
        })
    };
    let mut used = BTreeSet::new();
    for (path, text) in &sources {
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        // The store names columns as `table.column`, and tests name files.
        let elsewhere =
            ["/src/store/", "/tests/"].iter().any(|part| path.to_string_lossy().contains(part));
        if elsewhere || path.ends_with("i18n/catalogue.rs") {
            continue;
        }
        for word in quoted(text).filter(|word| is_key(word)) {
            let key = match word.split_once('.') {
                Some((audience, rest)) => format!("{audience}.{}", rest.replace('.', "-")),
                None => continue,
            };
            assert!(known.contains(&key), "{}: no message {word}", path.display());
            used.insert(key);
        }
    }
    let idle: Vec<_> = known.difference(&used).collect();
    assert!(idle.is_empty(), "messages that nobody says: {idle:#?}");
}

/// `t` marks what is not translated with a span, which cannot stand inside an attribute.
#[test]
fn attributes_are_filled_by_the_helpers_made_for_them() {
    for (path, text) in
        sources().iter().filter(|(path, _)| path.extension().is_some_and(|e| e == "hbs"))
    {
        for (place, _) in text.match_indices("{{t \"").chain(text.match_indices("{{say ")) {
            let before = &text[..place];
            let inside = before.rfind('<') > before.rfind('>');
            assert!(
                !inside,
                "{}: t or say inside a tag near {}",
                path.display(),
                &text[place..place + 30]
            );
        }
        assert!(
            text.matches("{{{").count() == text.matches("{{{body}}}").count(),
            "{}: only the layouts show markup as it is",
            path.display()
        );
    }
}
