//! What must hold for any bytes: readers never panic and read back what they write; rules spend no
//! more than there is, fill no more seats than there are and account for every vote.

use morada_engine::blt;
use morada_engine::contest::TiePolicy;
use morada_engine::cvr::{self, Candidates, Columns, Layout};
use morada_engine::money::Money;
use morada_engine::pabulib::{self, Instance, Limits, conformance};
use morada_engine::tally::budget::{self, Election, Marks, ProfileBuilder};
use morada_engine::tally::council::approval::{Approvals, equal_shares, pav, phragmen};
use morada_engine::tally::council::condorcet::schulze::Strength;
use morada_engine::tally::council::condorcet::{Duels, minimax, schulze, smith};
use morada_engine::tally::council::irv;
use morada_engine::tally::council::lists::{ListRule, apportion};
use morada_engine::tally::council::lots::LotOrder;
use morada_engine::tally::council::marks::Policy;
use morada_engine::tally::council::rankings::Rankings;
use morada_engine::tally::council::stv::{ers97, exact, meek, northern_ireland, scottish};

/// A target by its name.
pub type Target = fn(&[u8]);

/// Every target.
pub const TARGETS: &[(&str, Target)] = &[
    ("pb", pb),
    ("blt", blt),
    ("csv", csv),
    ("cases", cases),
    ("budget", budget),
    ("council", council),
];

/// A Pabulib file.
pub fn pb(bytes: &[u8]) {
    let limits = Limits { projects: 200, ballots: 2_000, ..Limits::default() };
    let Ok(instance) = pabulib::read(bytes, limits) else { return };
    let written = pabulib::write(&instance);
    let again = pabulib::read(&written.bytes, limits).expect("what is written can be read");
    assert_eq!(again.profile(), instance.profile());
    assert_eq!(pabulib::write(&again).bytes, written.bytes);
    if instance.projects.len() <= 12 && instance.ballots() <= 60 {
        spend(&instance);
    }
}

/// Every rule that fits the ballots stays within the budget.
fn spend(instance: &Instance) {
    let profile = instance.profile();
    let votes = profile.votes();
    let ranks = conformance::by_id(instance);
    let election =
        Election { lot: Some(&ranks), unit: instance.unit(), ..Election::plain(&profile, &votes) };
    // A step that ends any number of runs soon.
    let share = instance.budget / profile.voters.max(1);
    let step = Money::from_minor((share / 4).max(1)).expect("below the budget");
    let names: &[&str] = match profile.marks {
        Marks::Approval => &["greedy_votes", "mes_cost_add1u", "mes_card", "phragmen"],
        Marks::Points => &["greedy_score_per_cost", "mes_points_cost_add1", "mes_points_u"],
        Marks::Ranking => &["greedy_borda1", "mes_borda1_cost_add1", "mes_borda0"],
    };
    for name in names {
        let rule = conformance::rule_named(name, &[TiePolicy::Lot], step).expect("a known name");
        let count = budget::count(&rule, &election).expect("every tie has a lot");
        let spent: u128 =
            count.funded.iter().map(|&option| u128::from(profile.costs[option])).sum();
        assert!(spent <= u128::from(instance.budget), "{name} spends {spent}");
    }
}

/// A BLT file, and every rule for its ballots.
pub fn blt(bytes: &[u8]) {
    let Ok(file) = blt::read(bytes, &Policy::until_uncertain()) else { return };
    if let Ok(text) = blt::write(file.seats, &file.ballots, &file.names, &file.title) {
        let again = blt::read(text.as_bytes(), &Policy::until_uncertain()).expect("written");
        assert!(again.ballots.iter().eq(file.ballots.iter()));
    }
    if file.ballots.candidates() <= 12 {
        elect(&file.ballots, file.seats.min(20));
    }
}

fn elect(ballots: &Rankings, seats: usize) {
    let lots = LotOrder::lowest_number(ballots.candidates());
    let found = scottish::count(ballots, seats, &lots).expect("lots are given");
    for stage in &found.stages {
        let held: u64 = stage.votes.iter().map(|votes| votes.0).sum();
        assert_eq!(held + stage.nontransferable.0, ballots.valid() * 100_000);
    }
    let standing: Vec<usize> = ballots.standing().collect();
    let filled = seats.min(standing.len());
    assert_eq!(found.elected.len(), filled);
    assert_eq!(exact::count(ballots, seats, &lots).expect("lots").elected.len(), filled);
    assert_eq!(ers97::count(ballots, seats, &lots).expect("lots").elected.len(), filled);
    assert_eq!(northern_ireland::count(ballots, seats, &lots).expect("lots").elected.len(), filled);
    // Meek's iteration goes over all papers many times: only with as many as a fuzzer needs.
    if ballots.valid() < 1_000_000 {
        assert_eq!(meek::count(ballots, seats, &lots).expect("lots").elected.len(), filled);
    }
    irv::count(ballots, &lots).expect("lots are given");
    let duels = Duels::of(ballots);
    let smith = smith::set(&duels, &standing);
    for strength in [Strength::WinningVotes, Strength::Margins] {
        let winners = schulze::winners(&duels, &standing, strength);
        assert!(winners.iter().all(|winner| smith.contains(winner)));
    }
    minimax::winners(&duels, &standing);
}

