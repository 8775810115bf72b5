use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "association_invitations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub code_sha: String,
    pub association: String,
    pub until_on: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
