use super::*;
use proptest::prelude::*;

const SINGLE: &[u8] = b"mc_gross=21.50&payer_id=BUYERRD222222&tax=0.00&payment_date=09%3A15%3A02+Mar+04%2C+2024+PST&payment_status=Completed&charset=UTF-8&first_name=Ana&mc_fee=0.92&custom=co_abcdefghijklmnopqrstuvwxyz&business=shop%40example.com&quantity=2&txn_id=1AB23456CD789012E&receiver_email=shop%40example.com&txn_type=web_accept&item_name=Mug+%E8%8C%B6&item_number=MUG-1&mc_currency=USD&test_ipn=1&option_name1=Size&option_selection1=Large&transaction_subject=&ipn_track_id=0f1e2d3c4b5a6";

fn parse(raw: &[u8]) -> IpnMessage {
    IpnMessage::parse(raw).unwrap()
}

#[test]
fn one_article_is_named_without_numbers() {
    let message = parse(SINGLE);
    assert!(!message.is_cart());
    let items = message.items();
    assert_eq!(items.len(), 1);
    assert_eq!(items[0].name, "Mug 茶");
    assert_eq!(items[0].number.as_deref(), Some("MUG-1"));
    assert_eq!(items[0].quantity, Some(2));
    assert_eq!(items[0].options[0].value, "Large");
    assert_eq!(items[0].gross, None);
    let payment = message.payment().unwrap().unwrap();
    assert_eq!(payment.gross.to_string(), "21.50");
    assert_eq!(payment.fee.unwrap().to_string(), "0.92");
    assert_eq!(payment.txn_type, Some(TxnType::WebAccept));
    assert!(message.checkout_id().is_some());
    assert_eq!(message.get("transaction_subject"), None);
    assert!(
        message
            .pairs()
            .iter()
            .any(|(name, _)| name == "transaction_subject")
    );
    assert_eq!(message.raw(), SINGLE);
}

#[test]
fn a_cart_is_named_with_numbers_and_both_spellings_of_gross() {
    for gross in ["mc_gross_", "mc_gross"] {
        let raw = format!(
            "num_cart_items=2&item_name1=Mug&item_number1=MUG-1&quantity1=2&{gross}1=21.50&option_name1_1=Size&option_selection1_1=Large&option_name2_1=Colour&option_selection2_1=Red&item_name2=Pen&quantity2=1&{gross}2=3.00&txn_type=cart&mc_currency=USD"
        );
        let items = parse(raw.as_bytes()).items();
        assert_eq!(items.len(), 2);
        assert_eq!(items[0].gross.unwrap().to_string(), "21.50");
        assert_eq!(items[0].options.len(), 2);
        assert_eq!(items[0].options[1].name, "Colour");
        assert_eq!(
            (items[1].name.as_str(), items[1].quantity),
            ("Pen", Some(1))
        );
        assert_eq!(items[1].gross.unwrap().to_string(), "3.00");
    }
}

#[test]
fn the_charset_is_read_before_the_text() {
    for (raw, charset, name) in [
        (
            &b"first_name=Zo%EB+%80&charset=windows-1252"[..],
            "windows-1252",
            "Zo\u{eb} \u{20ac}",
        ),
        (
            b"charset=UTF-8&first_name=Zo%C3%AB+%E8%8C%B6",
            "UTF-8",
            "Zo\u{eb} 茶",
        ),
        (b"charset=gb2312&first_name=%B2%E8", "GBK", "茶"),
        (b"charset=Shift_JIS&first_name=%92%83", "Shift_JIS", "茶"),
        (b"first_name=Zo%EB", "windows-1252", "Zo\u{eb}"),
        (
            b"charset=klingon&first_name=Zo%eb",
            "windows-1252",
            "Zo\u{eb}",
        ),
    ] {
        let message = parse(raw);
        assert_eq!(message.charset(), charset);
        assert_eq!(message.get("first_name"), Some(name));
        assert!(!message.is_damaged());
        assert_eq!(message.raw(), raw);
    }
    assert!(parse(b"charset=UTF-8&first_name=Zo%EB").is_damaged());
}

