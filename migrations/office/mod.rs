//! The office: places, processes, staff and their acts, the roll. No ballot; whatever names a resident is sealed.

use sea_orm_migration::prelude::{MigrationTrait, MigratorTrait, async_trait};

mod m0001_create_processes;
mod m0002_create_staff;
mod m0003_create_acts;
mod m0004_create_code_batches;
mod m0005_create_roll;
mod m0006_create_messages;
mod m0006_create_proposals;
mod m0007_create_archived_elections;
mod m0007_create_roll_passes;
mod m0008_add_purpose_to_roll_requests;
mod m0009_create_roll_attestors;
mod m0010_create_roll_closings;
mod m0010_create_works;
mod m0011_create_associations;
mod m0012_create_text_hands;
mod m0013_create_text_sounds;
mod m0014_create_evaluations;
mod m0015_create_joinings;
mod m0016_create_ballot_draws;
mod m0017_create_follows;
mod m0018_create_electorates;
mod m0019_create_work_photos;
mod m0020_create_took_part;

/// Migrations of the office.
#[derive(Debug)]
pub struct OfficeMigrator;

#[async_trait::async_trait]
impl MigratorTrait for OfficeMigrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_create_processes::Migration),
            Box::new(m0002_create_staff::Migration),
            Box::new(m0003_create_acts::Migration),
            Box::new(m0004_create_code_batches::Migration),
            Box::new(m0005_create_roll::Migration),
            Box::new(m0006_create_proposals::Migration),
            Box::new(m0007_create_archived_elections::Migration),
            Box::new(m0006_create_messages::Migration),
            Box::new(m0007_create_roll_passes::Migration),
            Box::new(m0008_add_purpose_to_roll_requests::Migration),
            Box::new(m0009_create_roll_attestors::Migration),
            Box::new(m0010_create_roll_closings::Migration),
            Box::new(m0010_create_works::Migration),
            Box::new(m0011_create_associations::Migration),
            Box::new(m0012_create_text_hands::Migration),
            Box::new(m0013_create_text_sounds::Migration),
            Box::new(m0014_create_evaluations::Migration),
            Box::new(m0015_create_joinings::Migration),
            Box::new(m0016_create_ballot_draws::Migration),
            Box::new(m0017_create_follows::Migration),
            Box::new(m0018_create_electorates::Migration),
            Box::new(m0019_create_work_photos::Migration),
            Box::new(m0020_create_took_part::Migration),
        ]
    }
}
