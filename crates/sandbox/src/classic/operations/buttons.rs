//! The Button Manager: `BMCreateButton`, `BMUpdateButton`,
//! `BMGetButtonDetails`, `BMButtonSearch` and `BMManageButtonStatus`.

use jiff::Timestamp;

use super::button_form;
use super::transaction_search::read_time;
use crate::classic::answer::Answer;
use crate::classic::call::Call;
use crate::classic::errors::{CallResult, ClassicError, refused};
use crate::classic::fields::Fields;
use crate::classic::operation::{Operation, Reply};
use crate::store::buttons::{ButtonKind, ButtonOption, SavedButton};

/// A button as a request describes it.
#[derive(Debug)]
struct ButtonRequest {
    kind: ButtonKind,
    is_hosted: bool,
    variables: Vec<(String, String)>,
    options: Vec<ButtonOption>,
    text_boxes: Vec<String>,
}

/// Variables that the kind and the account of a button decide. A button's
/// texts came as UTF-8, whatever its `charset` says.
const OWN_VARIABLES: &[&str] = &[
    "cmd",
    "business",
    "add",
    "display",
    "hosted_button_id",
    "charset",
];

impl ButtonRequest {
    fn read(fields: &Fields<'_>) -> CallResult<Self> {
        let kind = fields.text("BUTTONTYPE", "ButtonType");
        let kind = match kind.as_deref() {
            None => ButtonKind::BuyNow,
            Some(word) => match word.parse() {
                Ok(kind) => kind,
                Err(_) => return refused(11926),
            },
        };
        let is_hosted = match fields.text("BUTTONCODE", "ButtonCode").as_deref() {
            None | Some("HOSTED") => true,
            Some("CLEARTEXT") => false,
            Some(_) => return refused(11926),
        };
        let variables = fields.values("BUTTONVAR", "ButtonVar");
        let variables = variables.iter().map(|text| read_variable(text));
        let mut variables = variables.collect::<CallResult<Vec<_>>>()?;
        variables.retain(|(name, _)| !OWN_VARIABLES.contains(&name.as_str()));
        Ok(Self {
            kind,
            is_hosted,
            variables,
            options: read_options(fields),
            text_boxes: fields.values("TEXTBOX", "TextBox"),
        })
    }

    fn button(&self, id: String, call: &Call<'_>) -> SavedButton {
        SavedButton {
            id,
            owner: call.account.clone(),
            kind: self.kind,
            variables: self.variables.clone(),
            options: self.options.clone(),
            text_boxes: self.text_boxes.clone(),
            modified: call.now,
        }
    }

    /// Saves the button under `id`, where it is one to be saved.
    fn save(&self, id: Option<String>, call: &mut Call<'_>) -> CallResult<ButtonCode> {
        if !self.is_hosted {
            let button = self.button(String::new(), call);
            let business = &call.account()?.email;
            return Ok(ButtonCode {
                website: button_form::clear_text(&button, business, &call.base),
                email: None,
                id: None,
            });
        }
        let id = match id {
            Some(id) => id,
            None => call.store.ids.button(),
        };
        let button = self.button(id.clone(), call);
        let code = ButtonCode {
            website: button_form::hosted(&button, &call.base),
            email: Some(format!(
                "{}/cgi-bin/webscr?cmd=_s-xclick&hosted_button_id={id}",
                call.base
            )),
            id: Some(id),
        };
        call.store.buttons.put(button);
        Ok(code)
    }
}

/// Reads `name=value`, which may be quoted as a whole.
fn read_variable(text: &str) -> CallResult<(String, String)> {
    let quoted = text.strip_prefix('"');
    let text = quoted
        .and_then(|text| text.strip_suffix('"'))
        .unwrap_or(text);
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => {
            Ok((name.trim().to_owned(), value.to_owned()))
        }
        _ => {
            let error = ClassicError::of(11951);
            Err(error.saying(format!("{text:.40} is not name=value")).into())
        }
    }
}

