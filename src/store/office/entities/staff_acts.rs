use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff_acts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    pub at: i64,
    pub staff: String,
    pub act: String,
    pub subject: String,
    pub detail: String,
    pub chain: String,
}

impl ActiveModelBehavior for ActiveModel {}
