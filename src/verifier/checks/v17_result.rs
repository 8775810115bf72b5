//! V17: the result follows from the published ballots, round by round and to the last fraction.
//!
//! The count is done again by this program's own rules (`count/`), written as the record of
//! docs/FORMATS.md section 6, and compared member by member with what was published. Three members
//! are left to V15: `ballots`, `blank` and `invalid`.

use crate::bundle::evidence::{Ballots, ContestEvidence, Evidence};
use crate::bundle::part::file_finding;
use crate::checks::v12_letters::reissued;
use crate::count::{Counting, Lots, margin, recount, withheld_record};
use crate::finding::{Blocked, Fault, Finding, Notice, Place, Verdict};
use crate::limits::RESULT_FILE;
use crate::papers::{Contest, Rule};
use crate::primitives::canonical::{Value, parse};
use crate::profile::Profile;

/// Members that V15 answers for.
const NOT_HERE: [&str; 3] = ["ballots", "blank", "invalid"];

pub fn check(evidence: &Evidence, out: &mut Verdict) -> Result<(), Blocked> {
    for (contest, own) in evidence.each_contest()? {
        if let Err(reason) = check_one(evidence, contest, own, out) {
            out.blocked(reason);
        }
    }
    Ok(())
}

fn check_one(
    evidence: &Evidence,
    contest: &Contest,
    own: &ContestEvidence,
    out: &mut Verdict,
) -> Result<(), Blocked> {
    let path = format!("results/{}.json", contest.id);
    let bytes = match evidence.files.read(&path, RESULT_FILE) {
        Ok(bytes) => bytes,
        Err(fault) => {
            out.found_all(&[file_finding(&path, fault)]);
            return Ok(());
        }
    };
    let published = match parse(&bytes) {
        Ok(published) => published,
        Err(fault) => {
            out.found(Place::file(&path), Fault::NotCanonical(fault));
            return Ok(());
        }
    };
    if let Rule::Foreign(rule) = &contest.rule {
        let (contest, rule) = (contest.id.clone(), rule.clone());
        return Err(Blocked::ForeignRule { contest, rule });
    }
    let ballots = own.ballots(&contest.id)?;
    let profile = Profile::of(contest, ballots).ok_or_else(|| Blocked::ForeignKind {
        contest: contest.id.clone(),
        kind: contest.kind.name().to_owned(),
    })?;
    let lots = Lots::of(contest, &own.tally()?.order);
    let counting = Counting::new(contest, &profile, &lots);
    let computed = match own.ballots {
        Ballots::Opened(_) => withheld_record(&counting),
        Ballots::Published(_) | Ballots::Withheld => recount(&counting, &published),
    };
    if let (Ballots::Published(_), Some(letters)) = (&own.ballots, reissued(evidence, &contest.id))
        && let Some(margin) = margin(&contest.rule, &computed).filter(|margin| letters >= *margin)
        && letters > 0
    {
        out.notice(Notice::MarginReached { contest: contest.id.clone(), letters, margin });
    }
    let mut differences = Vec::new();
    compare("", &published, &computed, &mut differences);
    for (member, stated, computed) in differences {
        let fault = Fault::ResultOther { stated, computed };
        out.found_all(&[Finding::new(Place::file(&path).member(&member), fault)]);
    }
    Ok(())
}

/// Walks two records and notes where they first differ inside each member.
fn compare(
    path: &str,
    published: &Value<'_>,
    computed: &Value<'_>,
    differences: &mut Vec<(String, String, String)>,
) {
    match (published, computed) {
        (Value::Map(stated), Value::Map(expected)) => {
            let keys: std::collections::BTreeSet<&str> =
                stated.iter().chain(expected).map(|(key, _)| key.as_ref()).collect();
            for key in keys.into_iter().filter(|key| !path.is_empty() || !NOT_HERE.contains(key)) {
                let of = |members: &[(std::borrow::Cow<'_, str>, Value<'_>)]| {
                    members.iter().position(|(name, _)| name == key)
                };
                let inside = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
                match (of(stated), of(expected)) {
                    (Some(a), Some(b)) => {
                        compare(&inside, &stated[a].1, &expected[b].1, differences);
                    }
                    (Some(a), None) => {
                        differences.push((inside, short(&stated[a].1), "-".to_owned()));
                    }
                    (None, Some(b)) => {
                        differences.push((inside, "-".to_owned(), short(&expected[b].1)));
                    }
                    (None, None) => {}
                }
            }
        }
        (Value::List(stated), Value::List(expected)) => {
            let longest = stated.len().max(expected.len());
            let both = |at| (stated.get(at), expected.get(at));
            // After the first differing item of a list the others follow from it.
            if let Some(at) = (0..longest).find(|at| both(*at).0 != both(*at).1) {
                let inside = format!("{path}[{at}]");
                match both(at) {
                    (Some(a), Some(b)) => compare(&inside, a, b, differences),
                    (a, b) => {
                        let or_none =
                            |value: Option<&Value<'_>>| value.map_or("-".to_owned(), short);
                        differences.push((inside, or_none(a), or_none(b)));
                    }
                }
            }
        }
        (stated, expected) if stated != expected => {
            differences.push((path.to_owned(), short(stated), short(expected)));
        }
        _ => {}
    }
}

/// A value in few characters, for a sentence.
fn short(value: &Value<'_>) -> String {
    const MOST: usize = 60;
    let text = value.write();
    if text.chars().count() <= MOST {
        text
    } else {
        text.chars().take(MOST).chain(['…']).collect()
    }
}