/// Reads `OPTIONnNAME` with `L_OPTIONnSELECTm` and `L_OPTIONnPRICEm`.
fn read_options(fields: &Fields<'_>) -> Vec<ButtonOption> {
    let entries = fields.numbered("OPTION", "OptionDetails");
    let options = entries.iter().filter_map(|entry| {
        let name = entry.text("NAME", "OptionName")?;
        let choices = entry.list(&["SELECT"], "OptionSelectionDetails");
        let choices = choices.iter().filter_map(|choice| {
            let text = choice.text("SELECT", "OptionSelection")?;
            Some((text, choice.text("PRICE", "Price")))
        });
        Some(ButtonOption {
            name,
            choices: choices.collect(),
        })
    });
    options.collect()
}

/// Code of a button for pages and mails.
pub(super) struct ButtonCode {
    website: String,
    email: Option<String>,
    id: Option<String>,
}

fn write_code(answer: &mut Answer, code: &ButtonCode) {
    answer.text("WEBSITECODE", "Website", &code.website);
    answer.optional("EMAILLINK", "Email", code.email.as_deref());
    answer.optional("HOSTEDBUTTONID", "HostedButtonID", code.id.as_deref());
}

impl Reply for ButtonCode {
    fn write(&self, answer: &mut Answer) {
        write_code(answer, self);
    }
}

fn find<'c>(call: &'c Call<'_>, id: &str) -> CallResult<&'c SavedButton> {
    let found = call.store.buttons.get(id);
    let own = found.filter(|button| button.owner == call.account);
    own.ok_or_else(|| ClassicError::of(11925).into())
}

fn read_id(fields: &Fields<'_>) -> CallResult<String> {
    match fields.text("HOSTEDBUTTONID", "HostedButtonID") {
        Some(id) => Ok(id),
        None => refused(11925),
    }
}

/// Makes a button.
#[derive(Debug)]
pub(super) struct CreateButton(ButtonRequest);

impl Operation for CreateButton {
    const NAME: &'static str = "BMCreateButton";
    type Reply = ButtonCode;

    fn read(fields: &Fields<'_>) -> CallResult<Self> {
        ButtonRequest::read(fields).map(Self)
    }

    fn write_refused(answer: &mut Answer) {
        answer.text("", "Website", "");
    }

    fn run(&self, call: &mut Call<'_>) -> CallResult<ButtonCode> {
        self.0.save(None, call)
    }
}

/// Puts another button in the place of a saved one.
#[derive(Debug)]
pub(super) struct UpdateButton {
    id: String,
    request: ButtonRequest,
}

impl Operation for UpdateButton {
    const NAME: &'static str = "BMUpdateButton";
    type Reply = ButtonCode;

    fn read(fields: &Fields<'_>) -> CallResult<Self> {
        Ok(Self {
            id: read_id(fields)?,
            request: ButtonRequest::read(fields)?,
        })
    }

    fn write_refused(answer: &mut Answer) {
        answer.text("", "Website", "");
    }

    fn run(&self, call: &mut Call<'_>) -> CallResult<ButtonCode> {
        find(call, &self.id)?;
        if !self.request.is_hosted {
            return refused(11926);
        }
        self.request.save(Some(self.id.clone()), call)
    }
}

/// Tells of a saved button.
#[derive(Debug)]
pub(super) struct GetButtonDetails {
    id: String,
}

/// A saved button with its code.
pub(super) struct ButtonDetails {
    code: ButtonCode,
    button: SavedButton,
}

impl Operation for GetButtonDetails {
    const NAME: &'static str = "BMGetButtonDetails";
    type Reply = ButtonDetails;

    fn read(fields: &Fields<'_>) -> CallResult<Self> {
        Ok(Self {
            id: read_id(fields)?,
        })
    }

