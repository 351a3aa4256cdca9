//! Currencies, with PayPal's own number of decimals.

use std::fmt;

macro_rules! code {
    ($code:ident) => {
        stringify!($code)
    };
    ($code:ident $text:literal) => {
        $text
    };
}

macro_rules! currencies {
    ($($code:ident $(as $text:literal)? $decimals:literal $scope:ident),+ $(,)?) => {
        /// A currency of `currency_code` or `mc_currency`.
        ///
        /// A checkout can be in those of [`Currency::ALL`]. The others are the
        /// currencies that PayPal's messages and answers can name besides, so
        /// that such an amount is read and compared instead of lost.
        ///
        /// The decimals are PayPal's, not those of ISO 4217: HUF and TWD have
        /// none here (PayPal "Currency codes"). For currencies that PayPal has
        /// no rule for they are those of ISO 4217.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "each variant is its ISO 4217 code; ALL is that of the lek")]
        pub enum Currency { $($code),+ }

        /// The codes one after the other: a table of texts would be four times
        /// as large.
        const CODES: &str = concat!($(code!($code $($text)?)),+);

        impl Currency {
            const EVERY: &'static [Self] = &[$(Self::$code),+];

            /// Digits after the point: 2, or 0 for HUF, JPY and TWD.
            #[must_use]
            pub const fn decimals(self) -> u8 {
                match self { $(Self::$code => $decimals),+ }
            }

            const fn scope(self) -> Scope {
                match self { $(Self::$code => Scope::$scope),+ }
            }
        }
    };
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// Every account may be paid in it.
    Global,
    /// Accounts of the currency's own country may be paid in it.
    Domestic,
    /// Nobody can be paid in it by a checkout.
    Foreign,
}

// First those of checkouts: `ALL` is that part.
currencies! {
    AUD 2 Global, BRL 2 Domestic, CAD 2 Global, CHF 2 Global, CNY 2 Domestic,
    CZK 2 Global, DKK 2 Global, EUR 2 Global, GBP 2 Global, HKD 2 Global,
    HUF 0 Global, ILS 2 Global, INR 2 Domestic, JPY 0 Global, MXN 2 Global,
    MYR 2 Domestic, NOK 2 Global, NZD 2 Global, PHP 2 Global, PLN 2 Global,
    SEK 2 Global, SGD 2 Global, THB 2 Global, TWD 0 Global, USD 2 Global,

    AED 2 Foreign, AFN 2 Foreign, Lek as "ALL" 2 Foreign, AMD 2 Foreign, ANG 2 Foreign,
    AOA 2 Foreign, ARS 2 Foreign, AWG 2 Foreign, AZN 2 Foreign, BAM 2 Foreign,
    BBD 2 Foreign, BDT 2 Foreign, BGN 2 Foreign, BHD 3 Foreign, BIF 0 Foreign,
    BMD 2 Foreign, BND 2 Foreign, BOB 2 Foreign, BSD 2 Foreign, BTN 2 Foreign,
    BWP 2 Foreign, BYN 2 Foreign, BZD 2 Foreign, CDF 2 Foreign, CLP 0 Foreign,
    COP 2 Foreign, CRC 2 Foreign, CUP 2 Foreign, CVE 2 Foreign, DJF 0 Foreign,
    DOP 2 Foreign, DZD 2 Foreign, EGP 2 Foreign, ERN 2 Foreign, ETB 2 Foreign,
    FJD 2 Foreign, FKP 2 Foreign, GEL 2 Foreign, GHS 2 Foreign, GIP 2 Foreign,
    GMD 2 Foreign, GNF 0 Foreign, GTQ 2 Foreign, GYD 2 Foreign, HNL 2 Foreign,
    HRK 2 Foreign, HTG 2 Foreign, IDR 2 Foreign, IQD 3 Foreign, IRR 2 Foreign,
    ISK 0 Foreign, JMD 2 Foreign, JOD 3 Foreign, KES 2 Foreign, KGS 2 Foreign,
    KHR 2 Foreign, KMF 0 Foreign, KPW 2 Foreign, KRW 0 Foreign, KWD 3 Foreign,
    KYD 2 Foreign, KZT 2 Foreign, LAK 2 Foreign, LBP 2 Foreign, LKR 2 Foreign,
    LRD 2 Foreign, LSL 2 Foreign, LYD 3 Foreign, MAD 2 Foreign, MDL 2 Foreign,
    MGA 2 Foreign, MKD 2 Foreign, MMK 2 Foreign, MNT 2 Foreign, MOP 2 Foreign,
    MRU 2 Foreign, MUR 2 Foreign, MVR 2 Foreign, MWK 2 Foreign, MZN 2 Foreign,
    NAD 2 Foreign, NGN 2 Foreign, NIO 2 Foreign, NPR 2 Foreign, OMR 3 Foreign,
    PAB 2 Foreign, PEN 2 Foreign, PGK 2 Foreign, PKR 2 Foreign, PYG 0 Foreign,
    QAR 2 Foreign, RON 2 Foreign, RSD 2 Foreign, RUB 2 Foreign, RWF 0 Foreign,
    SAR 2 Foreign, SBD 2 Foreign, SCR 2 Foreign, SDG 2 Foreign, SHP 2 Foreign,
    SLE 2 Foreign, SOS 2 Foreign, SRD 2 Foreign, SSP 2 Foreign, STN 2 Foreign,
    SVC 2 Foreign, SYP 2 Foreign, SZL 2 Foreign, TJS 2 Foreign, TMT 2 Foreign,
    TND 3 Foreign, TOP 2 Foreign, TRY 2 Foreign, TTD 2 Foreign, TZS 2 Foreign,
    UAH 2 Foreign, UGX 0 Foreign, UYU 2 Foreign, UZS 2 Foreign, VES 2 Foreign,
    VND 0 Foreign, VUV 0 Foreign, WST 2 Foreign, XAF 0 Foreign, XCD 2 Foreign,
    XCG 2 Foreign, XOF 0 Foreign, XPF 0 Foreign, YER 2 Foreign, ZAR 2 Foreign,
    ZMW 2 Foreign, ZWG 2 Foreign,
}

