//! What the trustees are asked to open once the box is closed: `to-open-<ct>.jsonl`.

use morada_engine::bundle::writer::to_open_file;
use morada_engine::ids::{ContestId, ElectionId};
use morada_engine::sealing::ToOpen;

use super::bundle::{ledger_files, setup_files};
use super::cosign::close_is_witnessed;
use super::count::to_open_lines;
use super::{BundleFile, House};
use crate::store::StoreError;
use crate::store::urn::{CountedRow, Election, Stage};

/// The file for the trustees of one contest; `None` before the close is witnessed, and when the server
/// holds the key itself.
///
/// It names no more than the ballots that count. A ballot that was replaced is asked of nobody.
///
/// # Errors
/// [`StoreError`].
pub async fn to_open(
    house: &House,
    election: &ElectionId,
    contest: &ContestId,
) -> Result<Option<Vec<u8>>, StoreError> {
    let Some(found) = house.urn.election(election).await? else {
        return Ok(None);
    };
    let closed = match found.stage {
        Stage::Sealed | Stage::Open => false,
        Stage::Closed | Stage::Counted | Stage::Published => true,
    };
    if !closed || found.trustees.is_held_by_server() || found.contest(contest).is_none() {
        return Ok(None);
    }
    if !close_is_witnessed(house, &found).await? {
        return Ok(None);
    }
    let rows = house.urn.counted(election).await?;
    let own: Vec<&CountedRow> = rows.iter().filter(|row| row.contest == *contest).collect();
    let lines: Vec<ToOpen> = to_open_lines(&own)?;
    Ok(Some(to_open_file(&lines)))
}

