use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "associations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub place: String,
    pub name: String,
    pub kind: String,
    pub language: String,
    pub about: String,
    pub state: String,
    pub asked_on: String,
    pub judged_by: Option<String>,
    pub judged_on: Option<String>,
    pub known: Option<String>,
    pub until_on: Option<String>,
    pub ended_on: Option<String>,
    pub reason: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
