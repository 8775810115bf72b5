use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evaluations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub process: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub proposal: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub department: String,
    pub asked_on: String,
    pub due_on: String,
    pub answered_at: Option<i64>,
    pub staff: Option<String>,
    pub body: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
