use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "comments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub process: String,
    pub proposal: String,
    pub parent: Option<String>,
    pub side: String,
    pub kind: String,
    pub language: String,
    pub words: String,
    pub shown: String,
    pub who: String,
    pub team: String,
    pub state: String,
    pub outcome: String,
    pub edits: i64,
    pub made_at: i64,
    pub published_at: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
