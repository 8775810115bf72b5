//! The code maker's folder: letters, spares and the lists for the server.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use morada_engine::ids::ContestId;
use morada_engine::sealing::VotingCode;

use super::letters::Letterhead;
use super::{Made, Order};
use crate::disk::{self, DiskError};

/// Below this many letters a secret vote is none.
const SMALL: usize = 10;

/// Where the files go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// The folder.
    pub path: PathBuf,
    /// A file for the codes in plain text: for trials only.
    pub keep_codes: Option<PathBuf>,
}

impl Folder {
    /// Checks before any code is made that no file would be written over.
    ///
    /// # Errors
    /// [`DiskError::Exists`].
    pub fn must_be_free(&self, order: &Order) -> Result<(), DiskError> {
        let lists = order.contests.iter().map(|contest| self.list(contest));
        let taken = [self.letters(), self.spares()]
            .into_iter()
            .chain(lists)
            .chain(self.keep_codes.clone())
            .find(|path| disk::exists(path));
        taken.map_or(Ok(()), |path| Err(DiskError::Exists(path)))
    }

    /// Writes everything, and says what to do with it.
    ///
    /// # Errors
    /// [`DiskError`]; files written before the fault stay.
    pub fn write(&self, head: &Letterhead, made: &Made) -> Result<Vec<String>, DiskError> {
        disk::make_folder(&self.path)?;
        let mut said = Vec::new();
        write_letters(head, &made.letters, &self.letters())?;
        said.push(format!("{} letters: {}", made.letters.len(), self.letters().display()));
        if !made.spares.is_empty() {
            write_letters(head, &made.spares, &self.spares())?;
            said.push(format!("{} spares: {}", made.spares.len(), self.spares().display()));
        }
        for (contest, list) in &made.credlists {
            let path = self.list(contest);
            disk::write_public(&path, &list.to_bytes())?;
            said.push(format!("Public keys of {contest}: {}", path.display()));
            said.push(format!("  Its hash, to compare with what is published: {}", list.hash()));
        }
        if let Some(path) = &self.keep_codes {
            let codes: String =
                made.letters.iter().chain(&made.spares).map(|code| code.printed() + "\n").collect();
            disk::write_private(path, zeroize::Zeroizing::new(codes).as_bytes())?;
            said.extend([
                "*** THE CODES ARE KEPT IN A FILE ***".to_owned(),
                format!("*** Whoever has {} can vote for everyone.", path.display()),
                "*** This is for trials. Never do it in a real vote.".to_owned(),
            ]);
        }
        if made.letters.len() < SMALL {
            said.push("Fewer than 10 letters: such a small group votes better by hand.".to_owned());
        }
        said.push(
            "Now print the letters, delete the .html files, count and mix the pile.".to_owned(),
        );
        Ok(said)
    }

    fn letters(&self) -> PathBuf {
        self.path.join("sheets.html")
    }

    fn spares(&self) -> PathBuf {
        self.path.join("spares.html")
    }

    fn list(&self, contest: &ContestId) -> PathBuf {
        self.path.join(format!("credlist-{contest}.txt"))
    }
}

/// The pages go to the disk one by one: a city's letters do not fit in memory.
fn write_letters(head: &Letterhead, codes: &[VotingCode], path: &Path) -> Result<(), DiskError> {
    let mut file = BufWriter::new(disk::create_private(path)?);
    head.write(codes, &mut file).and_then(|()| file.flush()).map_err(disk::named(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::{Language, make};
    use morada_engine::ids::ElectionId;
    use morada_engine::sealing::Credlist;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    fn order() -> Order {
        let contests = ["city", "arroios"].map(|id| ContestId::parse(id).unwrap()).to_vec();
        Order::new(ElectionId::parse("op-2026").unwrap(), contests, 12, 3).unwrap()
    }

    fn head() -> Letterhead {
        Letterhead { title: "OP".to_owned(), address: None, languages: vec![Language::Pt] }
    }

    #[test]
    fn the_lists_belong_to_the_printed_letters_and_the_codes_are_kept_only_when_asked() {
        let temp = tempfile::tempdir().unwrap();
        let made = make(&order(), &mut StdRng::seed_from_u64(1)).unwrap();
        let folder = Folder { path: temp.path().join("codes"), keep_codes: None };
        folder.must_be_free(&order()).unwrap();
        folder.write(&head(), &made).unwrap();

        let names = |folder: &Path| {
            let mut names: Vec<String> = std::fs::read_dir(folder)
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            names.sort();
            names
        };
        let files = ["credlist-arroios.txt", "credlist-city.txt", "sheets.html", "spares.html"];
        assert_eq!(names(&folder.path), files);
        let list = Credlist::parse(&disk::read(&folder.path.join("credlist-city.txt")).unwrap());
        assert_eq!(list.as_ref(), Ok(&made.credlists[&ContestId::parse("city").unwrap()]));

        let sheets = String::from_utf8(disk::read(&folder.letters()).unwrap()).unwrap();
        assert_eq!(sheets.matches("<section").count(), 12);
        let first = made.letters[0].printed();
        assert!(sheets.contains(&first[..12]) && sheets.contains(&first[12..]));
    }

    #[test]
    fn kept_codes_are_announced_loudly() {
        let temp = tempfile::tempdir().unwrap();
        let made = make(&order(), &mut StdRng::seed_from_u64(1)).unwrap();
        let kept = temp.path().join("codes.txt");
        let folder = Folder { path: temp.path().join("codes"), keep_codes: Some(kept.clone()) };
        let said = folder.write(&head(), &made).unwrap().join("\n");
        assert!(said.contains("*** THE CODES ARE KEPT IN A FILE ***"));
        let text = String::from_utf8(disk::read(&kept).unwrap()).unwrap();
        assert_eq!(text.lines().count(), 15);
        assert!(text.lines().all(|line| VotingCode::parse(line).is_ok()));
    }

    #[test]
    fn nothing_is_written_over() {
        let temp = tempfile::tempdir().unwrap();
        let folder = Folder { path: temp.path().to_owned(), keep_codes: None };
        disk::write_public(&temp.path().join("credlist-city.txt"), b"").unwrap();
        assert!(matches!(folder.must_be_free(&order()), Err(DiskError::Exists(_))));
    }
}
