//! Reads the errors and warnings of an answer.

use super::record::Record;
use super::{Message, Parameter};

/// The messages of an answer, in its order.
pub(super) fn read_messages(answer: &Record<'_>) -> Vec<Message> {
    answer
        .list("L_", &["ERRORCODE"], "Errors")
        .iter()
        .map(message)
        .collect()
}

fn message(record: &Record<'_>) -> Message {
    let parameters = match record {
        // NVP has one for each message.
        Record::Nvp { .. } => vec![*record],
        Record::Soap(_) => record.list("", &[], "ErrorParameters"),
    };
    Message {
        code: record.word("ERRORCODE", "ErrorCode").unwrap_or_default(),
        short: record.owned("SHORTMESSAGE", "ShortMessage"),
        long: record.owned("LONGMESSAGE", "LongMessage"),
        severity: record
            .word("SEVERITYCODE", "SeverityCode")
            .unwrap_or_default(),
        parameters: parameters.iter().filter_map(parameter).collect(),
    }
}

fn parameter(record: &Record<'_>) -> Option<Parameter> {
    Some(Parameter {
        value: record.owned("ERRORPARAMVALUE", "Value")?,
        id: record
            .attribute("ERRORPARAMID", "ParamID")
            .map(str::to_owned),
    })
}
