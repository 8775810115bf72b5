//! The acts of staff in words. What is kept is a name and numbers; the sentence is made here.

use serde_json::Value;

use super::desk::{endonym, said};
use crate::app::staff::read_log::ReadAct;
use crate::i18n::message::Message;
use crate::web::roll::words;
use crate::web::works::words as works;

/// One act in a sentence.
pub fn in_words(read: &ReadAct) -> Message {
    let say = Message::new;
    let text = |name: &str| read.detail.get(name).and_then(Value::as_str).unwrap_or_default();
    let count = |name: &str| read.detail.get(name).and_then(Value::as_u64).unwrap_or_default();
    let about = |key: &str| say(key).text("contest", text("contest"));
    match read.act.act.as_str() {
        "signed_in" => say("staff.act-signed-in"),
        "signed_out" => say("staff.act-signed-out"),
        "enrolled" => say("staff.act-enrolled"),
        "account_made" => say("staff.act-account-made").text("who", text("account")),
        "account_changed" => say("staff.act-account-changed").text("who", text("account")),
        "password_changed" => say("staff.act-password"),
        "sessions_ended" => say("staff.act-sessions").text("who", text("account")),
        "place_made" => say("staff.act-place").text("place", text("place")),
        "process_begun" => say("staff.act-begun"),
        "settings_changed" => say("staff.act-settings").said("topic", topic(text("topic"))),
        "dates_changed" => say("staff.act-dates"),
        "contest_changed" => about("staff.act-contest"),
        "contest_removed" => about("staff.act-contest-removed"),
        "project_added" => about("staff.act-project-added").text("project", text("project")),
        "project_changed" => about("staff.act-project").text("project", text("project")),
        "project_removed" => about("staff.act-project-removed").text("project", text("project")),
        "projects_imported" => about("staff.act-imported").count("n", count("count")),
        "rules_published" => say("staff.act-rules").count("version", count("version")),
        "keys_stored" => about("staff.act-keys")
            .count("letters", count("letters"))
            .count("spares", count("spares")),
        "letters_moved" => about("staff.act-letters")
            .said("movement", movement(text("movement")))
            .count("letters", count("letters")),
        "confirmed_first" => say("staff.act-first").said("what", deed(text("what"))),
        "confirmed_second" => say("staff.act-second").said("what", deed(text("what"))),
        "taken_back" => say("staff.act-taken-back").said("what", deed(text("what"))),
        "order_sent" => say("staff.act-sent").said("order", order(text("order"))),
        "order_answered" if text("done") == "yes" => say("staff.act-done"),
        "order_answered" => say("staff.act-refused"),
        "list_downloaded" => say("staff.act-downloaded"),
        "roll_kept" => say("roll.act-kept").text("place", text("place")),
        "resident_admitted" => {
            say("roll.act-admitted").said("evidence", words::evidence(text("evidence")))
        }
        "request_decided" => {
            say("roll.act-decided").said("outcome", words::outcome(text("outcome")))
        }
        "card_replaced" => say("roll.act-card"),
        "entry_changed" => {
            say("moves.act-changed").said("evidence", words::evidence(text("evidence")))
        }
        "entry_ended" => say("roll.act-ended").said("why", words::end_reason(text("why"))),
        "case_decided" if text("outcome") == "one" => say("roll.act-case-one"),
        "case_decided" => say("roll.act-case-two"),
        "objection_heard" => say("roll.act-heard"),
        "election_kept" => say("seats.act-kept").text("election", text("election")),
        "election_withdrawn" => say("seats.act-withdrawn").text("election", text("election")),
        "mandate_given" => say("attest.act-given"),
        "mandate_ended" => say("attest.act-ended"),
        "notice_given" => say("moves.act-notice").said("reason", words::outcome(text("reason"))),
        "pass_made" => say("reach.act-pass"),
        "register_taken" => say("register.act-taken").count("n", count("new")),
        "proposal_rules_set" => say("proposals.act-rules"),
        "proposal_sent_on_behalf" => say("proposals.act-behalf"),
        "proposal_answered" => say("proposals.act-answered"),
        "contribution_read" => say("proposals.act-read").said("outcome", verdict(text("outcome"))),
        "refusal_confirmed" => {
            say("proposals.act-second").said("outcome", verdict(text("outcome")))
        }
        "refusal_heard" => say("proposals.act-heard").said("outcome", verdict(text("outcome"))),
        "association_judged" => say(match text("outcome") {
            "known" => "groups.act-known",
            "ended" => "groups.act-ended",
            _ => "groups.act-not",
        }),
        "translated" => about("texts.act-translated")
            .text("project", text("project"))
            .text("language", endonym(text("language"))),
        "translation_checked" => about("texts.act-checked")
            .text("project", text("project"))
            .text("language", endonym(text("language"))),
        "text_recorded" => about("texts.act-recorded")
            .text("project", text("project"))
            .text("language", endonym(text("language"))),
        "translations_brought_in" => say("texts.act-brought-in")
            .count("n", count("count"))
            .text("language", endonym(text("language"))),
        "work_told" => about("works.act-told")
            .text("project", text("project"))
            .said("what", works::event_name(text("what"))),
        _ => evaluating(read),
    }
}

