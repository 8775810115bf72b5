//! Tests of the verifier on whole bundles.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the failure")]
#![allow(clippy::format_push_string, reason = "the fabricator is written to be read")]

mod fabricator;
mod twin;

mod agreement;
mod attacks;
mod bytes;
mod good;
mod hostile;
mod rules;
mod spoilt;
mod structural;
mod vectors;
mod withheld;
mod witness_http;
mod witnesses;

use fabricator::Work;
use morada_verify::{Check, Language, Options, Report};

/// Verifies a fabricated bundle by both verifiers, which must say the same.
fn verified(work: &Work, options: Options) -> Report {
    let folder = tempfile::tempdir().unwrap();
    work.save(folder.path());
    twin::verify_by_both(folder.path(), options)
}

/// What one check found: `code` and place of each finding.
fn findings(report: &Report, check: Check) -> Vec<(String, String)> {
    let json: serde_json::Value = serde_json::from_str(&report.json()).unwrap();
    let checks = json["checks"].as_array().unwrap();
    let of_check = checks.iter().find(|c| c["check"] == check.code().as_str()).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let found = of_check["findings"].as_array().unwrap().iter();
    found.map(|finding| (text(&finding["code"]), text(&finding["place"]))).collect()
}

/// Expects exactly one check to find exactly one thing.
fn expect_only(report: &Report, check: Check, code: &str, place: &str) {
    assert_eq!(report.found(), [check], "{}", report.text(Language::En));
    assert_eq!(findings(report, check), [(code.to_owned(), place.to_owned())]);
    assert_eq!(report.exit_code(), 1);
}
