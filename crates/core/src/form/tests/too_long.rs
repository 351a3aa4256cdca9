//! The length of every text variable, to the character.

use crate::form::{
    AbsoluteUrl, CartUpload, FormOption, PaymentVariables, PricedChoice, SingleItem, example,
};

type Set = fn(&mut PaymentVariables, String);

fn url(length: usize) -> AbsoluteUrl {
    let mut text = "https://shop.example/".to_owned();
    while text.chars().count() < length {
        text.push('é');
    }
    AbsoluteUrl::parse("return", &text).unwrap()
}

/// Both the longest text and one character more; counted in characters, not
/// in bytes.
fn check(variable: &str, limit: usize, fields: impl Fn(usize) -> Result<(), crate::CoreError>) {
    fields(limit).unwrap_or_else(|error| panic!("{variable}: {error}"));
    let error = fields(limit + 1).expect_err(variable);
    assert_eq!(error.variable(), Some(variable));
    assert_eq!(error.code(), "variable_too_long", "{variable}");
}

fn upload(change: impl Fn(&mut CartUpload)) -> Result<(), crate::CoreError> {
    let mut form = example::upload().unwrap();
    change(&mut form);
    form.fields().map(drop)
}

fn buy_now(change: impl Fn(&mut SingleItem)) -> Result<(), crate::CoreError> {
    let mut form = example::buy_now().unwrap();
    change(&mut form);
    form.fields().map(drop)
}

#[test]
fn texts_of_the_payment() {
    let texts: [(&str, usize, Set); 12] = [
        ("bn", 32, |payment, text| payment.bn = Some(text)),
        ("custom", 255, |payment, text| payment.custom = Some(text)),
        ("invoice", 127, |payment, text| payment.invoice = Some(text)),
        ("cbt", 60, |payment, text| payment.cbt = Some(text)),
        ("cn", 40, |payment, text| payment.cn = Some(text)),
        ("page_style", 30, |payment, text| {
            payment.page.page_style = Some(text)
        }),
        ("first_name", 32, |payment, text| {
            payment.buyer.first_name = Some(text)
        }),
        ("last_name", 32, |payment, text| {
            payment.buyer.last_name = Some(text)
        }),
        ("address1", 100, |payment, text| {
            payment.buyer.address1 = Some(text)
        }),
        ("address2", 100, |payment, text| {
            payment.buyer.address2 = Some(text)
        }),
        ("city", 40, |payment, text| payment.buyer.city = Some(text)),
        ("zip", 32, |payment, text| payment.buyer.zip = Some(text)),
    ];
    for (variable, limit, set) in texts {
        check(variable, limit, |length| {
            upload(|form| set(&mut form.payment, "é".repeat(length)))
        });
    }
    check("email", 127, |length| {
        let email = format!("{}@example.com", "é".repeat(length - 12));
        upload(|form| form.payment.buyer.email = Some(email.clone()))
    });
    check("state", 2, |length| {
        upload(|form| form.payment.buyer.state = Some("CAL"[..length].to_owned()))
    });
}

#[test]
fn addresses() {
    check("notify_url", 255, |length| {
        upload(|form| form.payment.notify_url = Some(url(length)))
    });
    check("return", 1024, |length| {
        upload(|form| form.payment.return_url = Some(url(length)))
    });
    check("cancel_return", 1024, |length| {
        upload(|form| form.payment.cancel_return = Some(url(length)))
    });
    check("image_url", 1024, |length| {
        upload(|form| form.payment.page.image_url = Some(url(length)))
    });
    check("cpp_logo_image", 127, |length| {
        upload(|form| form.payment.page.cpp_logo_image = Some(url(length)))
    });
}

#[test]
fn texts_of_items() {
    check("item_name_2", 127, |length| {
        upload(|form| form.items[1].item_name = "é".repeat(length))
    });
    check("item_number_3", 127, |length| {
        upload(|form| form.items[2].item_number = Some("é".repeat(length)))
    });
    check("on9_2", 64, |length| {
        upload(|form| form.items[1].options[9].name = "é".repeat(length))
    });
    check("os0_1", 64, |length| {
        upload(|form| form.items[0].options[0].value = Some("é".repeat(length)))
    });
    check("item_name", 127, |length| {
        buy_now(|form| form.item_name = Some("é".repeat(length)))
    });
    check("item_number", 127, |length| {
        buy_now(|form| form.item_number = Some("é".repeat(length)))
    });
    check("on2", 64, |length| {
        buy_now(|form| form.options[2].name = "é".repeat(length))
    });
    check("os2", 64, |length| {
        buy_now(|form| form.options[2].value = Some("é".repeat(length)))
    });
    check("option_select3", 64, |length| {
        buy_now(|form| {
            if let Some(priced) = &mut form.priced_option {
                priced.choices[3].select = "é".repeat(length);
            }
        })
    });
}

#[test]
fn rows_of_options() {
    let eleventh = || FormOption {
        name: "Eleventh".to_owned(),
        value: None,
    };
    for (error, variable) in [
        (
            upload(|form| form.items[1].options.push(eleventh())),
            "on10_2",
        ),
        (buy_now(|form| form.options.push(eleventh())), "on10"),
        (
            buy_now(|form| {
                let amount = form.amount.unwrap();
                if let Some(priced) = &mut form.priced_option {
                    let select = "Eleventh".to_owned();
                    priced.choices.push(PricedChoice { select, amount });
                }
            }),
            "option_select10",
        ),
    ] {
        let error = error.unwrap_err();
        assert_eq!(error.variable(), Some(variable));
        assert_eq!(error.code(), "variable_out_of_range");
    }
}
