//! What can be followed, and its address in tables.

use std::fmt;

use morada_engine::ids::{ContestId, ElectionId, OptionId, ProposalId};

/// What can be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A proposal.
    Proposal(ProposalId),
    /// A funded project.
    Work(ElectionId, ContestId, OptionId),
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Subject::Proposal(id) => write!(f, "proposal/{id}"),
            Subject::Work(process, contest, project) => {
                write!(f, "work/{process}/{contest}/{project}")
            }
        }
    }
}

impl Subject {
    /// Reads an address that [`Subject`] has written.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('/');
        let read = match (parts.next()?, parts.next()?, parts.next(), parts.next()) {
            ("proposal", id, None, None) => Subject::Proposal(ProposalId::parse(id).ok()?),
            ("work", process, Some(contest), Some(project)) => Subject::Work(
                ElectionId::parse(process).ok()?,
                ContestId::parse(contest).ok()?,
                OptionId::parse(project).ok()?,
            ),
            _ => return None,
        };
        parts.next().is_none().then_some(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_read_as_it_was_written_and_nothing_else_is() {
        for text in ["proposal/0a1b", "work/lisboa-2025/city/6"] {
            assert_eq!(Subject::parse(text).map(|one| one.to_string()).as_deref(), Some(text));
        }
        for other in ["", "proposal", "proposal/a/b", "work/a/b", "work/a/b/c/d", "person/x"] {
            assert_eq!(Subject::parse(other), None, "{other}");
        }
    }
}
