//! The report as JSON: stable codes for programs, English sentences beside them.

use serde_json::{Value, json};

use super::Report;
use super::conclusion::Conclusion;
use super::words::Language;
use crate::finding::{Finding, Notice, Status, Verdict};

pub fn write(report: &Report) -> String {
    let (can, cannot) = Conclusion::sort(report);
    let names = |list: &[Conclusion]| list.iter().map(|c| c.code()).collect::<Vec<_>>();
    let value = json!({
        "bundle": report.bundle,
        "can_conclude": names(&can),
        "cannot_conclude": names(&cannot),
        "checks": report.verdicts.iter().map(verdict).collect::<Vec<_>>(),
        "exit": report.exit_code(),
        "t": "report",
        "v": 1,
    });
    format!("{value:#}\n")
}

fn verdict(verdict: &Verdict) -> Value {
    let words = Language::En.words();
    let told = verdict.notices.iter().filter(|notice| **notice != Notice::NoSlip);
    json!({
        "blocked": verdict.blocked.iter().map(|reason| words.blocked(reason)).collect::<Vec<_>>(),
        "check": verdict.check.code(),
        "findings": verdict.findings.iter().map(finding).collect::<Vec<_>>(),
        "found": verdict.found,
        "notices": told.map(|notice| words.notice(notice)).collect::<Vec<_>>(),
        "status": match verdict.status() {
            Status::Passed => "passed",
            Status::Found => "found",
            Status::Blocked => "blocked",
            Status::NotAsked => "not_asked",
        },
        "title": words.title(verdict.check),
    })
}

fn finding(finding: &Finding) -> Value {
    let words = Language::En.words();
    let place = &finding.place;
    let mut value = json!({
        "code": finding.fault.code(),
        "place": words.place(place),
        "text": words.fault(&finding.fault),
    });
    let parts = [
        ("contest", place.contest.as_ref().map(|p| json!(p))),
        ("file", place.file.as_ref().map(|p| json!(p))),
        ("leaf", place.leaf.map(|p| json!(p))),
        ("line", place.line.map(|p| json!(p))),
        ("member", place.member.as_ref().map(|p| json!(p))),
    ];
    for (name, part) in parts {
        if let Some(part) = part {
            value[name] = part;
        }
    }
    value
}
