//! Lists that know which of their records have changed since they were last
//! written to the data file.

use std::collections::BTreeSet;
use std::ops::Deref;

/// Records in the order in which they were made. To read them it is a slice.
#[derive(Debug)]
pub(crate) struct Records<T> {
    all: Vec<T>,
    /// Places of the records that were not written as they are.
    changed: BTreeSet<usize>,
    /// True when what the file has is of an earlier list.
    is_new: bool,
}

impl<T> Default for Records<T> {
    fn default() -> Self {
        Self {
            all: Vec::new(),
            changed: BTreeSet::new(),
            is_new: true,
        }
    }
}

/// Records as the file has them.
impl<T> From<Vec<T>> for Records<T> {
    fn from(all: Vec<T>) -> Self {
        Self {
            all,
            changed: BTreeSet::new(),
            is_new: false,
        }
    }
}

impl<T> Deref for Records<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.all
    }
}

impl<'a, T> IntoIterator for &'a Records<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.iter()
    }
}

impl<T> Records<T> {
    /// Adds a record; answers its place.
    pub(crate) fn push(&mut self, record: T) -> usize {
        let place = self.all.len();
        self.changed.insert(place);
        self.all.push(record);
        place
    }

    /// The record at a place, to be changed.
    pub(crate) fn change(&mut self, place: usize) -> Option<&mut T> {
        let record = self.all.get_mut(place)?;
        self.changed.insert(place);
        Some(record)
    }

    /// The first record that `is_it`, to be changed.
    pub(crate) fn find_mut(&mut self, is_it: impl Fn(&T) -> bool) -> Option<&mut T> {
        let place = self.all.iter().position(is_it)?;
        self.change(place)
    }

    /// The list itself, as that of a type which has one.
    pub(super) const fn records(&self) -> &Self {
        self
    }

    pub(super) const fn records_mut(&mut self) -> &mut Self {
        self
    }

    /// Returns whether the file has records of an earlier list.
    pub(super) const fn is_new(&self) -> bool {
        self.is_new
    }

    /// Places and records that have to be written.
    pub(super) fn changes(&self) -> impl Iterator<Item = (usize, &T)> {
        let changed = self.changed.iter();
        changed.filter_map(|place| Some((*place, self.all.get(*place)?)))
    }

    /// After all changes were written.
    pub(super) fn written(&mut self) {
        self.changed.clear();
        self.is_new = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_written_again_only_when_it_changes() {
        let mut records: Records<u8> = Records::default();
        records.push(1);
        records.push(2);
        assert!(records.is_new());
        assert_eq!(records.changes().collect::<Vec<_>>(), [(0, &1), (1, &2)]);
        records.written();
        assert!(!records.is_new() && records.changes().next().is_none());
        *records.find_mut(|record| *record == 2).unwrap() = 3;
        assert!(records.find_mut(|record| *record == 9).is_none());
        assert_eq!(records.changes().collect::<Vec<_>>(), [(1, &3)]);
        assert_eq!(*records, [1, 3]);
        assert!(Records::from(vec![1]).changes().next().is_none());
    }
}