    fn run(&self, call: &mut Call<'_>) -> CallResult<ButtonDetails> {
        let button = find(call, &self.id)?.clone();
        Ok(ButtonDetails {
            code: ButtonCode {
                website: button_form::hosted(&button, &call.base),
                email: None,
                id: Some(button.id.clone()),
            },
            button,
        })
    }
}

impl Reply for ButtonDetails {
    fn write(&self, answer: &mut Answer) {
        write_code(answer, &self.code);
        answer.text("BUTTONTYPE", "ButtonType", <&str>::from(self.button.kind));
        answer.text("BUTTONCODE", "ButtonCode", "HOSTED");
        for (index, (name, value)) in self.button.variables.iter().enumerate() {
            let text = format!("\"{name}={value}\"");
            answer.text(&format!("L_BUTTONVAR{index}"), "ButtonVar", text);
        }
        for (index, option) in self.button.options.iter().enumerate() {
            answer.named_group("OptionDetails", &format!("OPTION{index}"), "", |answer| {
                answer.text("NAME", "OptionName", &option.name);
                answer.list(
                    "OptionSelectionDetails",
                    &option.choices,
                    |answer, choice| {
                        answer.text("SELECT", "OptionSelection", &choice.0);
                        answer.optional("PRICE", "Price", choice.1.as_deref());
                    },
                );
            });
        }
        for (index, label) in self.button.text_boxes.iter().enumerate() {
            answer.text(&format!("L_TEXTBOX{index}"), "TextBox", label);
        }
    }
}

/// Lists the saved buttons.
#[derive(Debug)]
pub(super) struct ButtonSearch {
    start: Option<Timestamp>,
    end: Option<Timestamp>,
}

/// Saved buttons of the account.
pub(super) struct FoundButtons(Vec<SavedButton>);

impl Operation for ButtonSearch {
    const NAME: &'static str = "BMButtonSearch";
    type Reply = FoundButtons;

    fn read(fields: &Fields<'_>) -> CallResult<Self> {
        Ok(Self {
            start: read_time(fields, "STARTDATE", "StartDate")?,
            end: read_time(fields, "ENDDATE", "EndDate")?,
        })
    }

    fn run(&self, call: &mut Call<'_>) -> CallResult<FoundButtons> {
        let found = call.store.buttons.of(&call.account).filter(|button| {
            self.start.is_none_or(|start| button.modified >= start)
                && self.end.is_none_or(|end| button.modified <= end)
        });
        Ok(FoundButtons(found.cloned().collect()))
    }
}

impl Reply for FoundButtons {
    fn write(&self, answer: &mut Answer) {
        answer.list("ebl:ButtonSearchResult", &self.0, |answer, button| {
            answer.text("HOSTEDBUTTONID", "HostedButtonID", &button.id);
            answer.text("BUTTONTYPE", "ButtonType", <&str>::from(button.kind));
            answer.text("ITEMNAME", "ItemName", button.item_name());
            answer.time("MODIFYDATE", "ModifyDate", button.modified);
        });
    }
}

/// Deletes a saved button.
#[derive(Debug)]
pub(super) struct ManageButtonStatus {
    id: String,
}

/// Nothing but that it was done.
pub(super) struct ButtonDeleted;

impl Operation for ManageButtonStatus {
    const NAME: &'static str = "BMManageButtonStatus";
    type Reply = ButtonDeleted;

    fn read(fields: &Fields<'_>) -> CallResult<Self> {
        if fields.text("BUTTONSTATUS", "ButtonStatus").as_deref() != Some("DELETE") {
            return Err(ClassicError::field("BUTTONSTATUS", "The status must be DELETE").into());
        }
        Ok(Self {
            id: read_id(fields)?,
        })
    }

    fn run(&self, call: &mut Call<'_>) -> CallResult<ButtonDeleted> {
        find(call, &self.id)?;
        call.store.buttons.remove(&self.id);
        Ok(ButtonDeleted)
    }
}

impl Reply for ButtonDeleted {
    fn write(&self, _: &mut Answer) {}
}
