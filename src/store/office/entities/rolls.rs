use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rolls")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: String,
    pub rule: String,
    pub decide_days: i64,
    pub appeal_days: i64,
    pub card_months: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
