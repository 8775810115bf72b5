use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proposal_texts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub proposal: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub language: String,
    pub version: i64,
    pub title: String,
    pub words: String,
    pub state: String,
    pub credit: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
