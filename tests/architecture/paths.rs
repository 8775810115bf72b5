//! Every path a Rust file names: in `use`, in types and expressions, in attributes and in the
//! arguments of macros, with `self` and `super` worked out. Unit tests are left out: they may read
//! vectors from the disk and look behind the counter.

use syn::visit::{self, Visit};

/// The paths named in `text`, each as its segments, `crate` first for our own modules.
///
/// `module` is where the file stands, so that `super::store` cannot slip by.
pub fn named_in(text: &str, module: &[String]) -> syn::Result<Vec<Vec<String>>> {
    let file = syn::parse_file(text)?;
    let mut names = Names { module: module.to_vec(), found: Vec::new() };
    names.visit_file(&file);
    Ok(names.found)
}

struct Names {
    module: Vec<String>,
    found: Vec<Vec<String>>,
}

impl Names {
    /// Keeps a path, with a leading `self` or `super` replaced by the module it means.
    fn note(&mut self, segments: Vec<String>) {
        let climbs = |name: &&String| *name == "self" || *name == "super";
        let relative = segments.iter().take_while(climbs).count();
        if relative == 0 {
            self.found.push(segments);
            return;
        }
        let up = segments.iter().take(relative).filter(|name| *name == "super").count();
        let here = &self.module[..self.module.len().saturating_sub(up)];
        let mut resolved = vec!["crate".to_owned()];
        resolved.extend(here.iter().chain(&segments[relative..]).cloned());
        self.found.push(resolved);
    }

    fn note_use(&mut self, before: &[String], tree: &syn::UseTree) {
        let with = |name: &syn::Ident| {
            let mut path = before.to_vec();
            path.push(name.to_string());
            path
        };
        match tree {
            syn::UseTree::Path(path) => self.note_use(&with(&path.ident), &path.tree),
            syn::UseTree::Name(name) => self.note(with(&name.ident)),
            syn::UseTree::Rename(rename) => self.note(with(&rename.ident)),
            syn::UseTree::Glob(_) => self.note(before.to_vec()),
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.note_use(before, tree);
                }
            }
        }
    }

    /// Macro arguments are not parsed by syn: every run of names joined by `::` is taken.
    fn note_tokens(&mut self, tokens: &str) {
        let joined = tokens
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .replace(" ::", "::")
            .replace(":: ", "::");
        let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
        for word in joined.split(|c: char| !is_name(c)).filter(|word| word.contains("::")) {
            let word = word.trim_start_matches("::");
            self.note(word.split("::").map(str::to_owned).collect());
        }
    }
}

fn is_test(attribute: &syn::Attribute) -> bool {
    let syn::Meta::List(list) = &attribute.meta else { return false };
    attribute.path().is_ident("cfg") && list.tokens.to_string() == "test"
}

impl<'ast> Visit<'ast> for Names {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !module.attrs.iter().any(is_test) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.note_use(&[], &item.tree);
    }

    fn visit_item_extern_crate(&mut self, item: &'ast syn::ItemExternCrate) {
        self.note(vec![item.ident.to_string()]);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.segments.len() > 1 {
            self.note(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, makro: &'ast syn::Macro) {
        self.note_tokens(&makro.tokens.to_string());
        visit::visit_macro(self, makro);
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if let syn::Meta::List(list) = &attribute.meta {
            self.note_tokens(&list.tokens.to_string());
        }
        visit::visit_attribute(self, attribute);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let module = ["web".to_owned(), "resident".to_owned()];
        named_in(text, &module).unwrap().iter().map(|path| path.join("::")).collect()
    }

    #[test]
    fn a_path_is_found_wherever_it_hides() {
        assert_eq!(names("use a::{b, c::{d, e as f}};"), ["a::b", "a::c::d", "a::c::e"]);
        assert_eq!(names("use rocket::*;"), ["rocket"]);
        assert_eq!(names("fn f(x: sea_orm::Value) {}"), ["sea_orm::Value"]);
        assert_eq!(names("fn f() { crate::store::open() }"), ["crate::store::open"]);
        assert_eq!(names("fn f() { uri!(crate::store::x(3)); }"), ["crate::store::x"]);
        assert_eq!(names("#[derive(sea_orm::Model)] struct S;"), ["sea_orm::Model"]);
        assert_eq!(names("impl rocket::Responder for S {}"), ["rocket::Responder"]);
    }

    #[test]
    fn unit_tests_are_left_out() {
        assert!(names("#[cfg(test)] mod tests { use std::fs::read; }").is_empty());
        assert_eq!(names("mod tests { use std::fs::read; }"), ["std::fs::read"]);
    }

    #[test]
    fn super_is_followed_to_where_it_leads() {
        assert_eq!(names("use super::super::store::Urn;"), ["crate::store::Urn"]);
        assert_eq!(names("use self::ballot::show;"), ["crate::web::resident::ballot::show"]);
    }
}
