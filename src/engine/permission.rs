//! Who may do what: one table, from TRUST.md section 5.
//!
//! Everything not written there is refused. `permit.rs` turns its marks into proof.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// What a person or a program is to a place. Roles are held per place, never everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Anybody.
    Visitor,
    /// Holds a resident's account or card.
    Resident,
    /// Holds a voting code; nobody knows who it is.
    Voter,
    /// Acts for an association.
    Association,
    /// Translates and helps.
    Mediator,
    /// Reads contributions before they are published.
    Moderator,
    /// Says what is feasible and what it costs.
    Evaluator,
    /// Admits residents to the roll.
    Registrar,
    /// Runs the ballot; every act that counts takes two of them.
    BallotOfficer,
    /// Sits in the residents' council.
    CouncilMember,
    /// Keeps the council's papers.
    Secretary,
    /// The mayor's office.
    Mayor,
    /// Checks.
    Observer,
    /// Runs the program and its accounts, and sees no resident's data.
    Admin,
}

impl Role {
    /// Every role, in the order of the table's columns.
    pub const ALL: [Role; 14] = [
        Role::Visitor,
        Role::Resident,
        Role::Voter,
        Role::Association,
        Role::Mediator,
        Role::Moderator,
        Role::Evaluator,
        Role::Registrar,
        Role::BallotOfficer,
        Role::CouncilMember,
        Role::Secretary,
        Role::Mayor,
        Role::Observer,
        Role::Admin,
    ];

    /// The roles that a staff account can hold.
    pub const STAFF: [Role; 9] = [
        Role::Mediator,
        Role::Moderator,
        Role::Evaluator,
        Role::Registrar,
        Role::BallotOfficer,
        Role::Secretary,
        Role::Mayor,
        Role::Observer,
        Role::Admin,
    ];

    /// The role's name in tables and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Role::Visitor => "visitor",
            Role::Resident => "resident",
            Role::Voter => "voter",
            Role::Association => "association",
            Role::Mediator => "mediator",
            Role::Moderator => "moderator",
            Role::Evaluator => "evaluator",
            Role::Registrar => "registrar",
            Role::BallotOfficer => "ballot_officer",
            Role::CouncilMember => "council_member",
            Role::Secretary => "secretary",
            Role::Mayor => "mayor",
            Role::Observer => "observer",
            Role::Admin => "admin",
        }
    }

    /// The role of that name.
    pub fn from_name(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether the role sees what residents wrote or handed in.
    const fn handles_residents_data(self) -> bool {
        match self {
            Role::Association
            | Role::Mediator
            | Role::Moderator
            | Role::Evaluator
            | Role::Registrar
            | Role::BallotOfficer
            | Role::CouncilMember
            | Role::Secretary
            | Role::Mayor => true,
            Role::Visitor | Role::Resident | Role::Voter | Role::Observer | Role::Admin => false,
        }
    }
}

/// Two roles that one person must not hold together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{} and {} cannot be one person", .0.name(), .1.name())]
pub struct Incompatible(pub Role, pub Role);

/// Every pair in `roles` that one person must not hold together.
///
/// Whoever admits voters must not run the ballot; whoever runs the machine sees no data; the
/// mayor's office neither runs the ballot nor decides who may vote or speak.
pub fn incompatibilities(roles: &BTreeSet<Role>) -> Vec<Incompatible> {
    let clash = |a: Role, b: Role| match (a, b) {
        (Role::Registrar, Role::BallotOfficer)
        | (Role::Moderator | Role::Registrar | Role::BallotOfficer, Role::Mayor) => true,
        (data, Role::Admin) => data.handles_residents_data(),
        _ => false,
    };
    let pairs = roles.iter().flat_map(|a| roles.range(*a..).map(move |b| (*a, *b)));
    pairs.filter(|(a, b)| clash(*a, *b)).map(|(a, b)| Incompatible(a, b)).collect()
}

/// What the table says about one role and one act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grant {
    /// `.` refused
    Refused,
    /// `+` allowed
    Allowed,
    /// `o` own or assigned ones only
    Own,
    /// `2` together with a second, different officer
    WithSecond,
    /// `m` only as numbers about ten people or more
    Masked,
}

