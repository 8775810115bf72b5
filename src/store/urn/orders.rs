//! Table `orders`: what the office asked for and was answered, each once.

use morada_engine::ids::ElectionId;
use sea_orm::ConnectionTrait;

use super::Urn;
use crate::store::StoreError;
use crate::store::sql::{bytes, execute, first, get};

impl Urn {
    /// What an order came to, if it was carried out.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn order_answer(&self, id: &[u8; 32]) -> Result<Option<String>, StoreError> {
        let row =
            first(self.db.reader(), "SELECT answer FROM orders WHERE id = $1", [bytes(id)]).await?;
        row.map(|row| get(&row, "answer")).transpose()
    }

    /// Notes that an order was refused, and why.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn refuse_order(
        &self,
        election: &ElectionId,
        id: &[u8; 32],
        why: &str,
    ) -> Result<(), StoreError> {
        let tx = self.db.write_tx().await?;
        match insert(&tx, election, id, why).await {
            Ok(()) => self.db.commit(tx).await,
            Err(error) => Err(self.db.abandon(tx, error).await),
        }
    }
}

pub(super) async fn insert<C: ConnectionTrait>(
    db: &C,
    election: &ElectionId,
    id: &[u8; 32],
    answer: &str,
) -> Result<(), StoreError> {
    let text = "INSERT INTO orders (id, election, answer) VALUES ($1, $2, $3)";
    execute(db, text, [bytes(id), election.as_str().into(), answer.into()]).await?;
    Ok(())
}
