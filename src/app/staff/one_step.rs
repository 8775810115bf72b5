//! All of it or none of it: one transaction of the office around a use case's writing.

use super::DeskError;
use crate::app::House;
use crate::store::Tx;

/// Carries out `work` in one transaction: all of it is kept, or nothing.
///
/// # Errors
/// What `work` said; [`DeskError::Store`] when the office failed.
pub async fn in_one_step<T>(
    house: &House,
    work: impl AsyncFnOnce(&Tx) -> Result<T, DeskError>,
) -> Result<T, DeskError> {
    let tx = house.office.write_tx().await?;
    match work(&tx).await {
        Ok(value) => {
            house.office.commit(tx).await?;
            Ok(value)
        }
        Err(DeskError::Store(error)) => Err(house.office.abandon(tx, error).await.into()),
        Err(refused) => {
            drop(tx);
            Err(refused)
        }
    }
}
