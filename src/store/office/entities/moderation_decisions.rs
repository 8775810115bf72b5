use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "moderation_decisions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub process: String,
    pub what: String,
    pub subject: String,
    pub version: i64,
    pub verdict: String,
    pub ground: String,
    pub words: String,
    pub language: String,
    pub stage: String,
    pub first: String,
    pub first_at: i64,
    pub second: Option<String>,
    pub second_at: Option<i64>,
    pub objection: String,
    pub appealed_at: Option<i64>,
    pub heard_by: Option<String>,
    pub heard_at: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
