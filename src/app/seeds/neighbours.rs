//! The neighbours who vote in the demo: their codes and what they care for.

use morada_engine::ballot::Answers;
use morada_engine::contest::{BallotStyle, Contest, Papers};
use morada_engine::ids::ElectionId;
use morada_engine::sealing::VotingCode;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use crate::app::House;
use crate::app::hold_election::Marked;

/// The voting codes of a demo election, made again from the demo's own secret whenever needed.
pub fn demo_codes(house: &House, election: &ElectionId, letters: u64) -> Vec<VotingCode> {
    let mut chance = StdRng::from_seed(house.secret.key(&format!("morada/demo/codes/{election}")));
    (0..letters).map(|_| VotingCode::generate(&mut chance)).collect()
}

/// The first `count` voters with what each of them marks, the same at every start.
pub fn voters(
    house: &House,
    papers: &Papers,
    codes: Vec<VotingCode>,
    count: usize,
) -> Vec<(VotingCode, Marked)> {
    let mut chance = StdRng::from_seed(house.secret.key("morada/demo/marks"));
    codes.into_iter().take(count).map(|code| (code, neighbour(papers, &mut chance))).collect()
}

/// One neighbour's marks: everybody cares for some themes, and the first projects are well known.
fn neighbour(papers: &Papers, chance: &mut StdRng) -> Marked {
    let theme = ["memory", "nature", "care", "move", "learn", "play"][chance.random_range(0..6)];
    let mark = |contest: &Contest, chance: &mut StdRng| {
        let mut left = contest.budget;
        let mut marks = Vec::new();
        for (place, option) in (0u32..).zip(&contest.options) {
            let likely = if option.category == theme { 8 } else { 4 - place.min(8) / 4 };
            let fits = match contest.ballot {
                BallotStyle::Knapsack => left.checked_sub(option.cost).is_some(),
                BallotStyle::Approval { max, .. } => marks.len() < max as usize,
                BallotStyle::ChooseOne | BallotStyle::Motion => marks.is_empty(),
                BallotStyle::Points { .. } | BallotStyle::Ranking { .. } => false,
            };
            if fits && chance.random_range(0..10) < likely {
                left = left.checked_sub(option.cost).unwrap_or(left);
                marks.push(place);
            }
        }
        Answers::Marks(marks)
    };
    papers.contests.iter().map(|contest| (contest.id.clone(), mark(contest, chance))).collect()
}
