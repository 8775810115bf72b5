use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "projects")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub process: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub contest: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub number: i64,
    pub category: String,
    pub cost: Option<i64>,
    pub place: String,
    pub proposed_by: String,
    pub motif: i64,
    pub pictogram: String,
    pub original_language: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
