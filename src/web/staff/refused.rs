//! What the box refused, in words.

use morada_engine::ids::ContestId;

use crate::app::{FileFault, OrderRefusal, SetupFault};
use crate::i18n::message::Message;

/// Why an order was refused: one sentence for each fault.
pub fn refusal(refusal: &OrderRefusal) -> Vec<Message> {
    let say = Message::new;
    match refusal {
        OrderRefusal::Setup(faults) => faults.iter().map(setup).collect(),
        OrderRefusal::Stage => vec![say("staff.refused-stage")],
        OrderRefusal::Unwitnessed => vec![say("staff.refused-unwitnessed")],
        OrderRefusal::Seed => vec![say("staff.refused-seed")],
        OrderRefusal::Decryptions(fault) => vec![file(fault)],
        OrderRefusal::Text(_) => vec![say("staff.refused-text")],
        OrderRefusal::Unreadable(_) | OrderRefusal::Store(_) => vec![say("staff.refused-order")],
    }
}

/// What is wrong with the papers of a vote.
pub fn setup(fault: &SetupFault) -> Message {
    let about =
        |key: &str, contest: &ContestId| Message::new(key).text("contest", contest.as_str());
    match fault {
        SetupFault::Contests => Message::new("staff.fault-contests"),
        SetupFault::Options(contest) => about("staff.fault-options", contest),
        SetupFault::Limits(contest) => about("staff.fault-limits", contest),
        SetupFault::Rule(contest) => about("staff.fault-rule", contest),
        SetupFault::Times => Message::new("staff.fault-times"),
        SetupFault::Batches => Message::new("staff.fault-batches"),
        SetupFault::Text(_) => Message::new("staff.fault-text"),
        SetupFault::Credlists => Message::new("staff.fault-credlists"),
        SetupFault::Keys(contest) => about("staff.fault-keys", contest),
        SetupFault::TooFew { contest, letters, least } => {
            about("staff.fault-few", contest).count("letters", *letters).count("least", *least)
        }
        SetupFault::Trustees(_) => Message::new("staff.fault-trustees"),
        SetupFault::Policy(_) => Message::new("staff.fault-policy"),
        SetupFault::Sealed => Message::new("staff.fault-sealed"),
    }
}

fn file(fault: &FileFault) -> Message {
    let say = Message::new;
    match fault {
        FileFault::Nobody => say("staff.file-nobody"),
        FileFault::Line { line } => say("staff.wrong-decryption").count("line", *line),
        FileFault::NotAsked { line } => say("staff.file-not-asked").count("line", *line),
        FileFault::Missing { ballots } => say("staff.file-lacks").count("n", *ballots),
        FileFault::OtherShare { trustee } => {
            say("staff.file-other").count("n", u64::from(*trustee))
        }
        FileFault::Proof { line } => say("staff.file-proof").count("line", *line),
    }
}
