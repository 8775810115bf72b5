//! The arrows of the house, held by a test: who may name whom, how long files grow, and what a
//! template may contain. The rules are written in STYLE.md; this program reads them off the source.

mod counting;
mod paths;
mod rules;
mod sources;
mod templates;

use sources::{SourceFile, files_under};

/// Every arrow of the server. A new arrow is talked about first, then added to `rules::LAYERS`.
#[test]
fn every_layer_names_only_what_it_may() {
    let sources = SourceFile::of_the_workspace();
    assert!(sources.len() > 10, "the walk over src found only {} files", sources.len());

    let faults: Vec<String> = sources.iter().flat_map(rules::faults_of).collect();

    assert!(
        faults.is_empty(),
        "{} arrows that STYLE.md does not have:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

/// Prints the files that no longer read in one sitting; only a file past 600 lines fails.
#[test]
fn no_file_has_outgrown_one_sitting() {
    let mut too_long = Vec::new();
    for source in SourceFile::of_the_workspace() {
        let (before_tests, all) = source.lengths();
        if before_tests > 150 {
            println!("{before_tests:5} lines before its tests: {}", source.path);
        }
        if all > 600 {
            too_long.push(format!("{all} lines: {}", source.path));
        }
    }
    assert!(too_long.is_empty(), "split these:\n{}", too_long.join("\n"));
}

/// Words come from messages, styles from the stylesheet, scripts from static files (UX.md A16, A20).
#[test]
fn a_template_holds_structure_and_nothing_else() {
    let faults: Vec<String> = files_under("templates", "hbs")
        .iter()
        .flat_map(|(path, text)| templates::faults_of(path, text))
        .collect();

    assert!(faults.is_empty(), "{} faults in templates:\n{}", faults.len(), faults.join("\n"));
}

/// The pages ask no other host for anything: no tile, font, picture or script from elsewhere.
#[test]
fn nothing_is_fetched_from_another_host() {
    let mut faults = Vec::new();
    for (folder, ending) in
        [("templates", "hbs"), ("static", "css"), ("static", "js"), ("static", "svg")]
    {
        for (path, text) in files_under(folder, ending) {
            faults.extend(templates::foreign_addresses(&path, &text));
        }
    }
    assert!(faults.is_empty(), "addresses of other hosts:\n{}", faults.join("\n"));
}
