use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "credlists")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub process: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub contest: String,
    pub keys: String,
    pub sha: String,
    pub letters: i64,
    pub spares: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
