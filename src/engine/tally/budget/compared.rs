//! The comparison step: would more voters prefer the outcome of most votes?
//!
//! Source: Wieliczka 2023 and equalshares.net ("comparison step"). The outcome of the rule stands
//! unless strictly more voters prefer that of most votes. A voter with nothing in one of the two
//! outcomes counts like anybody else: some programs forget them, and get other numbers.

use super::{Count, Election, Worth};
use crate::contest::Comparison;

/// How the two outcomes compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Who counted as preferring one.
    pub by: Comparison,
    /// Voters who prefer the outcome of the rule.
    pub prefer_rule: u64,
    /// Voters who prefer the outcome of most votes.
    pub prefer_most_votes: u64,
    /// All others.
    pub indifferent: u64,
    /// Whether the outcome of the rule stands.
    pub rule_stands: bool,
    /// The outcome of most votes.
    pub most_votes: Count,
    /// What the rule alone would fund.
    pub rule_funds: Vec<usize>,
}

/// Compares two outcomes, by approvals or points.
pub fn compare(
    election: &Election<'_>,
    by: Comparison,
    worth: Worth,
    rule: &[usize],
    most_votes: Count,
) -> Compared {
    let profile = election.profile;
    let funded_by = |funded: &[usize]| {
        let mut set = vec![false; profile.costs.len()];
        for &option in funded {
            set[option] = true;
        }
        set
    };
    let (ours, theirs) = (funded_by(rule), funded_by(&most_votes.funded));
    let (mut prefer_rule, mut prefer_most_votes) = (0, 0);
    for (g, &weight) in profile.weights().iter().enumerate() {
        let gain = |funded: &[bool]| {
            let liked = profile.worths(g, worth).filter(|(option, _)| funded[*option as usize]);
            liked.map(|(_, worth)| worth).sum::<i64>()
        };
        let (rule, most) = match by {
            Comparison::Satisfaction => (gain(&ours), gain(&theirs)),
            Comparison::Exclusion => (i64::from(gain(&ours) > 0), i64::from(gain(&theirs) > 0)),
        };
        prefer_rule += u64::from(weight) * u64::from(rule > most);
        prefer_most_votes += u64::from(weight) * u64::from(most > rule);
    }
    Compared {
        by,
        prefer_rule,
        prefer_most_votes,
        indifferent: profile.voters - prefer_rule - prefer_most_votes,
        rule_stands: prefer_most_votes <= prefer_rule,
        most_votes,
        rule_funds: rule.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contest::Misfit;
    use crate::tally::budget::most_votes;
    use crate::tally::budget::testing::Street;

    /// Four neighbours: most votes funds the playground for three; the other outcome is a mural
    /// for one and benches for two of the three.
    #[test]
    fn voters_with_nothing_in_one_outcome_count_too() {
        let street = Street::new(100, &[("Playground", 90), ("Benches", 70), ("Mural", 20)])
            .approve(2, &["Playground", "Benches"])
            .approve(1, &["Playground"])
            .approve(1, &["Mural"]);
        let profile = street.profile();
        let votes = profile.votes();
        let election = Election::plain(&profile, &votes);
        let most = || street.count(|task| most_votes::count(task, Misfit::Skip)).unwrap();
        let compared = compare(&election, Comparison::Satisfaction, Worth::Vote, &[1, 2], most());
        assert_eq!(
            (compared.prefer_rule, compared.prefer_most_votes, compared.indifferent),
            (1, 1, 2)
        );
        assert!(compared.rule_stands, "on a tie the outcome of the rule stands");
        let worse = compare(&election, Comparison::Exclusion, Worth::Vote, &[1], most());
        assert_eq!((worse.prefer_rule, worse.prefer_most_votes), (0, 1));
        assert!(!worse.rule_stands);
    }
}
