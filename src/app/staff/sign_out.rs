//! Signing out: the session is gone on every node, whatever the browser keeps.

use super::acts::{Entry, note};
use super::one_step::in_one_step;
use super::{DeskError, SignedIn};
use crate::app::House;
use crate::store::office::sessions;

/// Ends the session of somebody who is signed in.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn sign_out(house: &House, who: &SignedIn) -> Result<(), DeskError> {
    in_one_step(house, async |tx| {
        sessions::end(tx, &who.token_sha).await?;
        note(house, tx, &who.account.id, None, &Entry::SignedOut {}).await
    })
    .await
}
