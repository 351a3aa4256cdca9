//! Buttons of the classic APIs, from the call to the money.

use crate::harness::classic::two_sellers;
use crate::harness::{self, Harness};

const MUG: &[(&str, &str)] = &[
    ("BUTTONTYPE", "BUYNOW"),
    ("BUTTONCODE", "HOSTED"),
    ("L_BUTTONVAR0", "item_name=Mug \"é\" <b>"),
    ("L_BUTTONVAR1", "\"currency_code=EUR\""),
    ("L_BUTTONVAR2", "business=buyer@example.com"),
    ("OPTION0NAME", "Size"),
    ("L_OPTION0SELECT0", "S"),
    ("L_OPTION0PRICE0", "5.00"),
    ("L_OPTION0SELECT1", "L"),
    ("L_OPTION0PRICE1", "7.50"),
    ("L_TEXTBOX0", "Name on it"),
];

fn variable(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[tokio::test]
async fn a_saved_button_is_paid() {
    let sandbox = Harness::start().await;
    let made = sandbox.nvp("BMCreateButton", MUG).await.expect_success();
    let id = made.get("HOSTEDBUTTONID").to_owned();
    assert_eq!(id.len(), 13);
    let code = made.get("WEBSITECODE");
    assert!(code.contains(&format!("value=\"{id}\"")), "{code}");
    assert!(
        code.contains("<select name=\"os0\">") && !code.contains("<b>"),
        "{code}"
    );
    assert!(
        made.get("EMAILLINK")
            .starts_with(&sandbox.url("/cgi-bin/webscr?cmd=_s-xclick"))
    );
    let form = [
        variable("cmd", "_s-xclick"),
        variable("hosted_button_id", &id),
        variable("os0", "L"),
        variable("os1", "Mara"),
        // What the button has cannot be changed.
        variable("option_amount1", "0.01"),
        variable("currency_code", "JPY"),
        variable("business", "buyer@example.com"),
    ];
    let payment = sandbox.paid(&form).await;
    assert_eq!(payment["gross"], "7.50");
    assert_eq!(payment["currency"], "EUR");
    assert_eq!(payment["payee"], "merchant@example.com");
    assert_eq!(sandbox.balances("EUR").await.1, "7.50");
    let token = sandbox.open(&form).await;
    let line = &sandbox.checkout(&token).await["lines"][0];
    assert_eq!(line["item_name"], "Mug \"é\" <b>");
    assert_eq!(line["options"][1]["value"], "Mara");
    // Saved again, found, told of, deleted.
    let change = [
        ("HOSTEDBUTTONID", id.as_str()),
        ("L_BUTTONVAR0", "item_name=Cup"),
        ("L_BUTTONVAR1", "amount=3.00"),
    ];
    sandbox
        .nvp("BMUpdateButton", &change)
        .await
        .expect_success();
    let payment = sandbox.paid(&form[..2]).await;
    assert_eq!(
        (&payment["gross"], &payment["currency"]),
        (&"3.00".into(), &"USD".into())
    );
    let one = [("HOSTEDBUTTONID", id.as_str())];
    let details = sandbox
        .nvp("BMGetButtonDetails", &one)
        .await
        .expect_success();
    assert_eq!(details.get("L_BUTTONVAR1"), "\"amount=3.00\"");
    let found = sandbox.nvp("BMButtonSearch", &[]).await.expect_success();
    assert_eq!(found.get("L_HOSTEDBUTTONID0"), id);
    assert_eq!(found.get("L_ITEMNAME0"), "Cup");
    let delete = [one[0], ("BUTTONSTATUS", "DELETE")];
    sandbox
        .nvp("BMManageButtonStatus", &delete)
        .await
        .expect_success();
    assert_eq!(
        sandbox.nvp("BMGetButtonDetails", &one).await.code(),
        "11925"
    );
    let gone = sandbox.refused(&form).await;
    assert_eq!(gone["code"], "hosted_button_unknown");
    assert_eq!(gone["variable"], "hosted_button_id");
}

#[tokio::test]
async fn a_button_in_clear_text_is_a_form() {
    let sandbox = Harness::start().await;
    let mut fields = MUG.to_vec();
    fields[1] = ("BUTTONCODE", "CLEARTEXT");
    let made = sandbox
        .nvp("BMCreateButton", &fields)
        .await
        .expect_success();
    assert!(!made.has("HOSTEDBUTTONID"));
    let code = made.get("WEBSITECODE");
    for part in [
        "name=\"cmd\" value=\"_xclick\"",
        "name=\"business\" value=\"merchant@example.com\"",
        "name=\"option_amount1\" value=\"7.50\"",
        "name=\"on1\" value=\"Name on it\"",
    ] {
        assert!(code.contains(part), "{part} in {code}");
    }
    assert!(!code.contains("buyer@example.com"));
}

#[tokio::test]
async fn wrong_buttons_are_refused() {
    let sandbox = Harness::with(two_sellers()).await;
    for (field, code) in [
        (("BUTTONTYPE", "WHATEVER"), "11926"),
        (("BUTTONCODE", "ENCRYPTED"), "11926"),
        (("L_BUTTONVAR0", "item_name"), "11951"),
        (("L_BUTTONVAR0", "=x"), "11951"),
    ] {
        assert_eq!(
            sandbox.nvp("BMCreateButton", &[field]).await.code(),
            code,
            "{field:?}"
        );
    }
    let made = sandbox.nvp("BMCreateButton", MUG).await.expect_success();
    let id = made.get("HOSTEDBUTTONID");
    let accounts = sandbox.get("accounts").await;
    let other = &accounts[2]["classic"];
    let fields = [
        ("USER", harness::text(&other["user"])),
        ("PWD", harness::text(&other["password"])),
        ("SIGNATURE", harness::text(&other["signature"])),
        ("VERSION", "204"),
        ("METHOD", "BMManageButtonStatus"),
        ("HOSTEDBUTTONID", id),
        ("BUTTONSTATUS", "DELETE"),
    ];
    assert_eq!(sandbox.nvp_raw(&fields).await.code(), "11925");
}
