use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ballot_draws")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub sha: String,
    pub process: String,
    pub body: String,
    pub drawn_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
