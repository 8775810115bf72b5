use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "association_people")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub association: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub who: String,
    pub shown_as: String,
    pub joined_on: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
