//! Items ordered, as the message about the payment must repeat them.

use serde::{Deserialize, Serialize};

use crate::ChosenOption;

/// One item of a form, with the texts as they were posted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderedItem {
    /// `item_number`; nothing for an item that is a charge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// `item_name`, empty when the buyer types it.
    pub name: String,
    /// `quantity`, from 1.
    pub quantity: u32,
    /// `on0`/`os0` and so on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<ChosenOption>,
}
