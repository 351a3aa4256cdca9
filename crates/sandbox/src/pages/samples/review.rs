//! Review pages.

use super::*;

pub(crate) fn review() -> ReviewPage {
    let mut mug = line("Stoneware mug", 2, "18.00", "36.00");
    mug.number = Some(text("MUG-01"));
    mug.options = pairs(&[("Glaze", "Celadon"), ("Size", "Large, 350 ml")]);
    ReviewPage {
        token: text("EC-7BX40219HK3382514"),
        csrf: text("c5f1"),
        payee: text("Kiln & Leaf"),
        payee_email: text("merchant@example.com"),
        buyer_name: text("Test Buyer"),
        buyer_email: text("buyer@example.com"),
        lines: vec![mug, line("Sencha, 100 g tin", 1, "14.50", "14.50")],
        totals: TotalsView {
            discount: Some(text("5.05")),
            shipping: Some(text("4.90")),
            handling: Some(text("1.00")),
            tax: Some(text("3.18")),
            ..totals("USD", "50.50", "54.53")
        },
        ship_to: Some(vec![
            text("Test Buyer"),
            text("1 Main Street"),
            text("San Jose, CA 95131"),
            text("United States"),
        ]),
        phone: Some(text("402-555-0100")),
        balance: text("5000.00"),
        kind: text("sale"),
        plan: None,
        asks_name: false,
        asks_amount: false,
        typed_name: String::new(),
        typed_amount: String::new(),
        asks_quantity: None,
        asks_note: true,
        ignored: ignored(),
        pays_now: true,
        programmed: false,
        shipping_options: Vec::new(),
        asked: None,
        notice: None,
        in_app: false,
        error: None,
    }
}

/// Thirty lines, long names, several scripts, a currency without decimals.
pub(crate) fn review_long() -> ReviewPage {
    let mut lines = vec![
        line(HOSTILE, 1, "1200", "1200"),
        line(
            "手作り萩焼湯呑み 大 四客揃い 桐箱入り",
            12,
            "18000",
            "216000",
        ),
        line(
            "إبريق شاي من الخزف المصنوع يدويًا مع صينية خشبية",
            3,
            "7400",
            "22200",
        ),
        line(
            "Donaudampfschifffahrtsgesellschaftskapitänsteeservice mit Untertassen",
            1,
            "64000",
            "64000",
        ),
        line(&"x".repeat(127), 1, "1", "1"),
    ];
    lines[1].options = pairs(&[("色", "青磁"), (HOSTILE, HOSTILE)]);
    lines.extend((6..=30).map(|number| line(&format!("Cup number {number}"), 2, "800", "1600")));
    ReviewPage {
        payee: text("Töpferei & Teehandlung Übermühlenbacher-Straßenfellner Gesellschaft mbH"),
        payee_email: text(
            "a.very.long.address.of.a.merchant.with.many.parts@subdomain.shop.example.com",
        ),
        buyer_name: text("محمد عبد الرحمن"),
        lines,
        totals: TotalsView {
            shipping: Some(text("1500")),
            ..totals("JPY", "343401", "344901")
        },
        balance: text("500000"),
        shipping_options: vec![
            shipping_option("standard", "Standard, 3–5 days", None, true),
            shipping_option("express", HOSTILE, Some("1500"), false),
            ShippingOptionView {
                is_pickup: true,
                ..shipping_option("pickup", &"x".repeat(127), None, false)
            },
        ],
        asks_quantity: Some(2),
        error: Some(text("The quantity must be a whole number from 1 to 999.")),
        ..review()
    }
}

fn shipping_option(
    id: &str,
    label: &str,
    amount: Option<&str>,
    is_selected: bool,
) -> ShippingOptionView {
    ShippingOptionView {
        id: text(id),
        label: text(label),
        is_pickup: false,
        amount: amount.map(text),
        is_selected,
    }
}

pub(crate) fn review_donation() -> ReviewPage {
    ReviewPage {
        lines: vec![line(
            "Winter fund of the village library",
            1,
            "0.00",
            "0.00",
        )],
        totals: totals("EUR", "0.00", "0.00"),
        ship_to: None,
        kind: text("donation"),
        asks_name: true,
        asks_amount: true,
        typed_name: String::new(),
        typed_amount: String::new(),
        ignored: Vec::new(),
        ..review()
    }
}
