use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "approvals")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub subject: String,
    pub act: String,
    pub payload: String,
    pub payload_sha: String,
    pub first_officer: String,
    pub first_at: i64,
    pub second_officer: Option<String>,
    pub second_at: Option<i64>,
    pub expires_at: i64,
    pub ended: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
