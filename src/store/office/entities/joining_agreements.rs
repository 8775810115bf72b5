use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "joining_agreements")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub joining: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub proposal: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
