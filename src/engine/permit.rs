//! Proof that somebody may do something: a use case that needs a permit cannot be called unchecked.
//!
//! Only [`Actor::permit`] and [`Permit::from_two`] make a [`Permit`], and both read the table in
//! `permission.rs`.

use std::collections::BTreeSet;
use std::marker::PhantomData;

use crate::ids::{ElectionId, PlaceId};
use crate::permission::{Act, Grant, Role};

/// An act as a type, so that a permit for one act is not a permit for another.
pub trait Doing {
    /// The row of the table.
    const ACT: Act;
}

macro_rules! doings {
    ($($name:ident)*) => {
        /// The acts that code asks a permit for, as types.
        pub mod act {
            $(
                #[doc = concat!("Proof of this is asked by the use cases of `", stringify!($name), "`.")]
                #[derive(Debug)]
                pub enum $name {}
                impl super::Doing for $name {
                    const ACT: super::Act = super::Act::$name;
                }
            )*
        }
    };
}
doings! {
    RecordCodeBatch DraftBallot OpenBallot AmendBallot CountBallot PublishResult SeeTurnout
    ReadStaffLog ChangeStaff SeeRollEntry ChangeRollEntry DecideAppeal ImportRoll WriteOnBehalf
    HideContent AnswerProposal RunCouncil KeepWork KnowAssociation Translate ApproveTranslation
    ReportFeasibility PublishShortlist
}

/// Where an act is done.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// In the whole installation, e.g. its accounts.
    House,
    /// In one place, e.g. beginning a process.
    Place(PlaceId),
    /// In one process.
    Process(ElectionId),
}

/// Somebody signed in, with the roles that count where the act is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The account's id.
    pub id: String,
    /// The office or department; two people of one team cannot confirm for each other.
    pub team: String,
    /// Roles held where the act is done.
    pub roles: BTreeSet<Role>,
}

/// Why somebody may not do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The table has no mark for any of their roles.
    #[error("no role held here may do {0:?}")]
    NotAllowed(Act),
    /// One person alone may not.
    #[error("{0:?} takes two people")]
    TakesTwo(Act),
    /// The first and the second are one person.
    #[error("one person cannot confirm twice")]
    SamePerson,
    /// The first and the second sit in one team.
    #[error("two people of one team cannot confirm for each other")]
    SameTeam,
    /// The two confirmations are about different things.
    #[error("the two confirmations are about different processes")]
    OtherSubject,
}

/// Proof that an actor may do `A` in one place or process.
#[derive(Debug)]
pub struct Permit<A> {
    by: Vec<String>,
    subject: Subject,
    doing: PhantomData<A>,
}

/// Half a permit: one of the two officers that `A` takes.
#[derive(Debug)]
pub struct OneOfTwo<A> {
    id: String,
    team: String,
    subject: Subject,
    doing: PhantomData<A>,
}

impl Actor {
    /// A permit for an act that one person may do alone.
    ///
    /// # Errors
    /// [`Refusal::TakesTwo`] where the table says `2`, [`Refusal::NotAllowed`] where it says nothing.
    pub fn permit<A: Doing>(&self, subject: Subject) -> Result<Permit<A>, Refusal> {
        let grants: Vec<Grant> = self.roles.iter().map(|role| A::ACT.grant(*role)).collect();
        let alone = |grant: &Grant| matches!(grant, Grant::Allowed | Grant::Masked);
        if grants.iter().any(alone) {
            Ok(Permit { by: vec![self.id.clone()], subject, doing: PhantomData })
        } else if grants.contains(&Grant::WithSecond) {
            Err(Refusal::TakesTwo(A::ACT))
        } else {
            Err(Refusal::NotAllowed(A::ACT))
        }
    }

    /// A permit for an act on what is this person's own or was assigned to them. That it is theirs, the
    /// caller has looked up: a registrar is assigned the roll of the places where they hold the role.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] unless the table says `o` for one of their roles.
    pub fn permit_for_assigned<A: Doing>(&self, subject: Subject) -> Result<Permit<A>, Refusal> {
        if self.roles.iter().any(|role| A::ACT.grant(*role) == Grant::Own) {
            Ok(Permit { by: vec![self.id.clone()], subject, doing: PhantomData })
        } else {
            Err(Refusal::NotAllowed(A::ACT))
        }
    }

