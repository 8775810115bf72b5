//! Places, what is put to the vote there, and when: nothing about a person.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};

use crate::sql::create_table;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_table(
            manager,
            "places",
            "id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, languages TEXT NOT NULL, \
             time_zone TEXT NOT NULL, currency TEXT NOT NULL, currency_exponent INT NOT NULL, \
             help_line TEXT NOT NULL",
        )
        .await?;
        // Where an area stands on the drawn map of its place.
        create_table(
            manager,
            "areas",
            "place TEXT NOT NULL REFERENCES places (id), name TEXT NOT NULL, \
             map_column INT NOT NULL, map_row INT NOT NULL, PRIMARY KEY (place, name)",
        )
        .await?;
        // `revision` grows with every change, so that nobody overwrites or approves what they did not see.
        // `frozen_at`: since when two officers have fixed it.
        create_table(
            manager,
            "processes",
            "id TEXT NOT NULL PRIMARY KEY, place TEXT NOT NULL REFERENCES places (id), \
             title TEXT NOT NULL, languages TEXT NOT NULL, minimum_age INT NOT NULL, \
             residence TEXT NOT NULL, batch_min INT NOT NULL, batch_interval_s INT NOT NULL, \
             small_group INT NOT NULL, openings TEXT NOT NULL, trustees TEXT NOT NULL, \
             witnesses TEXT NOT NULL, revision INT NOT NULL, frozen_at INT NULL",
        )
        .await?;
        create_table(
            manager,
            "phases",
            "process TEXT NOT NULL REFERENCES processes (id), phase TEXT NOT NULL, \
             starts_at INT NOT NULL, PRIMARY KEY (process, phase)",
        )
        .await?;
        create_table(
            manager,
            "contests",
            "process TEXT NOT NULL REFERENCES processes (id), id TEXT NOT NULL, \
             title TEXT NOT NULL, ballot TEXT NOT NULL, \
             budget INT NOT NULL CHECK (budget >= 0), rule TEXT NOT NULL, \
             PRIMARY KEY (process, id)",
        )
        .await?;
        // `cost` is empty until somebody has priced the project; `proposed_by` is a group, never a person.
        create_table(
            manager,
            "projects",
            "process TEXT NOT NULL, contest TEXT NOT NULL, id TEXT NOT NULL, \
             number INT NOT NULL, category TEXT NOT NULL, cost INT NULL CHECK (cost >= 0), \
             place TEXT NOT NULL, proposed_by TEXT NOT NULL, motif INT NOT NULL, \
             pictogram TEXT NOT NULL, original_language TEXT NOT NULL, \
             PRIMARY KEY (process, contest, id), UNIQUE (process, contest, number), \
             FOREIGN KEY (process, contest) REFERENCES contests (process, id)",
        )
        .await?;
        create_table(
            manager,
            "project_texts",
            "process TEXT NOT NULL, contest TEXT NOT NULL, project TEXT NOT NULL, \
             language TEXT NOT NULL, title TEXT NOT NULL, summary TEXT NOT NULL, \
             review TEXT NOT NULL, credit TEXT NOT NULL, \
             PRIMARY KEY (process, contest, project, language), \
             FOREIGN KEY (process, contest, project) REFERENCES projects (process, contest, id) ON DELETE CASCADE",
        )
        .await?;
        // A list that was tried and waits for its go. Gone after a day.
        create_table(
            manager,
            "import_drafts",
            "id TEXT NOT NULL PRIMARY KEY, process TEXT NOT NULL, contest TEXT NOT NULL, \
             format TEXT NOT NULL, file TEXT NOT NULL, made_by TEXT NOT NULL, \
             made_at INT NOT NULL",
        )
        .await
    }
}
