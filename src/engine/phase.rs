//! The year of a participatory budget: where a process is, and what a late step waits for.
//!
//! Phases are dated and move by the clock; nobody presses a button to move them, and nothing stores
//! "the phase". It is worked out from three arguments, the calendar, the facts and the time, so two
//! nodes, the home page and an observer always agree. A step that needs facts ("every project has a
//! price") is refused with the list of what is missing, and so is every step behind it.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// Where a process is. Any phase can be left out of a calendar; the order is always this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Being prepared; nobody but staff sees it. Has no date: it is there from the start.
    Draft,
    /// Residents are told what will happen.
    Informing,
    /// Proposals are taken.
    Accepting,
    /// Proposals are checked for admissibility, and equal ones merged.
    Reviewing,
    /// Residents support proposals until enough stand behind them.
    Supporting,
    /// Departments say what is feasible, and what it costs.
    Evaluating,
    /// The provisional list of projects is public.
    Provisional,
    /// Whoever was refused can object.
    Appeals,
    /// The list of projects is final.
    FinalList,
    /// Ballots are taken.
    Balloting,
    /// The box is closed and counted.
    Counting,
    /// The result is public.
    Published,
    /// Funded projects are being built.
    Implementing,
    /// Every promise was kept or answered for.
    Closed,
}

impl Phase {
    /// Every phase, in order.
    pub const ALL: [Phase; 14] = [
        Phase::Draft,
        Phase::Informing,
        Phase::Accepting,
        Phase::Reviewing,
        Phase::Supporting,
        Phase::Evaluating,
        Phase::Provisional,
        Phase::Appeals,
        Phase::FinalList,
        Phase::Balloting,
        Phase::Counting,
        Phase::Published,
        Phase::Implementing,
        Phase::Closed,
    ];

    /// The phase's name in tables and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Phase::Draft => "draft",
            Phase::Informing => "informing",
            Phase::Accepting => "accepting",
            Phase::Reviewing => "reviewing",
            Phase::Supporting => "supporting",
            Phase::Evaluating => "evaluating",
            Phase::Provisional => "provisional",
            Phase::Appeals => "appeals",
            Phase::FinalList => "final_list",
            Phase::Balloting => "balloting",
            Phase::Counting => "counting",
            Phase::Published => "published",
            Phase::Implementing => "implementing",
            Phase::Closed => "closed",
        }
    }

    /// The phase of that name.
    pub fn from_name(name: &str) -> Option<Phase> {
        Phase::ALL.into_iter().find(|phase| phase.name() == name)
    }
}

/// The first second of a phase. It ends where the next one of its calendar starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dated {
    /// The phase.
    pub phase: Phase,
    /// Its first second.
    pub starts_at: Timestamp,
}

/// Why dates do not make a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CalendarFault {
    /// The draft needs no date.
    #[error("the draft has no date of its own")]
    DraftIsDated,
    /// One phase has two dates.
    #[error("{} has two dates", .0.name())]
    Twice(Phase),
    /// A phase starts before, or together with, one that comes before it.
    #[error("{} starts before {} is over", .later.name(), .earlier.name())]
    OutOfOrder {
        /// The phase that comes first in the year.
        earlier: Phase,
        /// The one that comes later, but is dated no later.
        later: Phase,
    },
    /// Ballots are taken, but no date says until when.
    #[error("voting has no end: counting has no date")]
    VotingHasNoEnd,
    /// Something is counted or published that nobody could vote on.
    #[error("{} has a date, but voting has none", .0.name())]
    NothingToCount(Phase),
}

/// The dates of a process, in the order of the year. Only [`Calendar::parse`] makes one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar(Vec<Dated>);

