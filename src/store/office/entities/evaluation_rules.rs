use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evaluation_rules")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub process: String,
    pub departments: String,
    pub criteria: String,
    pub answer_days: i64,
    pub appeal_days: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
