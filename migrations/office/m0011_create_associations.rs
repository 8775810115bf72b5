//! Associations and collectives, as the place knows them, and who may speak for them until when.
//!
//! `who` is a keyed hash, another one for each group: without the server's secret it leads to nobody, and no two
//! groups can be joined by it. `shown_as` is the name that somebody chose to be called by there.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};

use crate::sql::create_table;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: [(&str, &str); 4] = [
    // `state` is asked, known or refused. What staff said is public; `judged_by` is an account.
    (
        "associations",
        "id TEXT NOT NULL PRIMARY KEY, place TEXT NOT NULL REFERENCES places (id), \
         name TEXT NOT NULL, kind TEXT NOT NULL, language TEXT NOT NULL, about TEXT NOT NULL, \
         state TEXT NOT NULL, asked_on TEXT NOT NULL, judged_by TEXT, judged_on TEXT, \
         known TEXT, until_on TEXT, ended_on TEXT, reason TEXT, UNIQUE (place, name)",
    ),
    (
        "association_people",
        "association TEXT NOT NULL REFERENCES associations (id), who TEXT NOT NULL, \
         shown_as TEXT NOT NULL, joined_on TEXT NOT NULL, PRIMARY KEY (association, who), \
         UNIQUE (association, shown_as)",
    ),
    (
        "mandates",
        "association TEXT NOT NULL REFERENCES associations (id), who TEXT NOT NULL, \
         shown_as TEXT NOT NULL, from_on TEXT NOT NULL, until_on TEXT NOT NULL, ended_on TEXT, \
         PRIMARY KEY (association, who)",
    ),
    (
        "association_invitations",
        "code_sha TEXT NOT NULL PRIMARY KEY, \
         association TEXT NOT NULL REFERENCES associations (id), until_on TEXT NOT NULL",
    ),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, columns) in TABLES {
            create_table(manager, name, columns).await?;
        }
        Ok(())
    }
}