    /// This person's half of an act that takes two.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] unless the table says `2` for one of their roles.
    pub fn one_of_two<A: Doing>(&self, subject: Subject) -> Result<OneOfTwo<A>, Refusal> {
        if self.roles.iter().any(|role| A::ACT.grant(*role) == Grant::WithSecond) {
            let (id, team) = (self.id.clone(), self.team.clone());
            Ok(OneOfTwo { id, team, subject, doing: PhantomData })
        } else {
            Err(Refusal::NotAllowed(A::ACT))
        }
    }
}

impl<A: Doing> Permit<A> {
    /// The permit of two officers: different people, of different teams, about the same thing.
    ///
    /// # Errors
    /// [`Refusal`], the first reason that holds.
    pub fn from_two(first: OneOfTwo<A>, second: OneOfTwo<A>) -> Result<Self, Refusal> {
        if first.id == second.id {
            return Err(Refusal::SamePerson);
        }
        if first.team == second.team {
            return Err(Refusal::SameTeam);
        }
        if first.subject != second.subject {
            return Err(Refusal::OtherSubject);
        }
        let by = vec![first.id, second.id];
        Ok(Permit { by, subject: first.subject, doing: PhantomData })
    }
}

impl<A> Permit<A> {
    /// The accounts that act, the first of two first.
    pub fn by(&self) -> &[String] {
        &self.by
    }

    /// Where it may be done.
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// The process in which it may be done, if it is about one.
    pub fn process(&self) -> Option<&ElectionId> {
        self.subject.process()
    }

    /// The place in which it may be done, if it is about one.
    pub fn place(&self) -> Option<&PlaceId> {
        match &self.subject {
            Subject::Place(place) => Some(place),
            Subject::House | Subject::Process(_) => None,
        }
    }
}

impl Subject {
    /// The process, if it is one.
    pub fn process(&self) -> Option<&ElectionId> {
        match self {
            Subject::Process(process) => Some(process),
            Subject::House | Subject::Place(_) => None,
        }
    }
}

impl<A> OneOfTwo<A> {
    /// The account.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Where it may be done.
    pub fn subject(&self) -> &Subject {
        &self.subject
    }
}

#[cfg(test)]
mod tests {
    use super::act::{ChangeStaff, DraftBallot, OpenBallot, SeeTurnout};
    use super::*;

    fn lisbon() -> Subject {
        Subject::Process(ElectionId::parse("lisboa-op-2026").unwrap())
    }

    fn actor(id: &str, team: &str, roles: &[Role]) -> Actor {
        Actor { id: id.into(), team: team.into(), roles: roles.iter().copied().collect() }
    }

    #[test]
    fn one_officer_drafts_but_does_not_open() {
        let ana = actor("ana", "elections", &[Role::BallotOfficer]);
        assert!(ana.permit::<DraftBallot>(lisbon()).is_ok());
        assert!(ana.permit::<SeeTurnout>(lisbon()).is_ok());
        assert_eq!(
            ana.permit::<OpenBallot>(lisbon()).unwrap_err(),
            Refusal::TakesTwo(Act::OpenBallot)
        );
        assert_eq!(
            ana.one_of_two::<ChangeStaff>(Subject::House).unwrap_err(),
            Refusal::NotAllowed(Act::ChangeStaff)
        );
    }

    #[test]
    fn two_officers_of_two_teams_open_about_the_same_process_only() {
        let half = |id: &str, team: &str, subject: Subject| {
            actor(id, team, &[Role::BallotOfficer]).one_of_two::<OpenBallot>(subject).unwrap()
        };
        let ana = || half("ana", "elections", lisbon());
        let permit = Permit::from_two(ana(), half("bo", "legal", lisbon())).unwrap();
        assert_eq!(permit.by(), ["ana", "bo"]);
        assert_eq!(*permit.subject(), lisbon());

        assert_eq!(Permit::from_two(ana(), ana()).unwrap_err(), Refusal::SamePerson);
        // The same person, moved to another team between the two confirmations.
        assert_eq!(
            Permit::from_two(ana(), half("ana", "legal", lisbon())).unwrap_err(),
            Refusal::SamePerson
        );
        assert_eq!(
            Permit::from_two(ana(), half("cy", "elections", lisbon())).unwrap_err(),
            Refusal::SameTeam
        );
        assert_eq!(
            Permit::from_two(ana(), half("bo", "legal", Subject::House)).unwrap_err(),
            Refusal::OtherSubject
        );
    }

    #[test]
    fn whoever_holds_no_role_here_may_do_nothing_here() {
        let stranger = actor("zé", "parks", &[]);
        assert!(stranger.permit::<DraftBallot>(lisbon()).is_err());
        assert!(stranger.one_of_two::<OpenBallot>(lisbon()).is_err());
    }
}
