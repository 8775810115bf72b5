//! Marks of voting letters: once, replaced once, counted, written anew, destroyed.

use super::processes::lisbon;
use super::{budget_2026, city, on_both};
use crate::store::Db;
use crate::store::office::roll::marks::{self, Mark, Marked};

fn who(holder: &str, person: &str) -> Marked {
    Marked { holder: holder.into(), person: person.into() }
}

async fn put(office: &Db, who: &Marked) -> bool {
    let tx = office.write_tx().await.unwrap();
    let new = marks::put(&tx, &budget_2026(), &city(), who).await.unwrap();
    office.commit(tx).await.unwrap();
    new
}

#[tokio::test]
async fn a_letter_is_marked_once_replaced_once_and_forgotten_with_its_vote() {
    on_both(async |office| {
        lisbon(office).await;
        // Two entries of one name and birth, and somebody else.
        for (holder, person) in [("c", "ana"), ("a", "ana"), ("b", "rui")] {
            assert!(put(office, &who(holder, person)).await);
            assert!(!put(office, &who(holder, person)).await, "nobody gets two");
        }
        let tx = office.write_tx().await.unwrap();
        assert!(marks::replace(&tx, &budget_2026(), &city(), "a").await.unwrap());
        assert!(!marks::replace(&tx, &budget_2026(), &city(), "a").await.unwrap());
        assert!(!marks::replace(&tx, &budget_2026(), &city(), "nobody").await.unwrap());
        marks::shuffle(&tx, &budget_2026()).await.unwrap();
        office.commit(tx).await.unwrap();

        let reader = office.reader();
        let own = marks::of_holder(reader, &budget_2026(), "a").await.unwrap();
        assert_eq!(own, [(city(), Mark::Spare)].into());
        let same = marks::holders_of(reader, &budget_2026(), "ana").await.unwrap();
        assert_eq!(same, ["a", "c"]);
        let sums = marks::sums(reader, &budget_2026()).await.unwrap();
        assert_eq!(sums, [((city(), Mark::Letter), 2), ((city(), Mark::Spare), 1)].into());
        assert_eq!(marks::processes(reader).await.unwrap(), [budget_2026()]);

        let tx = office.write_tx().await.unwrap();
        marks::destroy_of_process(&tx, &budget_2026()).await.unwrap();
        office.commit(tx).await.unwrap();
        assert_eq!(marks::processes(office.reader()).await.unwrap(), []);
    })
    .await;
}
