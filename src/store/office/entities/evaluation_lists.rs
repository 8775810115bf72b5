use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evaluation_lists")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub process: String,
    pub published_at: i64,
    pub appeals_until: String,
    pub body: String,
    pub sha: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
