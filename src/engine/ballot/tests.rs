use proptest::prelude::*;

use super::examples::contest_of;
use super::*;

fn record(contest: &Contest, text: &str) -> Result<Ballot, Vec<BallotFault>> {
    Ballot::from_bytes(contest, text.as_bytes())
}

#[test]
fn a_ballot_is_written_and_read_as_the_formats_say() {
    let contest = contest_of(BallotStyle::Approval { max: 3, min: 0 }, 5);
    let ballot = Answers::Marks(vec![4, 0]).parse(&contest).unwrap();

    assert_eq!(ballot.to_bytes(), br#"{"c":"pb","k":"approval","x":[0,4]}"#);
    assert_eq!(record(&contest, r#"{"c":"pb","k":"approval","x":[0,4]}"#), Ok(ballot));
}

#[test]
fn answers_of_another_kind_are_not_a_ballot() {
    let contest = contest_of(BallotStyle::Ranking { max: 3 }, 5);
    let faults = Answers::Marks(vec![0]).parse(&contest).unwrap_err();
    assert_eq!(faults, vec![BallotFault::WrongKind]);
}

#[test]
fn neither_answers_nor_ballots_show_their_content_when_printed() {
    let contest = contest_of(BallotStyle::Approval { max: 3, min: 0 }, 50);
    let answers = Answers::Marks(vec![42]);
    let ballot = answers.parse(&contest).unwrap();
    assert!(!format!("{answers:?} {ballot:?}").contains("42"));
}

/// Attack table: covert marking. A spelling that no booth writes could tell a buyer whose it is.
#[test]
fn covert_marking_by_order_repeats_or_zeros_is_refused() {
    let approval = contest_of(BallotStyle::Approval { max: 3, min: 0 }, 5);
    let points = contest_of(BallotStyle::Points { max_each: 5, total: 10 }, 5);
    for (contest, text, fault) in [
        (&approval, r#"{"c":"pb","k":"approval","x":[4,0]}"#, BallotFault::NotCanonical),
        (&approval, r#"{"c":"pb","k":"approval","x":[0,0]}"#, BallotFault::Repeated { index: 0 }),
        (&approval, r#"{"c":"pb","k":"approval","x":[0, 4]}"#, BallotFault::NotARecord),
        (&approval, r#"{"c":"pb","k":"approval","x":[0,4],"y":1}"#, BallotFault::NotARecord),
        (&approval, r#"{"c":"pb","k":"points","x":[0,4]}"#, BallotFault::WrongKind),
        (&approval, r#"{"c":"qb","k":"approval","x":[0,4]}"#, BallotFault::ContestMismatch),
        (&approval, r#"{"c":"pb","k":"approval","x":[4294967296]}"#, BallotFault::NotARecord),
        (&points, r#"{"c":"pb","k":"points","x":[[0,1],[1,0]]}"#, BallotFault::NotCanonical),
        (&points, r#"{"c":"pb","k":"points","x":[[1,1],[0,1]]}"#, BallotFault::NotCanonical),
        (&points, r#"{"c":"pb","k":"points","x":[[0,1,1]]}"#, BallotFault::NotARecord),
    ] {
        assert_eq!(record(contest, text), Err(vec![fault]), "{text}");
    }
}

#[test]
fn a_blank_ballot_is_valid_in_every_kind() {
    for (style, empty) in [
        (BallotStyle::Approval { max: 3, min: 2 }, Answers::Marks(vec![])),
        (BallotStyle::Knapsack, Answers::Marks(vec![])),
        (BallotStyle::ChooseOne, Answers::Marks(vec![])),
        (BallotStyle::Motion, Answers::Marks(vec![])),
        (BallotStyle::Points { max_each: 5, total: 10 }, Answers::Points(vec![(1, 0)])),
        (BallotStyle::Ranking { max: 3 }, Answers::Ranking(vec![])),
    ] {
        let contest = contest_of(style, 3);
        let ballot = empty.parse(&contest).unwrap();
        assert!(ballot.is_blank());
        assert_eq!(Ballot::from_bytes(&contest, &ballot.to_bytes()), Ok(ballot));
    }
}

/// Any style over a contest of `count` options, with answers of its kind.
fn style_and_answers() -> impl Strategy<Value = (BallotStyle, usize, Answers)> {
    (1_usize..130, 1_u32..40, 1_u32..1500).prop_flat_map(|(count, max, total)| {
        let index = 0..u32::try_from(count).unwrap() + 1;
        let list = prop::collection::vec(index.clone(), 0..20);
        let pairs = prop::collection::vec((index, 0..total), 0..20);
        prop_oneof![
            (Just(BallotStyle::Approval { max, min: 1 }), list.clone().prop_map(Answers::Marks)),
            (Just(BallotStyle::Knapsack), list.clone().prop_map(Answers::Marks)),
            (Just(BallotStyle::ChooseOne), list.clone().prop_map(Answers::Marks)),
            (
                Just(BallotStyle::Points { max_each: max * 30, total }),
                pairs.prop_map(Answers::Points)
            ),
            (Just(BallotStyle::Ranking { max }), list.prop_map(Answers::Ranking)),
        ]
        .prop_map(move |(style, answers)| (style, count, answers))
    })
}

proptest! {
    #[test]
    fn a_valid_ballot_is_read_back_and_never_longer_than_the_longest(
        (style, count, answers) in style_and_answers()
    ) {
        let contest = contest_of(style, count);
        if let Ok(ballot) = answers.parse(&contest) {
            let bytes = ballot.to_bytes();
            prop_assert!(canonical_bytes(&bytes));
            prop_assert!(bytes.len() <= longest_record(&contest));
            prop_assert_eq!(Ballot::from_bytes(&contest, &bytes), Ok(ballot));
        }
    }

    #[test]
    fn the_order_of_marks_is_irrelevant(mut marks in prop::collection::vec(0_u32..9, 0..9)) {
        let contest = contest_of(BallotStyle::Approval { max: 5, min: 2 }, 8);
        let first = Answers::Marks(marks.clone()).parse(&contest);
        marks.reverse();
        prop_assert_eq!(first, Answers::Marks(marks).parse(&contest));
    }

    #[test]
    fn no_bytes_make_the_reader_stumble(bytes: Vec<u8>) {
        let contest = contest_of(BallotStyle::Approval { max: 5, min: 2 }, 8);
        prop_assert!(Ballot::from_bytes(&contest, &bytes).is_err());
    }
}

fn canonical_bytes(bytes: &[u8]) -> bool {
    crate::canonical::parse_leaf(bytes).is_ok()
}
