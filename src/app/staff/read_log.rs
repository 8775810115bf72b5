//! Reading the list of what staff did, and taking it away.

use std::collections::BTreeMap;

use morada_engine::ids::ElectionId;
use morada_engine::permit::Permit;
use morada_engine::permit::act::ReadStaffLog;
use serde_json::Value;

use super::DeskError;
use super::acts::{Entry, StaffAct, note};
use super::one_step::in_one_step;
use crate::app::House;
use crate::store::StoreError;
use crate::store::office::{staff, staff_acts};

/// Acts on one page.
const PAGE: u64 = 50;
/// Acts read at a time for a download.
const BLOCK: u64 = 1000;

/// An act as it is read: with the published names of the people in it.
#[derive(Debug, Clone)]
pub struct ReadAct {
    /// The act.
    pub act: StaffAct,
    /// Who did it; `None` for the operator and for the box, whom no account stands for.
    pub by: Option<String>,
    /// The fields of its entry; an account in them is named.
    pub detail: BTreeMap<String, Value>,
}

/// The newest acts before position `before`.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn newest_acts(
    house: &House,
    _permit: &Permit<ReadStaffLog>,
    before: Option<u64>,
) -> Result<Vec<ReadAct>, DeskError> {
    let names = names(house).await?;
    let acts = staff_acts::before(house.office.reader(), before, PAGE).await?;
    let read = |act: StaffAct| {
        let fields = serde_json::from_str::<BTreeMap<String, Value>>(&act.detail);
        let mut detail = fields.unwrap_or_default();
        if let Some(Value::String(account)) = detail.get_mut("account")
            && let Some(name) = names.get(account.as_str())
        {
            account.clone_from(name);
        }
        ReadAct { by: names.get(&act.staff).cloned(), detail, act }
    };
    Ok(acts.into_iter().map(read).collect())
}

/// The newest acts in one process before position `before`, for everybody: no account is named in them.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn public_acts(
    house: &House,
    process: &ElectionId,
    before: Option<u64>,
) -> Result<Vec<ReadAct>, DeskError> {
    let acts = staff_acts::about(house.office.reader(), process.as_str(), before, PAGE).await?;
    let read = |act: StaffAct| {
        let fields = serde_json::from_str::<BTreeMap<String, Value>>(&act.detail);
        let mut detail = fields.unwrap_or_default();
        detail.remove("account");
        ReadAct { by: None, detail, act: StaffAct { staff: String::new(), ..act } }
    };
    Ok(acts.into_iter().map(read).collect())
}

/// The whole list as CSV. Whoever takes it away leaves a line in it.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn download_acts(
    house: &House,
    permit: &Permit<ReadStaffLog>,
) -> Result<String, DeskError> {
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    in_one_step(house, async |tx| note(house, tx, by, None, &Entry::ListDownloaded {}).await)
        .await?;
    let names = names(house).await?;
    let mut table = csv::Writer::from_writer(Vec::new());
    let header = ["position", "unix_seconds", "by", "act", "process", "detail", "chain"];
    let broken = |e: &dyn std::fmt::Display| StoreError::Corrupt(e.to_string());
    table.write_record(header).map_err(|e| broken(&e))?;
    let mut last = 0;
    loop {
        let block = staff_acts::after(house.office.reader(), last, BLOCK).await?;
        let Some(end) = block.last() else { break };
        last = end.position;
        for act in &block {
            let (position, at) = (act.position.to_string(), act.at.unix().to_string());
            let by = names.get(&act.staff).unwrap_or(&act.staff);
            let cells = [&position, &at, by, &act.act, &act.subject, &act.detail, &act.chain];
            let cells = cells.map(|cell| harmless(cell));
            table.write_record(&cells).map_err(|e| broken(&e))?;
        }
    }
    let bytes = table.into_inner().map_err(|e| broken(&e))?;
    String::from_utf8(bytes).map_err(|e| broken(&e).into())
}

/// A cell that no spreadsheet takes for a formula (TRUST.md S8).
pub(in crate::app) fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

async fn names(house: &House) -> Result<BTreeMap<String, String>, DeskError> {
    let accounts = staff::all(house.office.reader()).await?;
    Ok(accounts.into_iter().map(|account| (account.id, account.shown_as)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_becomes_a_formula() {
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("@cmd"), "'@cmd");
        assert_eq!(harmless("signed_in"), "signed_in");
    }
}
