//! Cards: their networks, and what is kept of one.

use crate::config::Address;

/// Network of a card, by PayPal's names.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, strum::IntoStaticStr,
)]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE", const_into_str)]
pub(crate) enum CardNetwork {
    Visa,
    Mastercard,
    Amex,
    Discover,
    Jcb,
    Maestro,
    ChinaUnionPay,
}

/// Rules of a network's cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NetworkRules {
    pub(crate) network: CardNetwork,
    /// The SDKs' name of the cards.
    pub(crate) kind: &'static str,
    /// The name that people know.
    pub(crate) title: &'static str,
    /// First and last prefix, of equally many digits.
    pub(crate) prefixes: &'static [(u32, u32)],
    /// Digits of a whole number: fewest and most.
    pub(crate) digits: (usize, usize),
    /// Digits of the security code.
    pub(crate) code_digits: usize,
}

/// Every network, the special prefixes before the general ones.
pub(crate) const NETWORKS: [NetworkRules; 8] = [
    rules(
        CardNetwork::Amex,
        "american-express",
        "American Express",
        &[(34, 34), (37, 37)],
        (15, 15),
        4,
    ),
    rules(CardNetwork::Visa, "visa", "Visa", &[(4, 4)], (13, 19), 3),
    rules(
        CardNetwork::Mastercard,
        "mastercard",
        "Mastercard",
        &[(51, 55), (2221, 2720)],
        (16, 16),
        3,
    ),
    rules(
        CardNetwork::Discover,
        "discover",
        "Discover",
        &[(6011, 6011), (644, 649), (65, 65)],
        (16, 19),
        3,
    ),
    // The network of Discover takes them.
    rules(
        CardNetwork::Discover,
        "diners-club",
        "Diners Club",
        &[(300, 305), (36, 36), (38, 39)],
        (14, 19),
        3,
    ),
    rules(CardNetwork::Jcb, "jcb", "JCB", &[(3528, 3589)], (16, 19), 3),
    rules(
        CardNetwork::ChinaUnionPay,
        "unionpay",
        "UnionPay",
        &[(62, 62)],
        (16, 19),
        3,
    ),
    rules(
        CardNetwork::Maestro,
        "maestro",
        "Maestro",
        &[(50, 50), (56, 59), (63, 63), (67, 67)],
        (13, 19),
        3,
    ),
];

const fn rules(
    network: CardNetwork,
    kind: &'static str,
    title: &'static str,
    prefixes: &'static [(u32, u32)],
    digits: (usize, usize),
    code_digits: usize,
) -> NetworkRules {
    NetworkRules {
        network,
        kind,
        title,
        prefixes,
        digits,
        code_digits,
    }
}

impl NetworkRules {
    /// The rules of a card, by the first digits of its number.
    pub(crate) fn of(number: &str) -> Option<&'static Self> {
        NETWORKS.iter().find(|rules| {
            rules.prefixes.iter().any(|(first, last)| {
                let prefix = number.get(..first.to_string().len());
                let prefix = prefix.and_then(|prefix| prefix.parse().ok());
                prefix.is_some_and(|prefix: u32| (*first..=*last).contains(&prefix))
            })
        })
    }

    /// Returns whether these digits are a number of such a card.
    pub(crate) fn accepts(&self, number: &str) -> bool {
        (self.digits.0..=self.digits.1).contains(&number.len()) && passes_luhn(number)
    }
}

/// Returns whether the last digit is the check digit of the others.
fn passes_luhn(number: &str) -> bool {
    let digits = number.chars().rev().map(|digit| digit.to_digit(10));
    let sum = digits.enumerate().try_fold(0, |sum, (place, digit)| {
        let digit = digit?;
        let doubled = if place % 2 == 1 { digit * 2 } else { digit };
        Some(sum + doubled / 10 + doubled % 10)
    });
    sum.is_some_and(|sum| sum % 10 == 0)
}

/// Refusal of a card's bank, which a name on the card asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum CardRefusal {
    DoNotHonor,
    SuspectedFraud,
    ExpiredCard,
    RestrictedCard,
    InsufficientFunds,
    LostOrStolen,
    InvalidAccount,
    GenericDecline,
    SecurityCode,
}

