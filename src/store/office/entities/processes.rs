use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "processes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub place: String,
    pub title: String,
    pub languages: String,
    pub batch_min: i64,
    pub batch_interval_s: i64,
    pub small_group: i64,
    pub openings: String,
    pub trustees: String,
    pub witnesses: String,
    pub revision: i64,
    pub frozen_at: Option<i64>,
    pub electorate: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
