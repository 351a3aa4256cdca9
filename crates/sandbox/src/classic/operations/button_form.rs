//! HTML of a button for the shop's page.

use askama::filters::{Html, escape};

use crate::store::buttons::SavedButton;

/// The form of a saved button.
pub(super) fn hosted(button: &SavedButton, base: &str) -> String {
    let fields = [
        ("cmd".to_owned(), "_s-xclick".to_owned()),
        ("hosted_button_id".to_owned(), button.id.clone()),
    ];
    form(button, &fields, base)
}

/// The form of a button that is not saved, with all its variables.
pub(super) fn clear_text(button: &SavedButton, business: &str, base: &str) -> String {
    form(button, &button.form(business), base)
}

fn form(button: &SavedButton, fields: &[(String, String)], base: &str) -> String {
    let action = html(&format!("{base}/cgi-bin/webscr"));
    let mut form = format!("<form action=\"{action}\" method=\"post\">\n");
    for (name, value) in fields {
        let (name, value) = (html(name), html(value));
        form.push_str(&format!(
            "<input type=\"hidden\" name=\"{name}\" value=\"{value}\">\n"
        ));
    }
    for (index, option) in button.options.iter().enumerate() {
        let name = html(&option.name);
        form.push_str(&format!("<label>{name} <select name=\"os{index}\">\n"));
        for (choice, price) in &option.choices {
            let (value, price) = (html(choice), html(price.as_deref().unwrap_or_default()));
            let text = format!("{value} {price}");
            let text = text.trim();
            form.push_str(&format!("<option value=\"{value}\">{text}</option>\n"));
        }
        form.push_str("</select></label>\n");
    }
    for (index, label) in button.text_boxes.iter().enumerate() {
        let (label, number) = (html(label), index + button.options.len());
        form.push_str(&format!(
            "<label>{label} <input type=\"text\" name=\"os{number}\" maxlength=\"200\"></label>\n"
        ));
    }
    form.push_str("<button type=\"submit\" name=\"submit\">PayPal</button>\n</form>\n");
    form
}

fn html(text: &str) -> String {
    escape(text, Html).map_or_else(|_| String::new(), |safe| safe.to_string())
}