/// `qiita.com PayPal_MTS, "charset values of PayPal buttons"`: PayPal lets an
/// account choose labels that browsers read no text in.
#[test]
fn ascii_is_readable_in_every_charset() {
    let value = "1AB23456CD789012E -19.99 co_abc @%/~\\{}|^";
    let labels = [
        "ISO-2022-KR",
        "ISO-2022-CN",
        "ISO-2022-CN-EXT",
        "HZ-GB-2312",
        "UTF-16",
        "UTF-16BE",
        "UTF-16LE",
        "UTF-32",
        "EUC-TW",
        "UTF-7",
        "ibm-862",
        "windows-949",
        "Big5",
        "Big5-HKSCS",
        "KOI8_R",
        "KOI8-R",
        "Shift_JIS",
        "EUC-JP",
        "EUC-KR",
        "ISO-2022-JP",
        "gb18030",
        "gb2312",
        "ISO-8859-1",
        "ISO-8859-8-I",
        "macintosh",
        "windows-1252",
        "x-user-defined",
        "replacement",
        "x-sjis",
        "TIS-620",
        "",
        "klingon",
        "\u{0}",
    ];
    for label in labels {
        let raw = form_urlencoded::Serializer::new(String::new())
            .append_pair("mc_gross", value)
            .append_pair("charset", label)
            .finish();
        let message = parse(raw.as_bytes());
        assert_eq!(message.get("mc_gross"), Some(value), "{label}");
        assert!(!message.is_damaged(), "{label}");
    }
    let message = parse(b"charset=ISO-2022-KR&mc_gross=1.00&first_name=%1b%24%29C%0e3%40%0f+%B3");
    assert_eq!(message.charset(), "US-ASCII");
    assert_eq!(message.get("mc_gross"), Some("1.00"));
    assert_eq!(
        message.get("first_name"),
        Some("\u{fffd}$)C\u{fffd}3@\u{fffd} \u{fffd}")
    );
    assert!(message.is_damaged());
    let city = parse(b"charset=KOI8_R&address_city=%E7%CF%D2%CF%C4");
    assert_eq!(
        city.get("address_city"),
        Some("\u{413}\u{43e}\u{440}\u{43e}\u{434}")
    );
}

#[test]
fn dates_stay_as_they_came() {
    for date in [
        "20:12:59 Jan 13, 2009 PST",
        "20:12:59 Jan. 13, 2009 PDT",
        "20:12:59 13 Jan 2009 PST",
        "N/A",
    ] {
        let raw = format!(
            "payment_date={}",
            date.replace(' ', "+").replace(',', "%2C")
        );
        assert_eq!(parse(raw.as_bytes()).payment_date(), Some(date));
    }
}

#[test]
fn a_lookup_tells_the_same_fields() {
    let body = b"SUCCESS\nfirst_name=Ana\npayment_status=Completed\nmc_gross=21.50\nmc_currency=USD\ntxn_id=1AB\ncustom=order+77\naddress_street=a%0D%0Ab\n\n";
    let answer = IpnMessage::from_pdt(body).unwrap();
    assert_eq!(answer.source(), MessageSource::Pdt);
    assert_eq!(answer.get("custom"), Some("order 77"));
    assert_eq!(answer.get("address_street"), Some("a\r\nb"));
    assert_eq!(answer.payment().unwrap().unwrap().gross.minor(), 2150);
    let crlf = IpnMessage::from_pdt(b"SUCCESS\r\ncustom=a\r\n").unwrap();
    assert_eq!(crlf.get("custom"), Some("a"));

    let refused = IpnMessage::from_pdt(b"FAIL\nError: 4003\n").unwrap_err();
    assert_eq!(
        refused,
        PdtProblem::Refused {
            error: Some("4003".to_owned())
        }
    );
    assert_eq!(
        IpnMessage::from_pdt(b"FAIL").unwrap_err().code(),
        "pdt_refused"
    );
    assert_eq!(
        IpnMessage::from_pdt(b"<html>").unwrap_err().code(),
        "pdt_unreadable"
    );
    assert_eq!(
        IpnMessage::from_pdt(b"SUCCESSFUL\na=b").unwrap_err().code(),
        "pdt_unreadable"
    );
    assert_eq!(
        IpnMessage::from_pdt(b"SUCCESS\n").unwrap_err().code(),
        "message_empty"
    );
}

#[test]
fn nothing_and_too_much() {
    assert_eq!(IpnMessage::parse(b"").unwrap_err().code(), "message_empty");
    assert_eq!(
        IpnMessage::parse(b"&&").unwrap_err().code(),
        "message_empty"
    );
    let long = vec![b'a'; MAX_BYTES + 1];
    assert_eq!(
        IpnMessage::parse(&long).unwrap_err().code(),
        "message_too_long"
    );
}

proptest! {
    #[test]
    fn no_bytes_make_it_fail(raw in proptest::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(message) = IpnMessage::parse(&raw) {
            prop_assert_eq!(message.raw(), &raw[..]);
            let _ = (message.items(), message.payment(), message.checkout_id());
        }
        let _ = IpnMessage::from_pdt(&raw);
    }

    #[test]
    fn any_text_comes_through_utf8(
        name in "\\PC{1,20}",
        value in "\\PC{1,40}",
    ) {
        prop_assume!(name != "charset");
        let raw = form_urlencoded::Serializer::new(String::new())
            .append_pair(&name, &value)
            .append_pair("charset", "UTF-8")
            .finish();
        let message = parse(raw.as_bytes());
        prop_assert_eq!(message.get(&name), Some(value.as_str()));
    }
}
