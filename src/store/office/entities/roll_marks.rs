use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "roll_marks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub process: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub contest: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub holder: String,
    pub person: String,
    pub mark: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
