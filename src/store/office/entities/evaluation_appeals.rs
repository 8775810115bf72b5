use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evaluation_appeals")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub proposal: String,
    pub process: String,
    pub way: String,
    pub words: String,
    pub language: String,
    pub made_at: i64,
    pub outcome: Option<String>,
    pub reason: Option<String>,
    pub reason_language: Option<String>,
    pub heard_by: Option<String>,
    pub heard_at: Option<i64>,
    pub shown: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