impl Calendar {
    /// Reads dates in any order.
    ///
    /// # Errors
    /// Every fault at once, so that all can be mended in one go.
    pub fn parse(mut dates: Vec<Dated>) -> Result<Self, Vec<CalendarFault>> {
        dates.sort_by_key(|dated| dated.phase);
        let has = |phase| dates.iter().any(|dated| dated.phase == phase);

        let mut faults: Vec<CalendarFault> = dates
            .windows(2)
            .filter_map(|pair| match (pair[0], pair[1]) {
                (a, b) if a.phase == b.phase => Some(CalendarFault::Twice(a.phase)),
                (a, b) if a.starts_at >= b.starts_at => {
                    Some(CalendarFault::OutOfOrder { earlier: a.phase, later: b.phase })
                }
                _ => None,
            })
            .collect();
        if has(Phase::Draft) {
            faults.push(CalendarFault::DraftIsDated);
        }
        if has(Phase::Balloting) && !has(Phase::Counting) {
            faults.push(CalendarFault::VotingHasNoEnd);
        }
        if !has(Phase::Balloting) {
            let after = [Phase::Counting, Phase::Published].into_iter().filter(|phase| has(*phase));
            faults.extend(after.map(CalendarFault::NothingToCount));
        }
        if faults.is_empty() { Ok(Self(dates)) } else { Err(faults) }
    }

    /// The dates, in order.
    pub fn dates(&self) -> &[Dated] {
        &self.0
    }

    /// The first second of `phase`, if the calendar has it.
    pub fn starts_at(&self, phase: Phase) -> Option<Timestamp> {
        self.0.iter().find(|dated| dated.phase == phase).map(|dated| dated.starts_at)
    }

    /// The first second after `phase`: the start of the next one the calendar has.
    pub fn ends_at(&self, phase: Phase) -> Option<Timestamp> {
        self.0.iter().find(|dated| dated.phase > phase).map(|dated| dated.starts_at)
    }

    /// Where a process stands at `now`: as far as both the clock and the facts let it go.
    pub fn standing(&self, facts: &Facts, now: Timestamp) -> Standing {
        let mut standing = Standing { phase: Phase::Draft, since: None, waiting: None, next: None };
        for step in &self.0 {
            if step.starts_at > now {
                standing.next = Some(*step);
                break;
            }
            let missing = facts.missing_for(step.phase);
            if !missing.is_empty() {
                standing.waiting = Some(Waiting { step: *step, missing });
                break;
            }
            standing.phase = step.phase;
            standing.since = Some(step.starts_at);
        }
        standing
    }
}

/// How far the urn says it is. The office learns it from the published ledger, never from the box.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum BoxState {
    /// Nothing was sealed yet.
    #[default]
    Unsealed,
    /// Sealed and opened by two officers; takes ballots when the clock says so.
    Opened,
    /// Closed by the clock.
    Closed,
    /// Opened by the trustees and counted; not public yet.
    Counted,
    /// The bundle is public.
    Published,
}

/// Where the projects of a ballot come from, and how far that is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Source {
    /// The municipality writes them.
    #[default]
    Written,
    /// Departments evaluate proposals; the provisional list is not public.
    Evaluating {
        /// Proposals whose outcome is not known.
        open: u32,
    },
    /// The provisional list is public.
    Listed {
        /// Objections that nobody has heard.
        unheard: u32,
        /// Accepted proposals without a number on the ballot.
        unnumbered: u32,
    },
}

/// What is known of a process, as far as its steps depend on it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Contests set up.
    pub contests: u32,
    /// Projects on all ballots together.
    pub projects: u32,
    /// Projects nobody has priced.
    pub without_price: u32,
    /// How often the rules were published, counting only versions equal to what is set up now.
    pub rules_in_force: u32,
    /// What the urn says.
    pub ballot_box: BoxState,
    /// Where the projects come from.
    pub source: Source,
}

/// One thing a step waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// The rules, in plain words, as they are set up now.
    PublishedRules,
    /// A contest.
    Contest,
    /// A project.
    Project,
    /// The price of this many projects.
    Prices(u32),
    /// The provisional list, with the outcome of this many proposals.
    ProvisionalList(u32),
    /// The answer to this many objections.
    Appeals(u32),
    /// The ballot number of this many proposals.
    BallotNumbers(u32),
    /// The opening by two officers.
    Opening,
    /// The published result.
    Result,
}

