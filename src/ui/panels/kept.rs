//! What was read from the project, kept for as long as the project stays as it is.

/// A value read for one key at one revision of the project.
#[derive(Debug)]
pub(in crate::ui) struct Kept<K, T>(Option<(u64, K, T)>);

impl<K, T> Default for Kept<K, T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<K: PartialEq, T: Clone> Kept<K, T> {
    /// The value of `key`, read anew when the revision or the key is another than last time.
    pub fn get(&mut self, revision: u64, key: K, read: impl FnOnce() -> T) -> T {
        if let Some((at, of, value)) = &self.0
            && *at == revision
            && *of == key
        {
            return value.clone();
        }
        let value = read();
        self.0 = Some((revision, key, value.clone()));
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_anew_only_when_something_changed() {
        let (mut kept, mut reads) = (Kept::default(), 0);
        let mut get = |revision, key| {
            kept.get(revision, key, || {
                reads += 1;
                reads
            })
        };
        assert_eq!([get(1, 'a'), get(1, 'a'), get(1, 'b'), get(2, 'b'), get(2, 'b')], [1, 1, 2, 3, 3]);
    }
}
