//! Countries that test accounts live in.

/// Codes of ISO 3166-1 and English names, in the order of the names.
pub(crate) const COUNTRIES: &[(&str, &str)] = &[
    ("AU", "Australia"),
    ("AT", "Austria"),
    ("BE", "Belgium"),
    ("BR", "Brazil"),
    ("CA", "Canada"),
    ("CN", "China"),
    ("DK", "Denmark"),
    ("FI", "Finland"),
    ("FR", "France"),
    ("DE", "Germany"),
    ("HK", "Hong Kong"),
    ("IN", "India"),
    ("IE", "Ireland"),
    ("IL", "Israel"),
    ("IT", "Italy"),
    ("JP", "Japan"),
    ("MX", "Mexico"),
    ("NL", "Netherlands"),
    ("NZ", "New Zealand"),
    ("NO", "Norway"),
    ("PL", "Poland"),
    ("PT", "Portugal"),
    ("SG", "Singapore"),
    ("ES", "Spain"),
    ("SE", "Sweden"),
    ("CH", "Switzerland"),
    ("TW", "Taiwan"),
    ("GB", "United Kingdom"),
    ("US", "United States"),
];

/// The English name of a country; the code stands in for one that is not
/// listed.
pub(crate) fn country_name(code: &str) -> &str {
    let mut all = COUNTRIES.iter();
    all.find(|(known, _)| *known == code)
        .map_or(code, |(_, name)| name)
}
