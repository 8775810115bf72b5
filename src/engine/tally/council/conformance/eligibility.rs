//! Eligibility cases: rule and person to a decision with sorted reasons.

use serde::Deserialize;
use serde_json::Value;

use super::{Checks, Read, Unreadable};
use crate::eligibility::{Person, ReferenceDay, Rule, decide};

/// eligibility: the decision, or the refusal of a record that says what must not be said.
pub(super) fn decision(case: &Value, _read: Read<'_>) -> Result<Checks, Unreadable> {
    let rule = Rule::deserialize(&case["rule"])?;
    let ReferenceDay::On(day) = rule.on else {
        return Err(Unreadable("the case needs a day of the calendar".to_owned()));
    };
    let expected = &case["expected"];
    let refusal = ["refused", "rejected"].into_iter().find(|name| expected.get(name).is_some());
    let mut checks = Checks::default();
    match (Person::deserialize(&case["person"]), refusal) {
        (Ok(person), None) => {
            let found = decide(&rule, &person, day);
            checks.member(expected, "eligible", found.eligible);
            checks.member(expected, "reasons", found.reasons);
        }
        (Ok(_), Some(name)) => checks.equal(name, &expected[name], false),
        (Err(_), Some(name)) => checks.equal(name, &expected[name], true),
        (Err(why), None) => checks.equal("person", expected, format!("refused: {why}")),
    }
    Ok(checks)
}

#[cfg(test)]
mod tests {
    use super::super::{Verdict, conform};
    use serde_json::json;

    #[test]
    fn a_person_with_a_nationality_is_refused_and_never_decided() {
        let mut case = json!({
            "rule": {"on": "2026-05-01", "min_age": 16, "areas": ["city"], "basis": ["residence"],
                     "min_assurance": 2},
            "person": {"birth": "2000-01-01", "nationality": "x", "ties": []},
            "expected": {"eligible": false, "reasons": ["no_tie_in_area_on_date"]},
        });
        assert!(matches!(conform(&case, &|_| None), Verdict::Differed(_)));
        case["expected"] = json!({"refused": true});
        assert_eq!(conform(&case, &|_| None), Verdict::Agreed);
        case["person"]["nationality"].take();
        case["person"].as_object_mut().unwrap().remove("nationality");
        assert!(matches!(conform(&case, &|_| None), Verdict::Differed(_)));
    }
}
