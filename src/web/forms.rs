//! Forms that come back: what was typed stays, and each fault is told at the top and at its field.

use serde::Serialize;

use crate::i18n::message::Message;

/// One thing to put right, tied to the field where it is put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The id of the field.
    pub field: String,
    /// What happened and what to do.
    pub message: Message,
}

/// All things to put right, for `partials/error_summary`; flatten it into a view.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Faults {
    faults: Vec<Fault>,
    fault_count: usize,
}

impl Faults {
    /// No faults: the form is shown for the first time.
    pub fn none() -> Self {
        Self::default()
    }

    /// These faults, in the order of their fields.
    pub fn of(faults: Vec<Fault>) -> Self {
        Self { fault_count: faults.len(), faults }
    }

    /// One fault at one field.
    pub fn at(field: &str, message: Message) -> Self {
        Self::of(vec![Fault { field: field.to_owned(), message }])
    }

    /// The same, with those of one field told at another: the form has no field of that name.
    #[must_use]
    pub fn all_at(mut self, from: &str, to: &str) -> Self {
        for fault in self.faults.iter_mut().filter(|fault| fault.field == from) {
            to.clone_into(&mut fault.field);
        }
        self
    }

    /// Whether there is anything to put right.
    pub fn any(&self) -> bool {
        !self.faults.is_empty()
    }

    /// The first fault of a field.
    pub fn of_field(&self, id: &str) -> Option<&Message> {
        self.faults.iter().find(|fault| fault.field == id).map(|fault| &fault.message)
    }
}

/// One line of text to type, for `partials/field`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    id: String,
    name: String,
    /// The `type` of the input.
    kind: &'static str,
    value: String,
    label: Message,
    hint: Option<Message>,
    fault: Option<Message>,
    described_by: Option<String>,
    autocomplete: Option<&'static str>,
    /// A code: left to right, capital letters, no spelling.
    code: bool,
}

impl Field {
    /// A line of text named `name`, holding `value`.
    pub fn text(name: &str, value: &str, label: Message) -> Self {
        Self {
            id: name.to_owned(),
            name: name.to_owned(),
            kind: "text",
            value: value.to_owned(),
            label,
            hint: None,
            fault: None,
            described_by: None,
            autocomplete: None,
            code: false,
        }
    }

    /// The same line as another `type` of input: `password`, `datetime-local`, `number`, `email`.
    #[must_use]
    pub fn kind(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }

    /// The same line for a code.
    #[must_use]
    pub fn code(mut self) -> Self {
        self.code = true;
        self
    }

    /// The same line with what the browser may fill in.
    #[must_use]
    pub fn autocomplete(mut self, what: &'static str) -> Self {
        self.autocomplete = Some(what);
        self
    }

    /// The same line with a hint above it.
    #[must_use]
    pub fn hint(mut self, hint: Message) -> Self {
        self.hint = Some(hint);
        self.describe();
        self
    }

    /// The same line with its fault, if `faults` has one.
    #[must_use]
    pub fn fault_in(mut self, faults: &Faults) -> Self {
        self.fault = faults.of_field(&self.id).cloned();
        self.describe();
        self
    }

    fn describe(&mut self) {
        let id = &self.id;
        let hint = self.hint.as_ref().map(|_| format!("{id}-hint"));
        let fault = self.fault.as_ref().map(|_| format!("{id}-fault"));
        let all: Vec<String> = [hint, fault].into_iter().flatten().collect();
        self.described_by = (!all.is_empty()).then(|| all.join(" "));
    }
}