impl Currency {
    /// The three letters of `currency_code`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        let (_, from_here) = CODES.split_at(3 * self as usize);
        from_here.split_at(3).0
    }

    /// Every currency that a checkout can be in, by code.
    pub const ALL: &'static [Self] = Self::EVERY.split_at(25).0;

    /// The currency of that code, also one that no checkout can be in. Exactly
    /// as PayPal writes codes, in capitals.
    ///
    /// ```
    /// use leptos_paypal_core::Currency;
    /// assert!(Currency::from_code("RUB").is_some_and(|rub| !rub.is_accepted()));
    /// assert_eq!(Currency::from_code("rub"), None);
    /// ```
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let mut every = Self::EVERY.iter().copied();
        every.find(|currency| currency.code() == code)
    }

    /// Returns true when PayPal takes it for a checkout.
    #[must_use]
    pub fn is_accepted(self) -> bool {
        self.scope() != Scope::Foreign
    }

    /// Returns true when only accounts of the currency's own country may use it.
    #[must_use]
    pub fn is_domestic_only(self) -> bool {
        self.scope() == Scope::Domestic
    }

    /// Minor units of one major unit: 100, or 1 without decimals.
    #[must_use]
    pub const fn minor_per_major(self) -> i64 {
        10_i64.pow(self.decimals() as u32)
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_paypals_own() {
        let without: Vec<_> = Currency::ALL
            .iter()
            .filter(|currency| currency.decimals() == 0)
            .map(|currency| currency.code())
            .collect();
        assert_eq!(without, ["HUF", "JPY", "TWD"]);
    }

    #[test]
    fn codes_are_read_exactly() {
        assert_eq!("EUR".parse::<Currency>().unwrap(), Currency::EUR);
        for wrong in ["eur", "EURO", "", "XXX", " EUR", "RUB"] {
            assert!(wrong.parse::<Currency>().is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn messages_can_name_more_currencies_than_carts() {
        assert_eq!(Currency::ALL.last(), Some(&Currency::USD));
        for currency in Currency::EVERY {
            assert_eq!(Currency::from_code(currency.code()), Some(*currency));
            assert_eq!(Currency::ALL.contains(currency), currency.is_accepted());
            assert!(currency.decimals() <= 3, "{currency}");
        }
        for code in ["RUB", "INR", "TRY", "ARS", "ZAR", "CLP", "ALL"] {
            assert!(Currency::from_code(code).is_some(), "{code}");
        }
        for wrong in ["rub", "XXX", "", "RUBLE"] {
            assert_eq!(Currency::from_code(wrong), None, "{wrong:?}");
        }
    }
}
