use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "roll_verdicts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub request: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub staff: String,
    pub grants: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
