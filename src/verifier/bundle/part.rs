//! A part of the bundle: read, or not, and what was wrong with it.

use super::files::{FileFault, Files};
use crate::finding::{Blocked, Check, Fault, Finding, Place};
use crate::primitives::canonical::{Value, parse};
use crate::shape::ShapeFault;

/// A part of the bundle, with the check that answers for its faults.
#[derive(Debug)]
pub struct Part<T> {
    name: String,
    owner: Check,
    value: Option<T>,
    faults: Vec<Finding>,
}

impl<T> Part<T> {
    /// A part that was read, perhaps with faults that do not keep others from using it.
    pub fn read(name: &str, owner: Check, value: T, faults: Vec<Finding>) -> Self {
        Self { name: name.to_owned(), owner, value: Some(value), faults }
    }

    /// A part that cannot be used.
    pub fn faulty(name: &str, owner: Check, faults: Vec<Finding>) -> Self {
        Self { name: name.to_owned(), owner, value: None, faults }
    }

    /// The part, or the reason why whoever needs it is blocked.
    pub fn get(&self) -> Result<&T, Blocked> {
        let needs = || Blocked::Needs { what: self.name.clone(), see: self.owner };
        self.value.as_ref().ok_or_else(needs)
    }

    /// What was wrong with it, for the check that answers for it.
    pub fn faults(&self) -> &[Finding] {
        &self.faults
    }
}

/// A file's fault as a finding.
pub fn file_finding(path: &str, fault: FileFault) -> Finding {
    let fault = match fault {
        FileFault::Missing => Fault::Missing,
        FileFault::Special => Fault::Special,
        FileFault::TooLarge(limit) => Fault::TooLarge { limit },
        FileFault::System(kind) => Fault::Unreadable { why: kind.to_string() },
    };
    Finding::new(Place::file(path), fault)
}

/// A canonical record in a file of its own, read into a value.
pub fn record<T>(
    files: &Files,
    path: &str,
    limit: u64,
    owner: Check,
    read: impl FnOnce(&Value<'_>) -> Result<T, ShapeFault>,
) -> Part<(T, Vec<u8>)> {
    let bytes = match files.read(path, limit) {
        Ok(bytes) => bytes,
        Err(fault) => return Part::faulty(path, owner, vec![file_finding(path, fault)]),
    };
    let value = match parse(&bytes) {
        Ok(record) => read(&record)
            .map_err(|fault| Finding::new(Place::file(path).member(&fault.0), Fault::Shape(fault))),
        Err(fault) => Err(Finding::new(Place::file(path), Fault::NotCanonical(fault))),
    };
    match value {
        Ok(value) => Part::read(path, owner, (value, bytes), Vec::new()),
        Err(finding) => Part::faulty(path, owner, vec![finding]),
    }
}
