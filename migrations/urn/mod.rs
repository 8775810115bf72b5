//! The urn: keys, sealed ballots and the ledger. No person, no time, no order of coming.

use sea_orm_migration::prelude::{MigrationTrait, MigratorTrait, async_trait};

mod m0001_create_elections;
mod m0002_create_box;
mod m0003_create_ledger;

/// Migrations of the urn.
#[derive(Debug)]
pub struct UrnMigrator;

#[async_trait::async_trait]
impl MigratorTrait for UrnMigrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_create_elections::Migration),
            Box::new(m0002_create_box::Migration),
            Box::new(m0003_create_ledger::Migration),
        ]
    }
}