impl CardRefusal {
    /// PayPal's rejection triggers.
    const TRIGGERS: [(&'static str, Self); 9] = [
        ("CCREJECT-REFUSED", Self::DoNotHonor),
        ("CCREJECT-SF", Self::SuspectedFraud),
        ("CCREJECT-EC", Self::ExpiredCard),
        ("CCREJECT-IRC", Self::RestrictedCard),
        ("CCREJECT-IF", Self::InsufficientFunds),
        ("CCREJECT-LS", Self::LostOrStolen),
        ("CCREJECT-IA", Self::InvalidAccount),
        ("CCREJECT-BANK_ERROR", Self::GenericDecline),
        ("CCREJECT-CVV_F", Self::SecurityCode),
    ];

    /// The refusal that a name on the card, or its first name, asks for.
    fn of(name: &str) -> Option<Self> {
        let mut triggers = Self::TRIGGERS.iter();
        let first = name.split_whitespace().next()?;
        let found = triggers.find(|(trigger, _)| *trigger == first);
        found.map(|(_, refusal)| *refusal)
    }

    /// `processor_response.response_code`.
    pub(crate) const fn response_code(self) -> &'static str {
        match self {
            Self::DoNotHonor => "0500",
            Self::SuspectedFraud => "9500",
            Self::ExpiredCard => "5400",
            Self::RestrictedCard => "5180",
            Self::InsufficientFunds => "5120",
            Self::LostOrStolen => "9520",
            Self::InvalidAccount => "1330",
            Self::GenericDecline => "5100",
            Self::SecurityCode => "00N7",
        }
    }
}

/// A card as it is kept: without its number and its security code.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Card {
    pub(crate) network: CardNetwork,
    /// The last four digits of its number.
    pub(crate) last_digits: String,
    /// `YYYY-MM`.
    pub(crate) expiry: String,
    /// Name on it, where it was asked for.
    pub(crate) name: Option<String>,
    pub(crate) billing_address: Option<Address>,
    /// The order wants 3-D Secure, and its holder was known at once.
    pub(crate) is_authenticated: bool,
}

impl Card {
    /// The refusal of its bank, if its name asks for one.
    pub(crate) fn refusal(&self) -> Option<CardRefusal> {
        CardRefusal::of(self.name.as_deref()?)
    }

    /// For people: network and last digits.
    pub(crate) fn label(&self) -> String {
        let mut networks = NETWORKS.iter();
        let rules = networks.find(|rules| rules.network == self.network);
        let title = rules.map_or("Card", |rules| rules.title);
        format!("{title} ending in {}", self.last_digits)
    }

    /// First and last name.
    pub(super) fn holder(&self) -> (String, String) {
        let name = self.name.as_deref().unwrap_or_default().trim();
        let (first, last) = name.rsplit_once(' ').unwrap_or((name, ""));
        (first.to_owned(), last.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_test_cards_are_known_by_their_networks() {
        for (number, kind) in [
            ("371449635398431", "american-express"),
            ("376680816376961", "american-express"),
            ("36259600000004", "diners-club"),
            ("6304000000000000", "maestro"),
            ("5063516945005047", "maestro"),
            ("2223000048400011", "mastercard"),
            ("4005519200000004", "visa"),
            ("4012000033330026", "visa"),
            ("4012888888881881", "visa"),
            ("4772129056533503", "visa"),
        ] {
            let rules = NetworkRules::of(number).unwrap();
            assert_eq!(rules.kind, kind, "{number}");
            assert!(rules.accepts(number), "{number}");
        }
    }

    #[test]
    fn a_wrong_check_digit_and_a_wrong_length_are_no_numbers() {
        let visa = NetworkRules::of("4").unwrap();
        for number in [
            "4012888888881882",
            "401288888888",
            "40128888888818810000",
            "4o12888888881881",
        ] {
            assert!(!visa.accepts(number), "{number}");
        }
        assert_eq!(NetworkRules::of("9999"), None);
        assert_eq!(NetworkRules::of(""), None);
        assert_eq!(NetworkRules::of("é4"), None);
    }

    #[test]
    fn a_refusal_is_asked_for_by_the_whole_trigger() {
        assert_eq!(
            CardRefusal::of("CCREJECT-IF"),
            Some(CardRefusal::InsufficientFunds)
        );
        assert_eq!(
            CardRefusal::of("CCREJECT-EC Miller"),
            Some(CardRefusal::ExpiredCard)
        );
        for name in ["ccreject-if", "CCREJECT-IFF", "Ann CCREJECT-IF", ""] {
            assert_eq!(CardRefusal::of(name), None, "{name}");
        }
    }
}
