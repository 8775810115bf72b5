//! The arrows themselves, as one table, and the few crates that have a single home.

use crate::paths::named_in;
use crate::sources::SourceFile;

/// A layer and the layers of the server it may name besides itself.
///
/// `web` and `cli` call `app`; `app` calls `store`; `store` knows only the engine. The engine's
/// types may be named by all of them: it is a crate, so it cannot name them back.
const LAYERS: &[(&str, &[&str])] = &[
    ("main", &["cli", "config", "morada"]),
    ("lib", &["web", "cli", "app", "store", "i18n", "config", "clock"]),
    ("cli", &["app", "web", "i18n", "config", "clock"]),
    ("web", &["app", "i18n", "config"]),
    ("app", &["store", "i18n", "config", "clock"]),
    ("store", &["config", "clock"]),
    ("i18n", &["config"]),
    ("config", &[]),
    ("clock", &[]),
];

/// Crates with one home each, and the layers that are it.
const HOMES: &[(&str, &[&str])] = &[
    ("rocket", &["web"]),
    ("handlebars", &["web"]),
    ("sea_orm", &["store"]),
    ("sea_orm_migration", &["migrations"]),
    ("sqlx", &["store"]),
    ("morada_migrations", &["store"]),
    ("clap", &["cli", "main", "verifier", "keys"]),
    // The program `morada-keys` is a second crate of the same package, so it names the library it is made of.
    ("morada_keys", &["cli", "app", "keys"]),
    ("morada_engine", &["web", "cli", "app", "store", "i18n", "config", "clock", "keys"]),
    ("morada", &["main"]),
    ("morada_verify", &["verifier"]),
];

/// What the engine's own crate would still let it name.
const NEVER_IN_THE_ENGINE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::thread",
    "std::process",
    "std::time::SystemTime",
    "std::time::Instant",
    "std::collections::HashMap",
    "std::collections::HashSet",
];

/// One line per arrow that may not be.
pub fn faults_of(source: &SourceFile) -> Vec<String> {
    let paths = match named_in(&source.text, &source.module()) {
        Ok(paths) => paths,
        Err(reason) => return vec![format!("{}: cannot be read: {reason}", source.path)],
    };
    let mut faults: Vec<String> = paths
        .iter()
        .filter_map(|path| fault_of(source.layer(), path))
        .map(|fault| format!("{}: {fault}", source.path))
        .collect();
    faults.dedup();
    faults
}

fn fault_of(layer: &str, path: &[String]) -> Option<String> {
    let first = path.first()?.as_str();
    let full = path.join("::");
    // A scope ends when all its threads have, so nothing of them outlives a call of the engine.
    let bounded = full == "std::thread::scope";
    let banned = |name: &str| full.starts_with(name) && !bounded;
    if layer == "engine" && NEVER_IN_THE_ENGINE.iter().any(|name| banned(name)) {
        return Some(format!("the engine is pure and names {full}"));
    }
    if let Some((name, homes)) = HOMES.iter().find(|(name, _)| *name == first) {
        return (!homes.contains(&layer))
            .then(|| format!("{name} lives in {homes:?} only: {full}"));
    }
    let (_, may_name) = LAYERS.iter().find(|(name, _)| *name == layer)?;
    let target = path.get(1).filter(|_| first == "crate")?.as_str();
    let is_layer = LAYERS.iter().any(|(name, _)| *name == target);
    (is_layer && target != layer && !may_name.contains(&target))
        .then(|| format!("{layer} does not name {target}: {full}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(path: &str, text: &str) -> Vec<String> {
        faults_of(&SourceFile { path: path.to_owned(), text: text.to_owned() })
    }

    #[test]
    fn the_web_asks_the_app_and_never_the_store() {
        assert!(faults("src/web/page.rs", "use crate::app::cast_ballot;").is_empty());
        assert_eq!(
            faults("src/web/page.rs", "use crate::store::Urn;"),
            ["src/web/page.rs: web does not name store: crate::store::Urn"]
        );
        assert_eq!(faults("src/web/page.rs", "use super::super::store::Urn;").len(), 1);
        assert_eq!(faults("src/store/urn/mod.rs", "fn f() { crate::app::x() }").len(), 1);
        assert_eq!(faults("src/app/house.rs", "fn f() { crate::web::x() }").len(), 1);
    }

    #[test]
    fn rocket_and_sea_orm_have_one_home_each() {
        assert!(faults("src/web/page.rs", "use rocket::get;").is_empty());
        assert!(faults("src/store/mod.rs", "use sea_orm::EntityTrait;").is_empty());
        assert_eq!(faults("src/app/house.rs", "use sea_orm::DbErr;").len(), 1);
        assert_eq!(faults("src/cli/serve.rs", "fn f() { rocket::build() }").len(), 1);
        assert_eq!(faults("src/web/page.rs", "fn f(e: sea_orm::DbErr) {}").len(), 1);
    }

    #[test]
    fn the_member_crates_stand_alone() {
        assert_eq!(faults("src/engine/time.rs", "use std::time::SystemTime;").len(), 1);
        assert_eq!(faults("src/engine/time.rs", "use std::collections::HashMap;").len(), 1);
        assert_eq!(faults("src/verifier/report.rs", "use morada_engine::money::Money;").len(), 1);
        assert!(faults("src/keys/codes.rs", "use morada_engine::ids::ContestId;").is_empty());
        assert_eq!(faults("src/keys/codes.rs", "use morada::app;").len(), 1);
    }
}
