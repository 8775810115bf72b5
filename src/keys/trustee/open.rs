//! What a trustee does with their share: check a copy of it, and take part in opening ballots.

use std::collections::BTreeSet;
use std::path::Path;

use morada_engine::bundle::BundlePath;
use morada_engine::hash::Hash;
use morada_engine::ids::ElectionId;
use morada_engine::ledger::{Leaf, Note, Policy, Standings, Tree, leaf_hash};
use morada_engine::sealing::{Commitment, PartialDecryption, ToOpen, TrusteeSet};
use rand_core::CryptoRng;

use super::share_file::ShareFile;
use super::{Said, TrusteeError, of};
use crate::disk;

/// Checks that a share file is a good copy: that it belongs to these trustees and works.
///
/// # Errors
/// [`TrusteeError`].
pub fn check(share: &ShareFile, trustees: &Path) -> Result<Said, TrusteeError> {
    let set = read_trustees(trustees)?;
    must_belong(share, &set)?;
    Ok(vec![
        format!("This is a good copy of the share of trustee {}.", share.secret().index()),
        format!(
            "It is for {}, and {} of {} trustees can open its ballots.",
            of(share.election()),
            set.threshold(),
            set.shares().len()
        ),
    ])
}

/// Makes this trustee's partial decryptions of the ballots in `asked`, with their proofs.
///
/// With `bundle`, the folder of the published bundle, nothing is opened unless the ledger there is
/// closed and witnessed and every ballot asked for is one that counts. Without it the server could
/// ask for ballots that must stay closed.
///
/// # Errors
/// [`TrusteeError`]; nothing is written then.
pub fn open(
    share: &ShareFile,
    asked: &Path,
    bundle: Option<&Path>,
    answers: &Path,
    chance: &mut impl CryptoRng,
) -> Result<Said, TrusteeError> {
    let lines = read_lines(asked, |line| ToOpen::parse(line).ok())?;
    let wanted: BTreeSet<Commitment> = lines.iter().map(|line| line.commitment).collect();
    if lines.is_empty() || wanted.len() != lines.len() {
        let what = if lines.is_empty() { "no ballot" } else { "the same ballot twice" };
        return Err(TrusteeError::Asked(asked.display().to_string(), what));
    }
    let mut said = match bundle {
        Some(folder) => must_be_ripe(share, folder, &wanted)?,
        None => vec![
            "Look: without --bundle this program cannot tell whether the vote is closed."
                .to_owned(),
        ],
    };
    let parts = partial_decryptions(share, &lines, chance)
        .map_err(|number| TrusteeError::Line(asked.display().to_string(), number))?;
    let bytes = morada_engine::bundle::writer::decryptions_file(&parts);
    disk::write_public(answers, &bytes)?;
    said.push(format!(
        "{} decryptions by trustee {} are in {}. Hand this file to the server.",
        parts.len(),
        share.secret().index(),
        answers.display()
    ));
    Ok(said)
}

/// One partial decryption per line, in their order.
///
/// # Errors
/// The number of the first line whose point is none.
pub fn partial_decryptions(
    share: &ShareFile,
    lines: &[ToOpen],
    chance: &mut impl CryptoRng,
) -> Result<Vec<PartialDecryption>, usize> {
    (1..)
        .zip(lines)
        .map(|(number, line)| {
            let secret = share.secret();
            secret.decrypt(share.election(), line.commitment, line.point, chance).ok_or(number)
        })
        .collect()
}

pub(super) fn read_trustees(path: &Path) -> Result<TrusteeSet, TrusteeError> {
    TrusteeSet::parse(&disk::read(path)?)
        .map_err(|error| TrusteeError::File(path.display().to_string(), error.to_string()))
}

fn must_belong(share: &ShareFile, set: &TrusteeSet) -> Result<(), TrusteeError> {
    let public = set.share(share.secret().index());
    let fits = public.is_some_and(|public| public.key == share.secret().key());
    if fits { Ok(()) } else { Err(TrusteeError::ForeignShare) }
}

/// The lines of a file, each ended by a line feed.
pub(super) fn read_lines<T>(
    path: &Path,
    parse: impl Fn(&[u8]) -> Option<T>,
) -> Result<Vec<T>, TrusteeError> {
    let bytes = disk::read(path)?;
    (1..)
        .zip(bytes.split_inclusive(|byte| *byte == b'\n'))
        .map(|(number, line)| {
            let line = line.strip_suffix(b"\n").unwrap_or(line);
            parse(line).ok_or_else(|| TrusteeError::Line(path.display().to_string(), number))
        })
        .collect()
}