macro_rules! grant {
    (.) => {
        Grant::Refused
    };
    (+) => {
        Grant::Allowed
    };
    (o) => {
        Grant::Own
    };
    (2) => {
        Grant::WithSecond
    };
    (m) => {
        Grant::Masked
    };
}

macro_rules! table {
    ($($act:ident ( $($mark:tt)* ))*) => {
        /// One thing that somebody may or may not do: a row of the table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[expect(missing_docs, reason = "the names are the rows of the table")]
        pub enum Act {
            $($act),*
        }

        impl Act {
            /// Every act, in the order of the table's rows.
            pub const ALL: &[Act] = &[$(Act::$act),*];

            /// The act's row: one mark per role, in the order of [`Role::ALL`].
            const fn row(self) -> [Grant; 14] {
                match self {
                    $(Act::$act => [$(grant!($mark)),*]),*
                }
            }
        }
    };
}

// Drafting a ballot takes one officer because a draft binds nobody: what is put to the vote is the
// exact bytes that two officers open. An appeal takes three people none of whom decided before, which
// the use case counts. A work belongs to the department that has taken it up. No column has a mark for exporting the roll or for results
// while voting is open, and none may get one.
table! {
    //                   Vi Re Vo As Me Mo Ev Rg Bo Co Se Ma Ob Ad
    ReadPublished      ( +  +  +  +  +  +  +  +  +  +  +  +  +  + )
    WriteProposal      ( .  o  .  o  o  .  .  .  .  o  .  .  .  . )
    WriteOnBehalf      ( .  .  .  o  o  .  .  .  .  .  .  .  .  . )
    CommentOrSupport   ( .  o  .  o  .  .  .  .  .  o  .  .  .  . )
    Translate          ( .  .  .  .  o  +  .  .  .  .  +  .  .  . )
    ApproveTranslation ( .  .  .  .  .  +  .  .  .  .  +  .  .  . )
    HideContent        ( .  .  .  .  .  +  .  .  .  .  .  .  .  . )
    AnswerProposal     ( .  .  .  .  .  .  +  .  .  .  .  .  .  . )
    ReportFeasibility  ( .  .  .  .  .  .  o  .  .  .  .  .  .  . )
    KeepWork           ( .  .  .  .  .  .  o  .  .  .  .  .  .  . )
    PublishShortlist   ( .  .  .  .  .  .  .  .  2  .  .  .  .  . )
    SeeRollEntry       ( .  o  .  .  .  .  .  o  .  .  .  .  .  . )
    ChangeRollEntry    ( .  .  .  .  .  .  .  o  .  .  .  .  .  . )
    DecideAppeal       ( .  .  .  +  +  .  .  +  .  .  +  .  .  . )
    KnowAssociation    ( .  .  .  .  .  .  .  +  .  .  +  .  .  . )
    ImportRoll         ( .  .  .  .  .  .  .  2  2  .  .  .  .  . )
    ExportRoll         ( .  .  .  .  .  .  .  .  .  .  .  .  .  . )
    ReissueCodes       ( .  .  .  .  .  .  .  2  2  .  .  .  .  . )
    RecordCodeBatch    ( .  .  .  .  .  .  .  +  +  .  .  .  .  . )
    AskForCode         ( .  o  .  .  .  .  .  .  .  .  .  .  .  . )
    Cast               ( .  .  o  .  .  .  .  .  .  .  .  .  .  . )
    CheckSlip          ( +  +  +  +  +  +  +  +  +  +  +  +  +  + )
    EnterPaper         ( .  .  .  .  .  .  .  .  2  .  .  .  .  . )
    DraftBallot        ( .  .  .  .  .  .  .  .  +  .  .  .  .  . )
    OpenBallot         ( .  .  .  .  .  .  .  .  2  .  .  .  .  . )
    AmendBallot        ( .  .  .  .  .  .  .  .  2  .  .  .  .  . )
    CountBallot        ( .  .  .  .  .  .  .  .  2  .  .  .  .  . )
    PublishResult      ( .  .  .  .  .  .  .  .  2  .  .  .  .  . )
    SeeTurnout         ( .  .  .  .  .  .  .  .  m  .  .  .  m  . )
    SeePartialResults  ( .  .  .  .  .  .  .  .  .  .  .  .  .  . )
    DestroyMarks       ( .  .  .  .  .  .  .  .  2  .  .  .  .  . )
    RunCouncil         ( .  .  .  .  .  .  .  .  .  .  o  .  .  . )
    CastInCouncil      ( .  .  .  .  .  .  .  .  .  o  .  .  .  . )
    AnswerCouncil      ( .  .  .  .  .  .  .  .  .  .  .  o  .  . )
    DownloadBundle     ( +  +  +  +  +  +  +  +  +  +  +  +  +  + )
    ReadStaffLog       ( .  .  .  .  .  .  .  .  +  .  +  .  +  + )
    ChangeStaff        ( .  .  .  .  .  .  .  .  .  .  .  .  .  2 )
    BackUp             ( .  .  .  .  .  .  .  .  .  .  .  .  .  2 )
    ReadDiagnostics    ( .  .  .  .  .  .  .  .  .  .  .  .  .  o )
}

