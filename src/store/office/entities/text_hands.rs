use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "text_hands")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub process: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub contest: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub project: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub language: String,
    pub written_by: String,
    pub checked_by: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
