use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proposals")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub process: String,
    pub number: Option<i64>,
    pub code_sha: String,
    pub state: String,
    pub way: String,
    pub language: String,
    pub theme: String,
    pub area: String,
    pub version: i64,
    pub price: Option<i64>,
    pub ballot_number: Option<i64>,
    pub merged_into: Option<String>,
    pub shuffle: i64,
    pub supports: i64,
    pub comments: i64,
    pub changed_at: i64,
    pub sent_at: Option<i64>,
    pub published_at: Option<i64>,
    pub sealed: Vec<u8>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