impl Act {
    /// What the table says about this act for `role`.
    pub const fn grant(self, role: Role) -> Grant {
        self.row()[role as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holders(act: Act) -> Vec<Role> {
        Role::ALL.into_iter().filter(|role| act.grant(*role) != Grant::Refused).collect()
    }

    #[test]
    fn nobody_exports_the_roll_and_nobody_sees_results_while_voting_is_open() {
        assert_eq!(holders(Act::ExportRoll), []);
        assert_eq!(holders(Act::SeePartialResults), []);
    }

    #[test]
    fn only_a_voter_casts_and_nobody_who_is_known_does() {
        assert_eq!(holders(Act::Cast), [Role::Voter]);
    }

    #[test]
    fn what_is_published_is_for_everybody() {
        for act in [Act::ReadPublished, Act::CheckSlip, Act::DownloadBundle] {
            assert_eq!(holders(act), Role::ALL);
        }
    }

    #[test]
    fn every_act_that_decides_a_ballot_takes_two_whoever_does_it() {
        for act in [
            Act::PublishShortlist,
            Act::ImportRoll,
            Act::ReissueCodes,
            Act::EnterPaper,
            Act::OpenBallot,
            Act::AmendBallot,
            Act::CountBallot,
            Act::PublishResult,
            Act::DestroyMarks,
            Act::ChangeStaff,
            Act::BackUp,
        ] {
            for role in holders(act) {
                assert_eq!(act.grant(role), Grant::WithSecond, "{act:?} by {role:?}");
            }
        }
    }

    #[test]
    fn the_admin_touches_accounts_and_machines_and_nothing_else() {
        let own: Vec<Act> = Act::ALL
            .iter()
            .copied()
            .filter(|act| act.grant(Role::Admin) != Grant::Refused)
            .filter(|act| act.grant(Role::Visitor) == Grant::Refused)
            .collect();
        assert_eq!(own, [Act::ReadStaffLog, Act::ChangeStaff, Act::BackUp, Act::ReadDiagnostics]);
    }

    #[test]
    fn the_mayors_office_reads_answers_the_council_and_does_nothing_else() {
        let mayor: Vec<Act> = Act::ALL
            .iter()
            .copied()
            .filter(|act| act.grant(Role::Mayor) != Grant::Refused)
            .collect();
        assert_eq!(
            mayor,
            [Act::ReadPublished, Act::CheckSlip, Act::AnswerCouncil, Act::DownloadBundle]
        );
    }

    #[test]
    fn the_registrar_the_admin_and_the_mayor_do_not_run_the_ballot() {
        let clash = |roles: &[Role]| {
            incompatibilities(&roles.iter().copied().collect())
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            clash(&[Role::BallotOfficer, Role::Registrar]),
            ["registrar and ballot_officer cannot be one person"]
        );
        assert_eq!(
            clash(&[Role::BallotOfficer, Role::Mayor, Role::Admin]),
            [
                "ballot_officer and mayor cannot be one person",
                "ballot_officer and admin cannot be one person",
                "mayor and admin cannot be one person",
            ]
        );
        assert_eq!(clash(&[Role::Moderator, Role::Mediator, Role::Secretary]), [""; 0]);
        assert_eq!(clash(&[Role::Observer, Role::Admin]), [""; 0]);
    }

    #[test]
    fn every_role_is_found_by_its_name() {
        for role in Role::ALL {
            assert_eq!(Role::from_name(role.name()), Some(role));
            assert_eq!(serde_json::to_value(role).unwrap(), role.name());
        }
    }
}
