//! Finds and reads the files the rules are about.

use std::fs;
use std::path::Path;

/// One Rust file: where it is, which crate and layer it belongs to, and its text.
pub struct SourceFile {
    /// Relative to the workspace, with `/`: `src/web/page.rs`.
    pub path: String,
    /// The text of the file.
    pub text: String,
}

impl SourceFile {
    /// All Rust files of all crates but their integration tests and examples, in the order of their
    /// paths: those are programs of their own, outside the house.
    pub fn of_the_workspace() -> Vec<Self> {
        let all = [files_under("src", "rs"), files_under("migrations", "rs")].concat();
        all.into_iter()
            .filter(|(path, _)| !path.contains("/tests/") && !path.contains("/examples/"))
            .map(|(path, text)| Self { path, text })
            .collect()
    }

    /// `engine`, `verifier`, `keys`, `migrations` for the member crates; for the server its layer:
    /// `web`, `app`, `store`, `cli`, `i18n`, or the name of a file beside `main.rs`.
    pub fn layer(&self) -> &str {
        let inner = self.path.strip_prefix("src/").unwrap_or(&self.path);
        let first = inner.split('/').next().unwrap_or(inner);
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// The module path inside the crate: `src/web/resident/mod.rs` is `web`, `resident`.
    pub fn module(&self) -> Vec<String> {
        let inner = self.path.strip_prefix("src/").unwrap_or(&self.path);
        let inner = inner.strip_suffix(".rs").unwrap_or(inner);
        let mut module: Vec<String> = inner.split('/').map(str::to_owned).collect();
        if module.last().is_some_and(|name| ["mod", "lib", "main"].contains(&name.as_str())) {
            module.pop();
        }
        module
    }

    /// Lines before the unit tests, and all lines.
    pub fn lengths(&self) -> (usize, usize) {
        let before = self.text.lines().take_while(|line| line.trim() != "#[cfg(test)]").count();
        (before, self.text.lines().count())
    }
}

/// Path and text of each file with this ending, sorted; a folder that is not there yet is empty.
pub fn files_under(folder: &str, ending: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                let name = path.strip_prefix(root).expect("found under the root");
                let text = fs::read_to_string(&path).expect("a source file is readable text");
                found.push((name.to_string_lossy().replace('\\', "/"), text));
            }
        }
    }
    found.sort();
    found
}
