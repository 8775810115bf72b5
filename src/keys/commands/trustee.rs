//! `morada-keys trustee`.

use std::error::Error;
use std::io;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use morada_engine::ids::ElectionId;
use morada_keys::ceremony::Terms;
use morada_keys::trustee::ceremony::{self, Folders};
use morada_keys::trustee::share_file::{Passphrase, ShareError, ShareFile};
use morada_keys::trustee::{TrusteeError, open, rehearse};

use super::{Said, chance};

/// The steps of a trustee.
#[derive(Subcommand)]
pub enum Trustee {
    /// Step 1: make your part of the key. Only its hash is shown.
    New(New),
    /// Step 2: show your part, when everyone's hash is in the shared folder.
    Reveal(Step),
    /// Step 3: check the others' parts and send each of them a sealed share.
    Round2(Step),
    /// Step 4: put your own share together and write trustees.json.
    Round3(Last),
    /// Check that a share file is a good copy.
    Check(Check),
    /// Take part in opening the ballots of a closed vote.
    Open(Open),
    /// Try it all with a test ballot. Say it once to begin and again when answers are in.
    Rehearse(Rehearse),
}

/// The two folders of a ceremony.
#[derive(Args)]
pub struct Step {
    /// The folder all trustees share.
    #[arg(long)]
    folder: PathBuf,
    /// Your own folder. Never share it.
    #[arg(long)]
    private: PathBuf,
}

#[derive(Args)]
pub struct New {
    /// Your name, as it will be published.
    #[arg(long)]
    name: String,
    /// Your number: 1, 2, …
    #[arg(long, value_parser = super::whole::<u16>)]
    index: u16,
    /// How many trustees there are.
    #[arg(long, value_name = "N", value_parser = super::whole::<u16>)]
    of: u16,
    /// How many of them it takes to open a ballot, such as 2 of 3.
    #[arg(long, value_name = "T", value_parser = super::whole::<u16>)]
    threshold: u16,
    /// The election's short name. A key serves one election only.
    #[arg(long, value_parser = super::election)]
    election: ElectionId,
    #[command(flatten)]
    step: Step,
}

#[derive(Args)]
pub struct Last {
    #[command(flatten)]
    step: Step,
    /// Seal the share file with a passphrase of 12 or more characters, typed on one line.
    #[arg(long)]
    with_passphrase: bool,
}

/// The share file.
#[derive(Args)]
pub struct Share {
    /// Your share file, or a copy of it. If it is sealed, its passphrase is asked for.
    #[arg(long)]
    share: PathBuf,
}

#[derive(Args)]
pub struct Check {
    #[command(flatten)]
    share: Share,
    /// The trustees.json of the ceremony.
    #[arg(long)]
    trustees: PathBuf,
}

#[derive(Args)]
pub struct Open {
    #[command(flatten)]
    share: Share,
    /// What the server asks for: to-open-CONTEST.jsonl.
    #[arg(long)]
    sealed: PathBuf,
    /// The folder of the published bundle. With it, nothing is opened before the ledger there is
    /// closed and witnessed, and only ballots that count are. Use it whenever it is not a rehearsal.
    #[arg(long)]
    bundle: Option<PathBuf>,
    /// Where to write your answers, such as decrypt-CONTEST-1.jsonl.
    #[arg(long)]
    out: PathBuf,
}

#[derive(Args)]
pub struct Rehearse {
    /// A folder for the rehearsal, shared by all trustees.
    #[arg(long)]
    folder: PathBuf,
    /// The trustees.json of the ceremony.
    #[arg(long)]
    trustees: PathBuf,
    /// The election's short name.
    #[arg(long, value_parser = super::election)]
    election: ElectionId,
}

pub(super) fn run(step: Trustee) -> Result<Said, Box<dyn Error>> {
    let chance = &mut chance();
    let said = match step {
        Trustee::New(New { name, index, of, threshold, election, step }) => {
            let terms = Terms::new(election, usize::from(of), threshold)?;
            ceremony::new(&step.folders(), &terms, index, &name, chance)?
        }
        Trustee::Reveal(step) => ceremony::reveal(&step.folders())?,
        Trustee::Round2(step) => ceremony::round2(&step.folders(), chance)?,
        Trustee::Round3(Last { step, with_passphrase }) => {
            let passphrase = with_passphrase.then(ask_twice).transpose()?;
            ceremony::round3(&step.folders(), passphrase.as_ref(), chance)?
        }
        Trustee::Check(Check { share, trustees }) => open::check(&share.read()?, &trustees)?,
        Trustee::Open(Open { share, sealed, bundle, out }) => {
            open::open(&share.read()?, &sealed, bundle.as_deref(), &out, chance)?
        }
        Trustee::Rehearse(Rehearse { folder, trustees, election }) => {
            rehearse::rehearse(&folder, &trustees, &election, chance)?
        }
    };
    Ok(said)
}

impl Step {
    fn folders(self) -> Folders {
        Folders { shared: self.folder, private: self.private }
    }
}

impl Share {
    fn read(&self) -> Result<ShareFile, Box<dyn Error>> {
        match ShareFile::read(&self.share, None) {
            Err(TrusteeError::Share(ShareError::Sealed)) => {
                Ok(ShareFile::read(&self.share, Some(&ask("Passphrase: ")?))?)
            }
            read => Ok(read?),
        }
    }
}

/// A passphrase, typed twice so that a slip of the finger does not lock the share for ever.
fn ask_twice() -> Result<Passphrase, Box<dyn Error>> {
    let first = ask("A new passphrase, four or five words: ")?;
    if first.is_same(&ask("The same once more: ")?) {
        Ok(first)
    } else {
        Err("the two passphrases differ".into())
    }
}

/// Reads one line. What is typed stays visible: the program says so.
fn ask(prompt: &str) -> Result<Passphrase, Box<dyn Error>> {
    eprint!("Nobody should see your screen now. {prompt}");
    let mut line = zeroize::Zeroizing::new(String::new());
    io::stdin().read_line(&mut line)?;
    Ok(Passphrase::new(&line))
}