/// Checks against the published ledger that the ballots may be opened now.
fn must_be_ripe(
    share: &ShareFile,
    folder: &Path,
    wanted: &BTreeSet<Commitment>,
) -> Result<Said, TrusteeError> {
    let at = |path: BundlePath| folder.join(path.to_string());
    let set = read_trustees(&at(BundlePath::Trustees))?;
    must_belong(share, &set)?;
    let stay = |why: &str| TrusteeError::StayClosed(why.to_owned());

    let entries = at(BundlePath::Entries);
    let (tree, leaves) = read_ledger(&entries)?;
    check_setup(share.election(), &leaves, &disk::read(&at(BundlePath::Trustees))?)
        .ok_or_else(|| stay("the ledger belongs to another election or other trustees"))?;
    let seen = check_checkpoint(&at(BundlePath::Policy), &at(BundlePath::Checkpoint), &tree)?;

    if !leaves.iter().any(|leaf| matches!(leaf, Leaf::Close(_))) {
        return Err(stay("the ledger is not closed yet"));
    }
    let mut standings = Standings::new();
    for (index, leaf) in (0..).zip(&leaves) {
        standings.read(index, leaf);
    }
    let contests: BTreeSet<_> = leaves
        .iter()
        .filter_map(|leaf| if let Leaf::Credlist(list) = leaf { Some(&list.contest) } else { None })
        .collect();
    let counted: BTreeSet<Commitment> = contests
        .into_iter()
        .flat_map(|contest| standings.counted(contest))
        .map(|ballot| ballot.commitment)
        .collect();
    let strangers = wanted.difference(&counted).count();
    if strangers > 0 {
        let why = format!("{strangers} of them are none that count in the ledger");
        return Err(TrusteeError::StayClosed(why));
    }
    Ok(vec![
        format!("The ledger has {} entries, is closed, and fits its checkpoint.", leaves.len()),
        seen,
        format!("All {} ballots asked for are ballots that count.", wanted.len()),
    ])
}

fn read_ledger(entries: &Path) -> Result<(Tree, Vec<Leaf>), TrusteeError> {
    let pairs = read_lines(entries, |line| Some((leaf_hash(line), Leaf::parse(line).ok()?)))?;
    let (hashes, leaves): (Vec<Hash>, Vec<Leaf>) = pairs.into_iter().unzip();
    Ok((hashes.into_iter().collect(), leaves))
}

/// The first leaf must be the setup of this election with these trustees.
fn check_setup(election: &ElectionId, leaves: &[Leaf], trustees: &[u8]) -> Option<()> {
    let Some(Leaf::Setup(setup)) = leaves.first() else { return None };
    let ours = leaves.iter().all(|leaf| leaf.election() == election);
    (ours && setup.trustees == Hash::of(&[trustees])).then_some(())
}

/// The checkpoint must be signed, cover the ledger and have its quorum.
fn check_checkpoint(policy: &Path, checkpoint: &Path, tree: &Tree) -> Result<String, TrusteeError> {
    let file = |path: &Path, error: &dyn std::fmt::Display| {
        TrusteeError::File(path.display().to_string(), error.to_string())
    };
    let text = String::from_utf8(disk::read(policy)?).map_err(|error| file(policy, &error))?;
    let rules = Policy::parse(&text).map_err(|error| file(policy, &error))?;
    let note = Note::parse(&disk::read(checkpoint)?).map_err(|error| file(checkpoint, &error))?;
    let seen = rules.check(&note).map_err(|error| file(checkpoint, &error))?;
    if (seen.checkpoint.size, seen.checkpoint.root) != (tree.size(), tree.root()) {
        return Err(TrusteeError::StayClosed("the checkpoint covers another ledger".to_owned()));
    }
    if !seen.quorum_met {
        let why = "too few witnesses have signed the checkpoint".to_owned();
        return Err(TrusteeError::StayClosed(why));
    }
    Ok(match seen.by.len() {
        0 => "Nobody outside has witnessed it: its policy asks for no one.".to_owned(),
        count => format!("{count} witnesses have signed the checkpoint."),
    })
}
