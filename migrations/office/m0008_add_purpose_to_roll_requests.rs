//! A request can also ask to change an entry, or be the notice that one shall end: both are decided, objected
//! to and forgotten as a request for a place is.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};
use sea_orm_migration::sea_orm::ConnectionTrait;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let more = "ALTER TABLE roll_requests ADD COLUMN purpose TEXT NOT NULL DEFAULT 'join'";
        manager.get_connection().execute_unprepared(more).await?;
        Ok(())
    }
}
