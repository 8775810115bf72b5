use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "roll_entries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub place: String,
    pub area: String,
    pub tie: String,
    pub since: String,
    pub assurance: i64,
    pub evidence: String,
    pub way: String,
    pub seen_by: String,
    pub checked_on: String,
    pub valid_until: String,
    pub shelf: Vec<u8>,
    pub whole: Vec<u8>,
    pub sealed: Vec<u8>,
    pub ended_on: Option<String>,
    pub ended_why: Option<String>,
    pub asked_on: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