impl Facts {
    /// What must be there before `phase` can begin, and is not. Sorted.
    pub fn missing_for(&self, phase: Phase) -> Vec<Missing> {
        let rules = (self.rules_in_force == 0).then_some(Missing::PublishedRules);
        let contest = (self.contests == 0).then_some(Missing::Contest);
        let project = (self.projects == 0).then_some(Missing::Project);
        let prices = (self.without_price > 0).then_some(Missing::Prices(self.without_price));
        let opening = (self.ballot_box < BoxState::Opened).then_some(Missing::Opening);
        let result = (self.ballot_box < BoxState::Published).then_some(Missing::Result);

        let (list, unheard, unnumbered) = match self.source {
            Source::Written => (None, None, None),
            Source::Evaluating { open } => (Some(Missing::ProvisionalList(open)), None, None),
            Source::Listed { unheard, unnumbered } => (
                None,
                (unheard > 0).then_some(Missing::Appeals(unheard)),
                (unnumbered > 0).then_some(Missing::BallotNumbers(unnumbered)),
            ),
        };
        let needed: &[Option<Missing>] = match phase {
            // Counting begins because voting is over, whatever is missing: a box nobody closes
            // would go on taking ballots.
            Phase::Draft | Phase::Counting | Phase::Implementing | Phase::Closed => &[],
            Phase::Informing
            | Phase::Accepting
            | Phase::Reviewing
            | Phase::Supporting
            | Phase::Evaluating => &[rules],
            // Proposals become projects when the list is final, so nothing is on the ballot before.
            Phase::Provisional | Phase::Appeals if self.source != Source::Written => &[rules, list],
            Phase::Provisional | Phase::Appeals => &[rules, contest, project, prices],
            Phase::FinalList => &[rules, contest, project, prices, list, unheard, unnumbered],
            Phase::Balloting => {
                &[rules, contest, project, prices, list, unheard, unnumbered, opening]
            }
            Phase::Published => &[result],
        };
        needed.iter().copied().flatten().collect()
    }
}

/// Where a process stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The phase it is in.
    pub phase: Phase,
    /// When that phase began; `None` for the draft.
    pub since: Option<Timestamp>,
    /// The step that is due and refused, with what it waits for.
    pub waiting: Option<Waiting>,
    /// The next step of the calendar, when nothing holds the process back.
    pub next: Option<Dated>,
}

