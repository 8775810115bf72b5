//! The report in English.

use super::conclusion::Conclusion;
use super::words::{PlacePart, Words};
use crate::finding::{Blocked, Check, Fault, Notice, Quantity, Status};

pub struct English;

impl Words for English {
    fn bundle(&self) -> &'static str {
        "Bundle"
    }

    fn title(&self, check: Check) -> &'static str {
        match check {
            Check::V01 => "the files are those of the manifest",
            Check::V02 => "every leaf has its one spelling",
            Check::V03 => "the checkpoint is the root of this ledger",
            Check::V04 => "the ledger's key signed the checkpoints",
            Check::V05 => "enough witnesses signed too",
            Check::V06 => "earlier checkpoints are its beginnings",
            Check::V07 => "the leaves stand in order and fix their files",
            Check::V08 => "the lists of keys are those of the ledger",
            Check::V09 => "every ballot is signed by a key of its list",
            Check::V10 => "of each key the last vote counts",
            Check::V11 => "no ballot stands twice, batches hide the order",
            Check::V12 => "not more ballots than letters",
            Check::V13 => "as many ballots published as counted",
            Check::V14 => "every counted ballot opens to a published one",
            Check::V15 => "every ballot keeps the rules or is counted invalid",
            Check::V16 => "the lots follow from the public dice",
            Check::V17 => "the result, counted again, is the same",
            Check::V18 => "the exports hold the same ballots",
            Check::V19 => "no figure of a small group is published",
            Check::V20 => "your own slip is in the ledger",
        }
    }

    fn status(&self, status: Status) -> &'static str {
        match status {
            Status::Passed => "passed",
            Status::Found => "FOUND",
            Status::Blocked => "could not check",
            Status::NotAsked => "not asked",
        }
    }

    fn more(&self, count: u64) -> String {
        format!("and {count} more")
    }

    fn place_part(&self, part: PlacePart<'_>) -> String {
        match part {
            PlacePart::Contest(id) => format!("contest {id}"),
            PlacePart::Line(line) => format!("line {line}"),
            PlacePart::Leaf(leaf) => format!("leaf {leaf}"),
        }
    }

    fn quantity(&self, quantity: Quantity) -> &'static str {
        match quantity {
            Quantity::Keys => "keys",
            Quantity::LettersAndSpares => "letters and spares together",
            Quantity::Counted => "counted ballots",
            Quantity::BallotLeaves => "ballot leaves",
            Quantity::BatchLeaves => "leaves of the batch",
            Quantity::BatchNumber => "number of the batch",
            Quantity::Published => "published ballots",
            Quantity::Blank => "blank ballots",
            Quantity::Invalid => "invalid ballots",
            Quantity::Exported => "ballots in the export",
            Quantity::ExportedOptions => "options in the export",
            Quantity::Leaves => "leaves",
        }
    }

    #[allow(clippy::too_many_lines, reason = "one line per fault")]
    fn fault(&self, fault: &Fault) -> String {
        match fault {
            Fault::Missing => "the file is missing".to_owned(),
            Fault::Special => "this is a link or a device, not a file".to_owned(),
            Fault::TooLarge { limit } => {
                format!("larger than the {limit} bytes this program reads")
            }
            Fault::Unreadable { why } => format!("the system cannot read it ({why})"),
            Fault::Unlisted => "the manifest does not list this file".to_owned(),
            Fault::ForeignFile => "no such file belongs here".to_owned(),
            Fault::UnsafePath => "the path leads out of the bundle".to_owned(),
            Fault::OtherHash { by } => format!("the file is not the one that {by} fixes"),
            Fault::OtherSize { stated, found } => {
                format!("{stated} bytes are stated, it has {found}")
            }
            Fault::ListOrder => "out of order, or listed twice".to_owned(),
            Fault::NotCanonical(why) => format!("not a canonical record ({why})"),
            Fault::Shape(member) if member.0.is_empty() => "not the record it should be".to_owned(),
            Fault::Shape(member) => format!("{member} is missing, foreign or not of its form"),
            Fault::LineTooLong { limit } => format!("longer than {limit} bytes"),
            Fault::LineUnended => "the last line has no end".to_owned(),
            Fault::LineForm => "the line is not of its form".to_owned(),
            Fault::TooMany { limit } => format!("more than the {limit} this program reads"),
            Fault::NotANote(why) => format!("not a signed note ({why})"),
            Fault::NotACheckpoint => "the text is not a checkpoint".to_owned(),
            Fault::PolicyLine => "not a line of a policy".to_owned(),
            Fault::OtherRoot => "the leaves have another root".to_owned(),
            Fault::OtherOrigin { stated, expected } => {
                format!("it is of {stated}, not of {expected}")
            }
            Fault::LogUnsigned => "the ledger's key did not sign it".to_owned(),
            Fault::LogSignatureWrong => {
                "the signature of the ledger's key does not hold".to_owned()
            }
            Fault::LogKeyOther => "the ledger's key is not the one you know".to_owned(),
            Fault::CosignatureWrong { witness } => {
                format!("the signature of witness {witness} does not hold")
            }
            Fault::QuorumMissed { cosigned } if cosigned.is_empty() => {
                "no witness signed".to_owned()
            }
            Fault::QuorumMissed { cosigned } => {
                format!("only {} signed, which is not enough", cosigned.join(", "))
            }
            Fault::OlderBeyond { size } => format!("it counts {size} leaves, more than there are"),
            Fault::OlderShrinks => "it does not count more leaves than the one before".to_owned(),
            Fault::OlderNumber => "the numbers of the checkpoints have a gap".to_owned(),
            Fault::OtherElection { stated } => format!("it belongs to the vote {stated}"),
            Fault::OutOfPlace { kind } => format!("a {kind} leaf cannot stand here"),
            Fault::LeafMissing { kind } => format!("there is no {kind} leaf"),
            Fault::SameOfficer => "two different officers must open, this is one".to_owned(),
            Fault::OtherContests => "the contests are not those of the papers".to_owned(),
            Fault::FileUnnamed => "published, but the result leaf does not name it".to_owned(),
            Fault::KeysUnsorted => "the keys are not sorted".to_owned(),
            Fault::KeyRepeated => "the same key stands twice".to_owned(),
            Fault::OtherNumber { what, stated, found } => {
                format!("{}: {stated} stated, {found} found", self.quantity(*what))
            }
            Fault::KeyUnlisted => "its key is not on the contest's list".to_owned(),
            Fault::BallotSignatureWrong => "its signature does not hold".to_owned(),
            Fault::CounterRepeated { first } => {
                format!("the same key has the same counter as at leaf {first}")
            }
            Fault::LeafRepeated { first } => format!("the same ballot stands at leaf {first}"),
            Fault::CommitmentRepeated { first } => {
                format!("the same commitment stands at leaf {first}")
            }
            Fault::BatchSmall { count, least } => {
                format!("a batch of {count}, the least is {least}")
            }
            Fault::BatchUnsorted => "the leaves of the batch are not sorted".to_owned(),
            Fault::MoreBallotsThanLetters { counted, bound } => {
                format!("{counted} ballots counted, {bound} letters and papers given out")
            }
            Fault::BoxesOther => "the boxes are not those of the paper leaves".to_owned(),
            Fault::BallotsUnsorted => "the ballots are not sorted".to_owned(),
            Fault::OpeningMissing => "this counted ballot has no opening".to_owned(),
            Fault::OpeningForeign => "this opens no counted ballot".to_owned(),
            Fault::CommitmentOther => "it does not open the commitment of its leaf".to_owned(),
            Fault::BallotUnpublished => {
                "the opened ballot is not among the published ones".to_owned()
            }
            Fault::BallotUnopened => "no opening gives this published ballot".to_owned(),
            Fault::PartialForeign => "it is of no trustee or of no counted ballot".to_owned(),
            Fault::PartialWrong => "the proof of this partial decryption does not hold".to_owned(),
            Fault::SeedForm => "a seed has at least 20 digits".to_owned(),
            Fault::SeedUnminuted => "the minutes do not have the seed".to_owned(),
            Fault::SeedEarly => "no checkpoint lies between the close and the seed".to_owned(),
            Fault::SeedUnwitnessed => {
                "the witnesses that the policy asks for had not signed the close when the dice were rolled"
                    .to_owned()
            }
            Fault::OrderOther => "the seed gives another order of lots".to_owned(),
            Fault::ResultOther { stated, computed } => {
                format!("published {stated}, counted {computed}")
            }
            Fault::ExportBallot => "not a ballot of this contest".to_owned(),
            Fault::ExportUnpublished => "this ballot is not among the published ones".to_owned(),
            Fault::BallotUnexported => "the export lacks this ballot".to_owned(),
            Fault::ExportOption { stated, expected } => {
                format!("{stated} in the export, {expected} in the vote")
            }
            Fault::SmallPublished => {
                "a group this small, or of one mind, may not be published".to_owned()
            }
            Fault::WithheldWithoutCause => {
                "withheld, though the group is large and not of one mind".to_owned()
            }
            Fault::SlipForm => "this is no tracking code".to_owned(),
            Fault::SlipMissing => "no ballot in the ledger has this code".to_owned(),
            Fault::PromiseForm => "this is no promise".to_owned(),
            Fault::PromiseUnsigned => "the ledger's key did not sign this promise".to_owned(),
            Fault::PromiseBroken { not_later_than } => {
                format!(
                    "promised for {not_later_than} at the latest, and not in the ledger: keep this file, it is proof"
                )
            }
        }
    }

    fn blocked(&self, reason: &Blocked) -> String {
        match reason {
            Blocked::Needs { what, see } => {
                format!("it needs {what}, which could not be read: see {}", see.code())
            }
            Blocked::NoOpenings { contest } => {
                format!("the openings of {contest} were not given (--annex)")
            }
            Blocked::Withheld { contest } => format!("the ballots of {contest} are withheld"),
            Blocked::ForeignRule { contest, rule } => {
                format!("{contest} is counted by {rule}, which this program does not know")
            }
            Blocked::ForeignKind { contest, kind } => {
                format!("{contest} has {kind} ballots, which this program does not know")
            }
            Blocked::OtherVote { origin } => format!("the promise is of {origin}, another vote"),
        }
    }

    fn notice(&self, notice: &Notice) -> String {
        match notice {
            Notice::KeyFromBundle { vkey } => {
                format!("the key was taken from the bundle itself; compare it with others: {vkey}")
            }
            Notice::NobodyWatched => {
                "the policy asks for no witness: nobody outside watched".to_owned()
            }
            Notice::Cosigned { witnesses } => format!("signed by {}", witnesses.join(", ")),
            Notice::ServerHoldsKey => {
                "the server holds the opening key: it could have opened ballots early".to_owned()
            }
            Notice::Withheld { contest } => {
                format!("{contest}: nothing is published of so small a group")
            }
            Notice::DoubleVotes { contest, letters } => format!(
                "{contest}: {letters} letters were replaced, so at most {letters} people can have voted twice"
            ),
            Notice::MarginReached { contest, letters, margin } => format!(
                "{contest}: {letters} letters were replaced, and {margin} votes fewer could give another result: the result may hang on votes that were cast twice"
            ),
            Notice::PartialsUnchecked { contest } => {
                format!(
                    "the trustees' proofs for {contest} were not checked: the points they worked on were not given"
                )
            }
            Notice::SlipCounts { leaf } => format!("your ballot is leaf {leaf}, and it counts"),
            Notice::SlipReplaced { leaf, by } => {
                format!(
                    "your ballot is leaf {leaf}; leaf {by} of the same code counts instead. If you did not vote again, tell an officer"
                )
            }
            Notice::SlipRetired { leaf } => {
                format!("your ballot is leaf {leaf}; its code was retired, so it does not count")
            }
            Notice::NoSlip => "no slip was given".to_owned(),
        }
    }

    fn can_conclude(&self) -> &'static str {
        "You can conclude"
    }

    fn cannot_conclude(&self) -> &'static str {
        "You cannot conclude"
    }

    fn conclusion(&self, conclusion: Conclusion) -> &'static str {
        match conclusion {
            Conclusion::Unchanged => "that nothing was changed or removed after each checkpoint",
            Conclusion::Witnessed => "that outside witnesses saw this same ledger",
            Conclusion::ListedKeys => "that every ballot was signed by a key of the published list",
            Conclusion::LastVotes => "that each key has one vote, its last",
            Conclusion::NotMoreThanLetters => {
                "that there are not more ballots than letters given out"
            }
            Conclusion::SameBallots => "that the published ballots are those in the ledger",
            Conclusion::ResultFollows => {
                "that the result follows from the published ballots, to the last tie"
            }
            Conclusion::SmallGroupsKept => "that no figure about a small group is published",
            Conclusion::ChosenOnScreen => {
                "that the server kept what each resident chose on the screen"
            }
            Conclusion::LettersToPeople => {
                "that each letter went to a different person who may vote"
            }
            Conclusion::Freedom => "that nobody voted under pressure",
        }
    }

    fn summary(&self, exit: u8) -> &'static str {
        match exit {
            0 => "Every check ran and agreed.",
            1 => "Something disagrees. The lines marked with - say where.",
            _ => {
                "Nothing disagrees, but not everything could be checked. The lines marked with ? say why."
            }
        }
    }
}