/// The acts around the evaluation of proposals.
fn evaluating(read: &ReadAct) -> Message {
    let say = Message::new;
    let text = |name: &str| read.detail.get(name).and_then(Value::as_str).unwrap_or_default();
    let count = |name: &str| read.detail.get(name).and_then(Value::as_u64).unwrap_or_default();
    match read.act.act.as_str() {
        "evaluation_rules_set" => say("evaluation.act-rules"),
        "proposal_handed_on" => say("evaluation.act-handed").count("n", count("proposal")),
        "proposal_reported" => say("evaluation.act-reported")
            .count("n", count("proposal"))
            .text("department", text("department")),
        "provisional_list_published" => say("evaluation.act-listed")
            .count("accepted", count("accepted"))
            .count("refused", count("refused")),
        "evaluation_appealed" => say("evaluation.act-appealed").count("n", count("proposal")),
        "evaluation_appeal_heard" => say(match text("outcome") {
            "granted" => "evaluation.act-granted",
            _ => "evaluation.act-upheld",
        })
        .count("n", count("proposal")),
        "ballot_numbered" => say("evaluation.act-numbered").count("n", count("count")),
        "joining_suggested" => {
            say("evaluation.act-join").count("part", count("part")).count("whole", count("whole"))
        }
        "joining_withdrawn" => say("evaluation.act-join-back"),
        "joining_answered" => say(match text("outcome") {
            "agreed" => "evaluation.act-join-yes",
            _ => "evaluation.act-join-no",
        }),
        other => said(other),
    }
}

fn topic(name: &str) -> Message {
    match name {
        "name" => Message::new("staff.topic-name"),
        "voters" => Message::new("staff.topic-voters"),
        "languages" => Message::new("staff.topic-languages"),
        "secrecy" => Message::new("staff.topic-secrecy"),
        "trustees" => Message::new("staff.topic-trustees"),
        other => said(other),
    }
}

fn movement(name: &str) -> Message {
    match name {
        "handed" => Message::new("staff.handed"),
        "returned" => Message::new("staff.returned"),
        "reissued" => Message::new("staff.reissued"),
        "paper" => Message::new("staff.paper"),
        other => said(other),
    }
}

/// What was said to a proposal or a comment.
fn verdict(name: &str) -> Message {
    match name {
        "publish" => Message::new("proposals.verdict-publish"),
        "change" => Message::new("proposals.verdict-change"),
        "refuse" => Message::new("proposals.verdict-refuse"),
        "undone" => Message::new("proposals.second-undo"),
        "upheld" => Message::new("proposals.stage-upheld"),
        "overturned" => Message::new("proposals.stage-overturned"),
        other => said(other),
    }
}

/// What takes two.
fn deed(name: &str) -> Message {
    match name {
        "open_ballot" => Message::new("staff.open-ballot"),
        "count_ballot" => Message::new("staff.count"),
        "publish_result" => Message::new("staff.publish"),
        "amend_ballot" => Message::new("staff.notice-new"),
        "change_staff" => Message::new("staff.accounts"),
        "import_roll" => Message::new("register.title"),
        "publish_shortlist" => Message::new("evaluation.list-publish"),
        other => said(other),
    }
}

/// What goes to the box.
fn order(name: &str) -> Message {
    match name {
        "open" => Message::new("staff.open-ballot"),
        "seed" => Message::new("staff.seed"),
        "decryptions" => Message::new("staff.files"),
        "publish" => Message::new("staff.publish"),
        "incident" => Message::new("staff.notice-new"),
        other => said(other),
    }
}