/// A step that is due, and what it waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The step.
    pub step: Dated,
    /// Everything that is missing; never empty.
    pub missing: Vec<Missing>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(number: u64) -> Timestamp {
        Timestamp::from_unix(number * 86_400)
    }

    fn dated(dates: &[(Phase, u64)]) -> Vec<Dated> {
        dates.iter().map(|(phase, on)| Dated { phase: *phase, starts_at: day(*on) }).collect()
    }

    /// A small year: rules are told on day 1, voting runs from day 10 to day 20, the result is
    /// public on day 22.
    fn year() -> Calendar {
        Calendar::parse(dated(&[
            (Phase::Informing, 1),
            (Phase::Balloting, 10),
            (Phase::Counting, 20),
            (Phase::Published, 22),
        ]))
        .unwrap()
    }

    fn ready() -> Facts {
        Facts {
            contests: 1,
            projects: 12,
            without_price: 0,
            rules_in_force: 1,
            ballot_box: BoxState::Opened,
            source: Source::Written,
        }
    }

    #[test]
    fn a_process_moves_by_the_clock_and_by_nothing_else() {
        let published = Facts { ballot_box: BoxState::Published, ..ready() };
        let phases: Vec<Phase> = [0, 1, 9, 10, 19, 20, 22]
            .into_iter()
            .map(|on| year().standing(&published, day(on)).phase)
            .collect();
        assert_eq!(
            phases,
            [
                Phase::Draft,
                Phase::Informing,
                Phase::Informing,
                Phase::Balloting,
                Phase::Balloting,
                Phase::Counting,
                Phase::Published
            ]
        );
    }

    #[test]
    fn voting_does_not_begin_while_two_projects_have_no_price_and_nobody_opened() {
        let facts = Facts { without_price: 2, ballot_box: BoxState::Unsealed, ..ready() };
        let standing = year().standing(&facts, day(10));
        assert_eq!(standing.phase, Phase::Informing);
        let waiting = standing.waiting.unwrap();
        assert_eq!(waiting.step.phase, Phase::Balloting);
        assert_eq!(waiting.missing, [Missing::Prices(2), Missing::Opening]);
    }

    /// Projects come from proposals: the provisional list waits for their outcomes and not for projects, and the
    /// final one for the objections and for the lot.
    #[test]
    fn a_list_of_evaluated_proposals_waits_for_outcomes_objections_and_numbers() {
        let facts = |source| Facts { contests: 1, rules_in_force: 1, source, ..Facts::default() };
        let open = facts(Source::Evaluating { open: 3 });
        assert_eq!(open.missing_for(Phase::Provisional), [Missing::ProvisionalList(3)]);
        let listed = facts(Source::Listed { unheard: 1, unnumbered: 2 });
        assert_eq!(listed.missing_for(Phase::Appeals), []);
        assert_eq!(
            listed.missing_for(Phase::FinalList),
            [Missing::Project, Missing::Appeals(1), Missing::BallotNumbers(2)]
        );
        assert_eq!(facts(Source::Written).missing_for(Phase::Provisional), [Missing::Project]);
    }

    #[test]
    fn a_ballot_that_nobody_opened_is_not_counted_when_its_end_has_passed() {
        let facts = Facts { ballot_box: BoxState::Unsealed, ..ready() };
        assert_eq!(year().standing(&facts, day(30)).phase, Phase::Informing);
    }

    #[test]
    fn voting_ends_on_the_second_even_if_the_urn_has_not_told_yet() {
        let last = Timestamp::from_unix(day(20).unix() - 1);
        assert_eq!(year().standing(&ready(), last).phase, Phase::Balloting);
        assert_eq!(year().standing(&ready(), day(20)).phase, Phase::Counting);
    }

    #[test]
    fn support_that_ends_after_voting_starts_is_named_with_every_other_fault() {
        let faults = Calendar::parse(dated(&[
            (Phase::Supporting, 12),
            (Phase::Balloting, 10),
            (Phase::Draft, 0),
        ]))
        .unwrap_err();
        assert_eq!(
            faults,
            [
                CalendarFault::OutOfOrder { earlier: Phase::Supporting, later: Phase::Balloting },
                CalendarFault::DraftIsDated,
                CalendarFault::VotingHasNoEnd,
            ]
        );
    }

    #[test]
    fn a_result_without_a_vote_is_refused() {
        let faults = Calendar::parse(dated(&[(Phase::Published, 3), (Phase::Published, 4)]));
        assert_eq!(
            faults,
            Err(vec![
                CalendarFault::Twice(Phase::Published),
                CalendarFault::NothingToCount(Phase::Published)
            ])
        );
    }

    #[test]
    fn a_phase_ends_where_the_next_one_of_the_calendar_starts() {
        assert_eq!(year().ends_at(Phase::Informing), Some(day(10)));
        assert_eq!(year().ends_at(Phase::Accepting), Some(day(10)));
        assert_eq!(year().ends_at(Phase::Published), None);
        assert_eq!(year().starts_at(Phase::Accepting), None);
    }

    #[test]
    fn every_phase_is_found_by_its_name() {
        for phase in Phase::ALL {
            assert_eq!(Phase::from_name(phase.name()), Some(phase));
            assert_eq!(serde_json::to_value(phase).unwrap(), phase.name());
        }
        assert_eq!(Phase::from_name("voting"), None);
    }

    fn any_calendar() -> impl Strategy<Value = Calendar> {
        // Any set of phases with growing dates; the few sets that make no calendar are left out.
        (prop::collection::vec(1_u64..100, 13), any::<u16>()).prop_filter_map(
            "dates make a calendar",
            |(gaps, chosen)| {
                let mut on = 0;
                let mut dates = Vec::new();
                for (index, (phase, gap)) in Phase::ALL.into_iter().skip(1).zip(gaps).enumerate() {
                    on += gap;
                    if chosen & (1 << index) != 0 {
                        dates.push(Dated { phase, starts_at: Timestamp::from_unix(on) });
                    }
                }
                Calendar::parse(dates).ok()
            },
        )
    }

    fn any_facts() -> impl Strategy<Value = Facts> {
        let states = [
            BoxState::Unsealed,
            BoxState::Opened,
            BoxState::Closed,
            BoxState::Counted,
            BoxState::Published,
        ];
        let source = prop_oneof![
            Just(Source::Written),
            (0_u32..3).prop_map(|open| Source::Evaluating { open }),
            (0_u32..3, 0_u32..3)
                .prop_map(|(unheard, unnumbered)| Source::Listed { unheard, unnumbered }),
        ];
        let states = prop::sample::select(states.to_vec());
        (0_u32..3, 0_u32..3, 0_u32..3, 0_u32..2, states, source).prop_map(
            |(contests, projects, without_price, rules_in_force, ballot_box, source)| Facts {
                contests,
                projects,
                without_price,
                rules_in_force,
                ballot_box,
                source,
            },
        )
    }

    proptest! {
        #[test]
        fn time_never_moves_a_process_back(
            calendar in any_calendar(), facts in any_facts(), a in 0_u64..1500, b in 0_u64..1500,
        ) {
            let (a, b) = (a.min(b), a.max(b));
            let at = |t| calendar.standing(&facts, Timestamp::from_unix(t)).phase;
            prop_assert!(at(a) <= at(b));
        }

        #[test]
        fn facts_never_carry_a_process_past_the_clock(
            calendar in any_calendar(), facts in any_facts(), now in 0_u64..1500,
        ) {
            let now = Timestamp::from_unix(now);
            let standing = calendar.standing(&facts, now);
            if standing.phase != Phase::Draft {
                prop_assert!(calendar.starts_at(standing.phase).unwrap() <= now);
            }
            if let Some(next) = standing.next {
                prop_assert!(next.starts_at > now && next.phase > standing.phase);
            }
        }

        #[test]
        fn a_refused_step_always_says_why_and_a_taken_one_had_all_it_needed(
            calendar in any_calendar(), facts in any_facts(), now in 0_u64..1500,
        ) {
            let standing = calendar.standing(&facts, Timestamp::from_unix(now));
            prop_assert!(facts.missing_for(standing.phase).is_empty());
            if let Some(waiting) = standing.waiting {
                prop_assert!(!waiting.missing.is_empty());
                prop_assert!(waiting.step.phase > standing.phase);
            }
        }

        #[test]
        fn a_price_found_or_a_box_opened_never_moves_a_process_back(
            calendar in any_calendar(), facts in any_facts(), now in 0_u64..1500,
        ) {
            let now = Timestamp::from_unix(now);
            let better = Facts { without_price: 0, ballot_box: BoxState::Published, ..facts.clone() };
            let before = calendar.standing(&facts, now).phase;
            prop_assert!(calendar.standing(&better, now).phase >= before);
        }

        #[test]
        fn a_calendar_does_not_depend_on_the_order_in_which_dates_are_typed(
            calendar in any_calendar(), seed in any::<u64>(),
        ) {
            let mut dates = calendar.dates().to_vec();
            let turn = usize::try_from(seed % 14).unwrap() % dates.len().max(1);
            dates.rotate_left(turn);
            prop_assert_eq!(Calendar::parse(dates), Ok(calendar));
        }
    }
}
