//! Tables, alike on the terminal and in Markdown.

/// A table; every row is as long as the head.
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// With these heads. The first column is text, the others are numbers.
    pub fn new(head: &[&str]) -> Self {
        Self {
            rows: vec![head.iter().map(|&cell| cell.to_owned()).collect()],
        }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// In Markdown, with columns of even width.
    pub fn markdown(&self) -> String {
        let columns = self.rows.first().map_or(0, Vec::len);
        let widths: Vec<usize> = (0..columns)
            .map(|column| {
                let lengths = self.rows.iter().filter_map(|row| row.get(column));
                lengths.map(|cell| cell.chars().count()).max().unwrap_or(0)
            })
            .collect();
        let mut text = String::new();
        for (number, row) in self.rows.iter().enumerate() {
            for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
                let cell = if column == 0 {
                    format!("| {cell:<width$} ")
                } else {
                    format!("| {cell:>width$} ")
                };
                text.push_str(&cell);
            }
            text.push_str("|\n");
            if number == 0 {
                for (column, width) in widths.iter().enumerate() {
                    let end = if column == 0 { '-' } else { ':' };
                    text.push_str(&format!("|{}{end}", "-".repeat(width + 1)));
                }
                text.push_str("|\n");
            }
        }
        text
    }
}

/// Microseconds for people: `870 µs`, `4.2 ms`, `1.3 s`.
pub fn time(micros: u64) -> String {
    match micros {
        0..1_000 => format!("{micros} µs"),
        1_000..1_000_000 => format!("{} ms", tenths(micros, 1_000)),
        _ => format!("{} s", tenths(micros, 1_000_000)),
    }
}

/// With one decimal.
pub fn tenths(value: u64, unit: u64) -> String {
    let tenths = (value * 10 + unit / 2) / unit;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// `1k`, `250k`, `1M`.
pub fn rows(count: u64) -> String {
    match count {
        1_000_000.. if count.is_multiple_of(1_000_000) => format!("{}M", count / 1_000_000),
        1_000.. if count.is_multiple_of(1_000) => format!("{}k", count / 1_000),
        _ => count.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_even() {
        let mut table = Table::new(&["what", "n"]);
        table.row(vec!["µs".to_owned(), "100".to_owned()]);
        assert_eq!(
            table.markdown(),
            "| what |   n |\n|------|----:|\n| µs   | 100 |\n"
        );
    }

    #[test]
    fn numbers_read_well() {
        let times: Vec<_> = [870, 4_249, 1_000_000].into_iter().map(time).collect();
        assert_eq!(times, ["870 µs", "4.2 ms", "1.0 s"]);
        let counts: Vec<_> = [1_000, 250_000, 1_000_000, 1_500]
            .into_iter()
            .map(rows)
            .collect();
        assert_eq!(counts, ["1k", "250k", "1M", "1500"]);
    }
}
