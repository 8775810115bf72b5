use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proposal_versions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub proposal: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i64,
    pub made_at: i64,
    pub made_as: String,
    pub language: String,
    pub title: String,
    pub words: String,
    pub theme: String,
    pub area: String,
    pub landmark: String,
    pub point_x: Option<i64>,
    pub point_y: Option<i64>,
    pub cost: Option<i64>,
    pub photo: Option<String>,
    pub sha: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
