use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "roll_sessions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_sha: String,
    pub card: String,
    pub began_at: i64,
    pub seen_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