/// All that a trustee needs to look at before opening anything: what is asked for, and the closed
/// ledger with its setup and its checkpoint. `None` unless the box is closed, the close is witnessed,
/// nothing is counted yet, and trustees hold the key.
///
/// All of it is public, and none of it opens a ballot.
///
/// # Errors
/// [`StoreError`].
pub async fn for_trustees(
    house: &House,
    election: &ElectionId,
) -> Result<Option<Vec<BundleFile>>, StoreError> {
    let found = house.urn.election(election).await?;
    let waiting =
        |found: &Election| found.stage == Stage::Closed && !found.trustees.is_held_by_server();
    let Some(found) = found.filter(waiting) else {
        return Ok(None);
    };
    if !close_is_witnessed(house, &found).await? {
        return Ok(None);
    }
    let mut files = setup_files(&found);
    files.extend(ledger_files(house, election).await?);
    for contest in &found.papers.contests {
        if let Some(bytes) = to_open(house, election, &contest.id).await? {
            files.push(BundleFile { path: format!("to-open-{}.jsonl", contest.id), bytes });
        }
    }
    Ok(Some(files))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use morada_engine::ballot::Answers;
    use morada_engine::bundle::{Bundle, BundlePath};
    use morada_engine::contest::{
        BallotStyle, Contest, ContestOption, Misfit, Openings, Papers, Rule, Text, TiePolicy,
    };
    use morada_engine::ids::OptionId;
    use morada_engine::money::Money;
    use morada_engine::sealing::{ShareSecret, TrusteeSet};
    use morada_engine::time::Timestamp;
    use morada_keys::ceremony;

    use super::*;
    use crate::app::hold_election::{cast_all, credlists, make_codes};
    use crate::app::order::{Act, Order};
    use crate::app::{FileFault, OrderRefusal, annex, bundle, carry_out, sequencer};
    use crate::clock::Clock;
    use crate::config::{Config, Secret};

    const NOON: u64 = 1_790_000_000;

    fn election() -> ElectionId {
        ElectionId::parse("op-2026").unwrap()
    }

    fn city() -> ContestId {
        ContestId::parse("city").unwrap()
    }

    fn papers() -> Papers {
        let option = |number: u32| ContestOption {
            category: String::new(),
            cost: Money::from_minor(100).unwrap(),
            id: OptionId::parse(&number.to_string()).unwrap(),
            number,
            place: String::new(),
            summary: Text::default(),
            title: Text::new([("pt", "Projeto")]),
        };
        let contest = Contest {
            ballot: BallotStyle::Approval { max: 2, min: 0 },
            budget: Money::from_minor(200).unwrap(),
            id: city(),
            options: (1..=3).map(option).collect(),
            rule: Rule::MostVotes { misfit: Misfit::Skip, ties: vec![TiePolicy::Lot], version: 1 },
            title: Text::new([("pt", "Cidade")]),
        };
        Papers {
            authority: "lisboa.example".to_owned(),
            batch_interval_s: 60,
            batch_min: 3,
            closes_at: Timestamp::from_unix(NOON + 7200),
            contests: vec![contest],
            currency: "EUR".to_owned(),
            currency_exponent: 2,
            election: election(),
            languages: vec!["pt".to_owned()],
            openings: Openings::Observers,
            opens_at: Timestamp::from_unix(NOON + 3600),
            place: Text::new([("pt", "Lisboa")]),
            small_group: 10,
            t: "papers".to_owned(),
            time_zone: "Europe/Lisbon".to_owned(),
            title: Text::new([("pt", "Orçamento")]),
            v: 1,
        }
    }

    async fn act(house: &House, act: Act) {
        carry_out(house, &Order { election: election(), act }).await.unwrap();
    }

    /// A trustee's answer to what is asked.
    fn answer(house: &House, share: &ShareSecret, asked: &[u8]) -> String {
        let mut lines = String::new();
        for line in asked.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            let ask = ToOpen::parse(line).unwrap();
            let chance = &mut house.chance();
            let part = share.decrypt(&election(), ask.commitment, ask.point, chance).unwrap();
            lines.push_str(std::str::from_utf8(&part.to_line()).unwrap());
            lines.push('\n');
        }
        lines
    }

    /// Twelve voters, three trustees of whom one has another vote's share: it is refused by its first
    /// line, the count goes on with the other two, and what is published can be read back by the
    /// engine's own reader.
    #[tokio::test]
    async fn two_good_trustees_of_three_open_the_box_after_the_close() {
        let folder = tempfile::tempdir().unwrap();
        let config = Config { data: folder.path().to_path_buf(), ..Config::default() };
        let clock = Clock::standing_at(Timestamp::from_unix(NOON));
        let house = Arc::new(House::open(config, Secret::random(), clock).await.unwrap());
        let names = ["Ana", "Rui", "Noor"];
        let ceremony = |house: &House| -> (TrusteeSet, Vec<ShareSecret>) {
            ceremony::in_memory(&election(), &names, 2, &mut house.chance()).unwrap()
        };
        let (trustees, shares) = ceremony(&house);
        let (_, strangers) = ceremony(&house);
        let officers = ["Eva, elections".to_owned(), "Leo, archive".to_owned()];
        let codes = make_codes(&house, 12);
        let papers = papers();
        act(
            &house,
            Act::Open {
                papers: Box::new(papers.clone()),
                trustees: String::from_utf8(trustees.to_bytes().unwrap()).unwrap(),
                witnesses: "quorum none".to_owned(),
                credlists: credlists(&papers, &codes),
                officers: officers.clone(),
            },
        )
        .await;
        house.clock().set(papers.opens_at);
        sequencer::tick(&house).await.unwrap();
        let mark = |n: u32| BTreeMap::from([(city(), Answers::Marks(vec![n % 3]))]);
        let voters = codes.into_iter().zip((0..).map(mark)).collect();
        cast_all(&house, &election(), voters, |_| {}).await.unwrap();
        let early = to_open(&house, &election(), &city()).await.unwrap();
        assert_eq!(early, None, "nothing is asked of trustees before the close");

        house.clock().set(papers.closes_at);
        sequencer::tick(&house).await.unwrap();
        let asked = to_open(&house, &election(), &city()).await.unwrap().unwrap();
        assert_eq!(asked.split_inclusive(|byte| *byte == b'\n').count(), 12);
        let hand_in = async |trustee: u16, lines: String| {
            let act = Act::Decryptions { contest: city(), trustee, lines };
            match carry_out(&house, &Order { election: election(), act }).await {
                Ok(()) => None,
                Err(OrderRefusal::Decryptions(fault)) => Some(fault),
                Err(other) => panic!("{other}"),
            }
        };
        let [first, second, third] =
            [&shares[0], &strangers[1], &shares[2]].map(|share| answer(&house, share, &asked));
        assert_eq!(hand_in(2, second).await, Some(FileFault::Proof { line: 1 }));
        assert_eq!(hand_in(4, first.clone()).await, Some(FileFault::Nobody));
        assert_eq!(
            hand_in(2, third.clone()).await,
            Some(FileFault::OtherShare { trustee: 3 }),
            "whose it is can be told from its first line"
        );
        let (half, twice) = (first[..first.len() / 2].to_owned(), first.clone() + &first);
        let unread = format!("{half}{{}}\n");
        assert_eq!(hand_in(1, half).await, Some(FileFault::Missing { ballots: 6 }));
        assert_eq!(hand_in(1, unread).await, Some(FileFault::Line { line: 7 }));
        assert_eq!(hand_in(1, twice).await, Some(FileFault::NotAsked { line: 13 }));
        let (at, to) = (first.rfind("\"z\":\"").unwrap() + 5, first.len() - 4);
        let mut spoilt = first.clone();
        spoilt.replace_range(at..to, &first[first.find("\"z\":\"").unwrap() + 5..][..to - at]);
        assert_eq!(hand_in(1, spoilt).await, Some(FileFault::Proof { line: 12 }));
        assert_eq!(hand_in(1, first).await, None);
        assert_eq!(hand_in(3, third).await, None);
        let seed = "57967001680055984683".to_owned();
        let minutes = format!("Rolled at noon: {seed}\n");
        act(&house, Act::Seed { seed, minutes, officers: officers.clone() }).await;
        sequencer::tick(&house).await.unwrap();
        act(&house, Act::Publish { roll: Vec::new(), officers }).await;

        let files = bundle(&house, &election()).await.unwrap().unwrap();
        let kept = annex(&house, &election()).await.unwrap();
        let files = files
            .into_iter()
            .chain(kept)
            .map(|file| (BundlePath::parse(&file.path).expect(&file.path), file.bytes))
            .collect();
        let read = Bundle::read(files).unwrap();
        assert_eq!(read.trustees, trustees);
        let outcome = read.outcome.unwrap();
        assert_eq!(outcome.ballots[&city()].len(), 12);
        let annex = read.annex.unwrap();
        assert_eq!(annex.openings[&city()].len(), 12);
        assert_eq!(annex.to_open[&city()].len(), 12);
        assert_eq!(annex.decryptions.len(), 2, "a useless answer never came in");
    }
}
