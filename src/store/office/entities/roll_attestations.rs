use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "roll_attestations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub code_sha: String,
    pub place: String,
    pub maker: String,
    pub kind: String,
    pub made_on: String,
    pub used: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
