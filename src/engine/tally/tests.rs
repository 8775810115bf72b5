use super::*;
use crate::ballot::{Answers, examples};
use crate::canonical;
use crate::contest::{AddOneStop, Completion, Misfit, ShareStart, TiePolicy, Utility};
use crate::money::Money;

fn ballots(contest: &Contest, marks: &[&[u32]]) -> Vec<Ballot> {
    let parse = |marks: &&[u32]| Answers::Marks(marks.to_vec()).parse(contest).unwrap();
    marks.iter().map(parse).collect()
}

fn street(costs: &[u64], rule: Rule) -> Contest {
    let ballot = BallotStyle::Approval { min: 0, max: 9 };
    Contest { rule, ..examples::contest(ballot, costs) }
}

fn lot(contest: &Contest) -> LotOrder {
    LotOrder::new(contest.options.iter().rev().map(|option| option.id.clone()).collect()).unwrap()
}

fn most_votes() -> Rule {
    Rule::MostVotes { misfit: Misfit::Skip, ties: vec![TiePolicy::Lot], version: 1 }
}

/// The record of a small count, byte by byte: what a stranger's verifier has to arrive at.
#[test]
fn the_record_of_most_votes_has_one_spelling() {
    let contest = street(&[600, 500, 400], most_votes());
    let cast = ballots(&contest, &[&[0, 2], &[0], &[1, 2], &[1], &[]]);
    let outcome = tally(&contest, &cast, Some(&lot(&contest))).unwrap().with_invalid(1);
    let record = String::from_utf8(outcome.to_record().unwrap()).unwrap();
    assert_eq!(
        record,
        "{\"ballots\":6,\"blank\":1,\"budget\":1000,\"contest\":\"pb\",\"funded\":[\"3\",\"2\"],\
         \"invalid\":1,\"rounds\":[\
         {\"cost\":400,\"decision\":\"funded\",\"id\":\"3\",\"left\":600,\"votes\":2},\
         {\"cost\":500,\"decision\":\"funded\",\"id\":\"2\",\"left\":100,\"votes\":2},\
         {\"cost\":600,\"decision\":\"too_dear\",\"id\":\"1\",\"left\":100,\"votes\":2}],\
         \"rule\":{\"misfit\":\"skip\",\"name\":\"most_votes\",\"ties\":[\"lot\"],\"version\":1},\
         \"support\":[{\"id\":\"1\",\"votes\":2},{\"id\":\"2\",\"votes\":2},{\"id\":\"3\",\"votes\":2}],\
         \"t\":\"result\",\"ties\":[{\"by\":\"lot\",\"options\":[\"3\",\"2\",\"1\"],\"round\":0}],\
         \"total_cost\":900,\"v\":1,\"withheld\":false}"
    );
    assert!(canonical::parse(record.as_bytes()).is_ok());
}

/// Four voters with 250 each, and all three options are worth two votes: the cheapest, 300, is
/// bought first at 150 each, then 400 at 200 each. For 500 the second and third voter have 50 and
/// 100 left. With 350 each it is 150 and 200; with 450 each it is 250 and 300, enough, but then
/// everything costs 1200: the run with 350 stands.
#[test]
fn the_record_of_equal_shares_tells_payments_and_runs() {
    let rule = Rule::EqualShares {
        completion: Completion::Add1,
        increment: Money::from_minor(100).unwrap(),
        start: ShareStart::Exact,
        stop: AddOneStop::OverBudget,
        ties: vec![TiePolicy::Cheaper, TiePolicy::Lot],
        utility: Utility::Cost,
        version: 1,
    };
    let contest = street(&[400, 500, 300], rule);
    let cast = ballots(&contest, &[&[0], &[0, 1], &[1, 2], &[2]]);
    let outcome = tally(&contest, &cast, Some(&lot(&contest))).unwrap();
    let record = String::from_utf8(outcome.to_record().unwrap()).unwrap();
    assert_eq!(
        record,
        "{\"add1\":{\"runs\":[{\"cost\":700,\"voter_budget\":\"250\"},\
         {\"cost\":700,\"voter_budget\":\"350\"},{\"cost\":1200,\"voter_budget\":\"450\"}],\
         \"stop\":\"next_run_infeasible\"},\"ballots\":4,\"blank\":0,\"budget\":1000,\
         \"contest\":\"pb\",\"funded\":[\"3\",\"1\"],\"invalid\":0,\"rounds\":[\
         {\"cost\":300,\"effective_votes\":\"2\",\"id\":\"3\",\"max_payment\":\"150\",\
         \"paid_all_they_had\":0,\"supporters\":2},\
         {\"cost\":400,\"effective_votes\":\"2\",\"id\":\"1\",\"max_payment\":\"200\",\
         \"paid_all_they_had\":0,\"supporters\":2}],\
         \"rule\":{\"completion\":\"add1\",\"increment\":100,\"name\":\"equal_shares\",\
         \"start\":\"exact\",\"stop\":\"over_budget\",\"ties\":[\"cheaper\",\"lot\"],\
         \"utility\":\"cost\",\"version\":1},\
         \"support\":[{\"id\":\"1\",\"votes\":2},{\"id\":\"2\",\"votes\":2},{\"id\":\"3\",\"votes\":2}],\
         \"t\":\"result\",\"ties\":[{\"by\":\"cheaper\",\"options\":[\"3\",\"1\",\"2\"],\"round\":0}],\
         \"total_cost\":700,\"v\":1,\"voter_budget\":\"350\",\"withheld\":false}"
    );
}

#[test]
fn a_tie_without_a_lot_comes_back_as_a_value() {
    let contest = street(&[600, 600], most_votes());
    let cast = ballots(&contest, &[&[0], &[1]]);
    let needed = tally(&contest, &cast, None).unwrap_err();
    assert_eq!(
        needed.to_string(),
        "a lot is needed to say which project comes first, between 1, 2"
    );
    let drawn = tally(&contest, &cast, Some(&lot(&contest))).unwrap();
    assert_eq!(drawn.funded(), [1]);
}

#[test]
fn a_motion_needs_more_yes_than_no() {
    let ballot = BallotStyle::Motion;
    let rule = Rule::Motion { version: 1 };
    let contest = Contest { rule, ..examples::contest(ballot, &[0, 0, 0]) };
    let yes =
        tally(&contest, &ballots(&contest, &[&[0], &[0], &[1], &[2], &[2], &[]]), None).unwrap();
    assert_eq!(yes.funded(), [0]);
    let record = String::from_utf8(yes.to_record().unwrap()).unwrap();
    let round =
        "\"rounds\":[{\"abstain\":2,\"blank\":1,\"decision\":\"adopted\",\"no\":1,\"yes\":2}]";
    assert!(record.contains(round), "{record}");
    let equal = tally(&contest, &ballots(&contest, &[&[0], &[1]]), None).unwrap();
    assert!(equal.funded().is_empty(), "equal numbers reject");
}

#[test]
fn a_withheld_record_says_what_is_funded_and_no_figure() {
    let contest = street(&[600], most_votes());
    let outcome = tally(&contest, &ballots(&contest, &[&[0]]), None).unwrap();
    assert_eq!(
        String::from_utf8(outcome.to_withheld_record().unwrap()).unwrap(),
        "{\"contest\":\"pb\",\"funded\":[\"1\"],\"rule\":{\"misfit\":\"skip\",\"name\":\"most_votes\",\
         \"ties\":[\"lot\"],\"version\":1},\"t\":\"result\",\"v\":1,\"withheld\":true}"
    );
}
