use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proposal_search")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub proposal: String,
    pub process: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub language: String,
    pub words: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
