//! Who wants to hear of a proposal or a work, and what everybody concerned was told last.
//!
//! `who` is a keyed hash made for one subject alone, so no two rows can be joined to one person. How somebody is
//! reached is sealed. A row goes when what it follows ends.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::sql::create_table;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // `code_sha` opens the link that ends it. `subject` is `proposal/<id>` or `work/<process>/<contest>/<project>`.
        create_table(
            manager,
            "follows",
            "code_sha TEXT NOT NULL PRIMARY KEY, process TEXT NOT NULL REFERENCES processes (id), \
             subject TEXT NOT NULL, who TEXT NOT NULL, sealed BYTES NOT NULL, UNIQUE (subject, who)",
        )
        .await?;
        // `state` is a proposal's state, or how many entries the record of a work had.
        create_table(manager, "told", "subject TEXT NOT NULL PRIMARY KEY, state TEXT NOT NULL")
            .await?;
        let db = manager.get_connection();
        // What was there before is no news.
        for known in [
            "INSERT INTO told SELECT 'proposal/' || id, state FROM proposals WHERE state <> 'draft'",
            "INSERT INTO told SELECT 'work/' || process || '/' || contest || '/' || project, \
             CAST(COUNT(*) AS TEXT) FROM work_events GROUP BY process, contest, project",
        ] {
            db.execute_unprepared(known).await?;
        }
        Ok(())
    }
}
