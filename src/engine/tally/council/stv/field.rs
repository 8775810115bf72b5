//! The field of a count: who still stands, who has a seat, and how many seats are open.

use crate::tally::council::rankings::Rankings;

/// Where a candidate is in the count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// May still receive papers.
    Continuing,
    /// Deemed elected.
    Elected,
    /// Excluded, or withdrawn before the count.
    Out,
}

/// All candidates of a count.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    seats: usize,
    /// By candidate, in the order of the ballot paper.
    pub standing: Vec<Standing>,
}

impl Field {
    /// Nobody is elected, and whoever withdrew is out.
    pub fn of(ballots: &Rankings, seats: usize) -> Self {
        let mut standing = vec![Standing::Out; ballots.candidates()];
        ballots.standing().for_each(|candidate| standing[candidate] = Standing::Continuing);
        Self { seats, standing }
    }

    /// Who stands like this, in the order of the ballot paper.
    pub fn all(&self, standing: Standing) -> Vec<usize> {
        (0..self.standing.len()).filter(|candidate| self.standing[*candidate] == standing).collect()
    }

    /// Who may still receive papers.
    pub fn continuing(&self) -> Vec<usize> {
        self.all(Standing::Continuing)
    }

    /// Seats that nobody has yet.
    pub fn vacancies(&self) -> usize {
        self.seats - self.all(Standing::Elected).len()
    }

    /// Puts the candidates of `sorted`, best first, on the seats that are left for them, and says who
    /// got one.
    pub fn seat(&mut self, mut sorted: Vec<usize>) -> Vec<usize> {
        sorted.truncate(self.vacancies());
        for &candidate in &sorted {
            self.standing[candidate] = Standing::Elected;
        }
        sorted
    }
}
