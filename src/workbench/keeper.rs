//! The program's own files (settings, layouts of windows) written on a thread of their own, so that no frame waits for
//! a disk. Of several states of one file the latest is written. Knows nothing of what is in them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender, unbounded};

use super::settings::LARGEST;
use crate::disk::Disk;

/// How much it would matter if the file were lost when the power fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Care {
    /// It is flushed to the disk.
    Flushed,
    /// The system may take its time.
    Light,
}

/// A file as it is to be.
struct Order {
    path: PathBuf,
    text: String,
    care: Care,
}

/// Whoever writes the program's own files.
pub(super) struct Keeper {
    disk: Disk,
    writer: Option<(Sender<Order>, JoinHandle<()>)>,
    /// What each file will hold once everything is written.
    latest: BTreeMap<PathBuf, String>,
}

impl Keeper {
    /// Nothing kept yet; what is goes to `disk`.
    pub fn new(disk: Disk) -> Self {
        Self { disk, writer: None, latest: BTreeMap::new() }
    }

    /// Has a file written, some time soon. A failure costs a convenience, not work: it goes to the log.
    pub fn keep(&mut self, path: PathBuf, text: String, care: Care) {
        self.latest.insert(path.clone(), text.clone());
        let order = Order { path, text, care };
        if self.writer.is_none() {
            let (sender, receiver) = unbounded();
            let builder = std::thread::Builder::new().name("lectern-keeping".into());
            let disk = self.disk.clone();
            match builder.spawn(move || write_orders(&disk, &receiver)) {
                Ok(thread) => self.writer = Some((sender, thread)),
                Err(error) => tracing::warn!("no thread to write the program's own files: {error}"),
            }
        }
        match &self.writer {
            Some((sender, _)) => {
                if let Err(refused) = sender.send(order) {
                    write(&self.disk, &refused.0);
                }
            }
            None => write(&self.disk, &order),
        }
    }

    /// The file as it was last given here, else as it is on the disk.
    pub fn read(&self, path: &Path) -> Option<String> {
        let read = || String::from_utf8(self.disk.read_up_to(path, LARGEST).ok()?).ok();
        self.latest.get(path).cloned().or_else(read)
    }

    /// Waits until all is written.
    pub fn flush(&mut self) {
        if let Some((sender, thread)) = self.writer.take() {
            drop(sender);
            if thread.join().is_err() {
                tracing::warn!("writing the program's own files failed");
            }
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.flush();
    }
}

/// Writes what comes, until no more can come.
fn write_orders(disk: &Disk, orders: &Receiver<Order>) {
    while let Ok(first) = orders.recv() {
        for order in latest_of_each(std::iter::once(first).chain(orders.try_iter())) {
            write(disk, &order);
        }
    }
}

/// The last order for each file.
fn latest_of_each(orders: impl Iterator<Item = Order>) -> impl Iterator<Item = Order> {
    let by_path: BTreeMap<PathBuf, Order> = orders.map(|order| (order.path.clone(), order)).collect();
    by_path.into_values()
}

fn write(disk: &Disk, Order { path, text, care }: &Order) {
    if let Some(Err(error)) = path.parent().map(|folder| disk.create_folder(folder)) {
        tracing::warn!("{error}");
        return;
    }
    let written = match care {
        Care::Flushed => disk.write_atomically(path, text.as_bytes()),
        Care::Light => disk.write_lightly(path, text.as_bytes()),
    };
    if let Err(error) = written {
        tracing::warn!("{error}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_can_be_read_at_once_and_is_on_the_disk_after_flushing() {
        let folder = tempfile::tempdir().unwrap();
        let (a, b) = (folder.path().join("a.ron"), folder.path().join("views/b.ron"));
        let mut keeper = Keeper::new(Disk::default());
        for number in 0..50 {
            keeper.keep(a.clone(), format!("a{number}"), Care::Flushed);
            keeper.keep(b.clone(), format!("b{number}"), Care::Light);
        }
        assert_eq!(keeper.read(&b).as_deref(), Some("b49"));
        keeper.flush();
        assert_eq!(std::fs::read_to_string(&a).unwrap(), "a49");
        assert_eq!(std::fs::read_to_string(&b).unwrap(), "b49");
        keeper.keep(a.clone(), "again".into(), Care::Light);
        drop(keeper);
        assert_eq!(std::fs::read_to_string(&a).unwrap(), "again");
    }

    #[test]
    fn only_the_latest_state_of_a_file_is_written() {
        let order =
            |path: &str, text: &str| Order { path: path.into(), text: text.into(), care: Care::Light };
        let orders = [order("a", "1"), order("b", "1"), order("a", "2")];
        let left: Vec<_> = latest_of_each(orders.into_iter()).map(|order| (order.path, order.text)).collect();
        assert_eq!(left, [("a".into(), "2".into()), ("b".into(), "1".into())]);
    }
}