/// Cast vote records in both layouts.
pub fn csv(bytes: &[u8]) {
    for columns in [Columns::Ranks, Columns::Candidates] {
        let layout = Layout { columns, ..Layout::by_rank() };
        let _ = cvr::read(bytes, &layout, &Candidates::Found);
    }
}

/// Cases in JSON: compared with whatever they expect, they agree, differ or are not supported.
pub fn cases(bytes: &[u8]) {
    use morada_engine::tally::council::conformance::conform;
    let Ok(case) = serde_json::from_slice::<serde_json::Value>(bytes) else { return };
    // Numbers that only make work: seats and candidates of a size no paper has.
    let large = |value: &serde_json::Value| value.as_u64().is_some_and(|number| number > 40);
    if ["seats", "n", "k"].iter().any(|name| case.get(name).is_some_and(large)) {
        return;
    }
    let text = "id,1,2\n1,A,B\n2,B,A\n3,B\n";
    let blt = "3 2\n10 1 2 0\n3 1 0\n3 2 0\n4 3 2 0\n0\n\"A\"\n\"B\"\n\"C\"\n\"T\"\n";
    let read = |path: &str| {
        Some(if path.ends_with(".csv") { text.as_bytes() } else { blt.as_bytes() }.to_vec())
    };
    if case.get("generator").is_none() {
        let _ = conform(&case, &read);
    }
}

/// Bytes as numbers: a small street, counted by rules that read no file.
pub fn budget(bytes: &[u8]) {
    let [projects, budget, rest @ ..] = bytes else { return };
    let projects = usize::from(projects % 7) + 1;
    if rest.len() < projects || rest.len() > 60 {
        return;
    }
    let (costs, marks) = rest.split_at(projects);
    let costs: Vec<u64> = costs.iter().map(|cost| u64::from(*cost % 32)).collect();
    let mut builder = ProfileBuilder::new(Marks::Points, costs.clone(), u64::from(*budget));
    for ballot in marks.chunks(2) {
        let given = |bit: usize| {
            let points = i64::from(ballot.last().copied().unwrap_or(1) % 5);
            (ballot[0] >> bit & 1 == 1).then_some((bit as u32, points))
        };
        builder.give((0..projects).filter_map(given));
    }
    let profile = builder.build();
    let votes = profile.votes();
    let ranks: Vec<usize> = (0..projects).collect();
    let election = Election { lot: Some(&ranks), ..Election::plain(&profile, &votes) };
    let one = Money::from_minor(1).expect("one");
    for name in [
        "greedy_votes", "greedy_votes_per_cost", "greedy_score", "mes_cost", "mes_cost_add1",
        "mes_card_add1u", "mes_points", "mes_points_cost_add1_int_nostop", "phragmen",
    ] {
        let rule = conformance::rule_named(name, &[TiePolicy::Lot], one).expect("a known name");
        let count = budget::count(&rule, &election).expect("every tie has a lot");
        let spent: u64 = count.funded.iter().map(|&option| costs[option]).sum();
        assert!(spent <= u64::from(*budget), "{name} spends {spent}");
    }
}

/// Bytes as numbers: a small council.
pub fn council(bytes: &[u8]) {
    let [candidates, seats, papers @ ..] = bytes else { return };
    let candidates = usize::from(candidates % 6) + 1;
    let seats = usize::from(seats % 6) + 1;
    if papers.len() > 64 {
        return;
    }
    let mut builder = Rankings::builder(candidates).expect("a few");
    for paper in papers.chunks(4) {
        let mut ranking: Vec<u16> = Vec::new();
        for mark in &paper[1..] {
            let mark = u16::from(*mark) % candidates as u16;
            if !ranking.contains(&mark) {
                ranking.push(mark);
            }
        }
        builder.push(u64::from(paper[0] % 8), &ranking).expect("few papers");
    }
    elect(&builder.finish(), seats);
    let votes: Vec<u64> = papers.iter().take(9).map(|votes| u64::from(*votes)).collect();
    for rule in ListRule::ALL {
        let found = apportion(rule, &votes, seats as u64, None);
        let open = found.tie.as_ref().map_or(0, |tie| tie.seats_to_draw);
        let given: u64 = found.seats.iter().sum();
        assert_eq!(given + open + found.unfilled, seats as u64 + found.over, "{rule:?}");
    }
    let sets = papers.chunks(2).map(|paper| {
        let bits = paper.last().copied().unwrap_or(0);
        let set = (0..candidates).filter(|bit| bits >> bit & 1 == 1).collect();
        (u64::from(paper[0] % 8), set)
    });
    let ballots = Approvals::new(candidates, sets).expect("known candidates");
    let lots = LotOrder::lowest_number(candidates);
    let filled = seats.min(candidates);
    assert_eq!(phragmen::sequential(&ballots, seats, &lots).expect("lots").order().len(), filled);
    assert_eq!(equal_shares::count(&ballots, seats, &lots).expect("lots").order().len(), filled);
    let best = pav::optimal(&ballots, seats).expect("a small one");
    assert!(best.committees.iter().all(|committee| committee.len() == filled));
}
