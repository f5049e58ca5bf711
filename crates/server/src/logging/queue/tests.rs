//! Destinations that fail, and one that never takes anything.

use std::sync::mpsc::{Receiver, Sender, channel};

use super::*;

const PATIENCE: Duration = Duration::from_secs(60);

fn count(lines: u64) -> String {
    format!("lost {lines}\n")
}

fn log(queue: &Queue, line: &str) {
    let mut writer = queue;
    writer.write_all(line.as_bytes()).unwrap();
}

/// A disk that is full as long as it is told so.
#[derive(Clone, Default)]
struct Disk(Arc<Mutex<(bool, Vec<u8>)>>);

impl Disk {
    fn fill(&self, full: bool) {
        self.0.lock().unwrap().0 = full;
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().1.clone()).unwrap()
    }
}

impl Write for Disk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut disk = self.0.lock().unwrap();
        if disk.0 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        disk.1.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn lines_arrive_in_order() {
    let disk = Disk::default();
    let queue = Queue::to(disk.clone(), count);

    for line in ["one\n", "two\n", "three\n"] {
        log(&queue, line);
    }
    queue.wait_until_empty(PATIENCE);

    assert_eq!(disk.text(), "one\ntwo\nthree\n");
}

#[test]
fn lines_that_could_not_be_written_are_counted_before_the_next_one() {
    let disk = Disk::default();
    let queue = Queue::to(disk.clone(), count);
    log(&queue, "one\n");
    queue.wait_until_empty(PATIENCE);

    disk.fill(true);
    for line in ["two\n", "three\n"] {
        log(&queue, line);
    }
    queue.wait_until_empty(PATIENCE);
    disk.fill(false);
    for line in ["four\n", "five\n"] {
        log(&queue, line);
    }
    queue.wait_until_empty(PATIENCE);

    assert_eq!(disk.text(), "one\n\nlost 2\nfour\nfive\n");
}

/// A pipe whose reader reads nothing until it is told to.
struct Pipe {
    asked: Sender<()>,
    go: Receiver<()>,
    disk: Disk,
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.asked.send(()).unwrap();
        // Told once, it reads all that follows.
        let _ = self.go.recv();
        self.disk.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_reader_that_does_not_read_holds_up_nobody_and_costs_bounded_memory() {
    let (asked, was_asked) = channel();
    let (tell, go) = channel();
    let disk = Disk::default();
    let queue = Queue::to(
        Pipe {
            asked,
            go,
            disk: disk.clone(),
        },
        count,
    );
    log(&queue, "first\n");
    was_asked.recv().unwrap();

    let line = format!("{}\n", "x".repeat(1023));
    for _ in 0..5000 {
        log(&queue, &line);
    }
    queue.wait_until_empty(Duration::from_millis(1));

    assert_eq!(queue.0.state().bytes, CAPACITY);
    assert_eq!(queue.0.state().lost, 5000 - 4096);
    drop(tell);
    queue.wait_until_empty(PATIENCE);
    assert!(disk.text().starts_with("first\nlost 904\nxxx"));
    assert_eq!(disk.text().lines().count(), 4096 + 2);
}
