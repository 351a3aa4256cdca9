//! Reasons for variables that were not used.

use crate::store::forms::Command;

/// Every variable of a product or a cart that PayPal knows, without suffix.
const KNOWN: &[&str] = &[
    "amount",
    "item_name",
    "item_number",
    "quantity",
    "undefined_quantity",
    "weight",
    "weight_unit",
    "weight_cart",
    "option_index",
    "shipping",
    "shipping2",
    "handling",
    "handling_cart",
    "tax",
    "tax_rate",
    "tax_cart",
    "discount_amount",
    "discount_amount2",
    "discount_rate",
    "discount_rate2",
    "discount_num",
    "discount_amount_cart",
    "discount_rate_cart",
];

/// The variables of a subscription.
const SUBSCRIPTION: &[&str] = &[
    "a1",
    "p1",
    "t1",
    "a2",
    "p2",
    "t2",
    "a3",
    "p3",
    "t3",
    "src",
    "srt",
    "sra",
    "modify",
    "usr_manage",
];

/// The reason for the list of ignored variables, or none for the names that
/// browsers add on their own: those of submit buttons.
pub(crate) fn reason(name: &str, command: Command, items: usize) -> Option<String> {
    if is_submit(name) {
        return None;
    }
    let words = command.words();
    if SUBSCRIPTION.contains(&name) {
        return Some(format!("not used by {words}"));
    }
    if command == Command::CartUpload {
        if let Some((base, number)) = numbered(name) {
            return Some(match number {
                0 => "item numbers start at 1".to_owned(),
                number if number > items => format!(
                    "item {number} comes after a gap: there is no item {}",
                    items + 1
                ),
                _ => format!("{base} is not a variable of an item in {words}"),
            });
        }
        if is_known(name) {
            return Some(format!("{words} numbers its items: {name}_1"));
        }
    }
    if is_known(name) {
        return Some(format!("not used by {words}"));
    }
    if numbered(name).is_some() {
        return Some(format!("{words} has one item, without a number"));
    }
    Some("not a variable that PayPal knows".to_owned())
}

/// Returns whether a browser adds the variable when a button is pressed.
pub(crate) fn is_submit(name: &str) -> bool {
    name == "submit" || name.starts_with("submit.") || name == "x" || name == "y"
}

fn is_known(name: &str) -> bool {
    KNOWN.contains(&name) || is_option(name)
}

/// `on0`, `os9`, `option_select3` and the like.
fn is_option(name: &str) -> bool {
    ["on", "os", "option_select", "option_amount"]
        .iter()
        .any(|base| {
            name.strip_prefix(base).is_some_and(|digit| {
                digit.len() == 1 && digit.bytes().all(|byte| byte.is_ascii_digit())
            })
        })
}

/// `amount_2` as `amount` and 2.
fn numbered(name: &str) -> Option<(&str, usize)> {
    let (base, number) = name.rsplit_once('_')?;
    let number = number.parse().ok()?;
    is_known(base).then_some((base, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_leftover_has_its_reason() {
        let reason = |name, command, items| reason(name, command, items).unwrap_or_default();
        for (name, command, items, words) in [
            ("amount_3", Command::CartUpload, 1, "there is no item 2"),
            ("os0_9", Command::CartUpload, 4, "there is no item 5"),
            ("amount_0", Command::CartUpload, 1, "start at 1"),
            ("shipping", Command::CartUpload, 1, "shipping_1"),
            (
                "discount_amount2_1",
                Command::CartUpload,
                1,
                "not a variable of an item",
            ),
            ("tax_cart", Command::BuyNow, 0, "not used by _xclick"),
            ("amount_1", Command::BuyNow, 0, "without a number"),
            ("tax", Command::Donate, 0, "not used by _donations"),
            ("colour", Command::BuyNow, 0, "not a variable"),
            ("a3", Command::BuyNow, 0, "not used by _xclick"),
            (
                "shipping",
                Command::Subscribe,
                0,
                "not used by _xclick-subscriptions",
            ),
        ] {
            let given = reason(name, command, items);
            assert!(given.contains(words), "{name}: {given}");
        }
        assert_eq!(super::reason("submit.x", Command::BuyNow, 0), None);
    }
}
