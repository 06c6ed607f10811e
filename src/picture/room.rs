//! Room in memory that all workers share: a picture that takes much of it while it is read or drawn waits until others are done.
//!
//! Nobody asks for room twice, so whoever has some comes to an end and gives it back.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Room for the pictures of a whole run, in bytes.
pub(crate) static ROOM: Room = Room::of(256 << 20);

/// Some bytes that are shared.
pub(crate) struct Room {
    whole: usize,
    free: Mutex<usize>,
    given_back: Condvar,
}

/// A part of a room, given back when it is dropped.
pub(crate) struct Part<'r> {
    room: &'r Room,
    bytes: usize,
}

impl Room {
    const fn of(bytes: usize) -> Room {
        Room { whole: bytes, free: Mutex::new(bytes), given_back: Condvar::new() }
    }

    /// Waits for `bytes` of room, or for the whole room if that is less.
    pub fn take(&self, bytes: usize) -> Part<'_> {
        let bytes = bytes.min(self.whole);
        let short = |free: &mut usize| *free < bytes;
        let mut free = self.given_back.wait_while(self.lock(), short).unwrap_or_else(PoisonError::into_inner);
        *free -= bytes;
        Part { room: self, bytes }
    }

    fn lock(&self) -> MutexGuard<'_, usize> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Part<'_> {
    fn drop(&mut self) {
        *self.room.lock() += self.bytes;
        self.room.given_back.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn what_is_taken_is_never_more_than_the_room() {
        let (room, taken) = (Room::of(10), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for bytes in [3, 4, 5, 6, 10, 100] {
                let (room, taken) = (&room, &taken);
                scope.spawn(move || {
                    for _ in 0..100 {
                        let part = room.take(bytes);
                        let now = taken.fetch_add(part.bytes, Ordering::SeqCst) + part.bytes;
                        assert!(now <= 10, "{now}");
                        taken.fetch_sub(part.bytes, Ordering::SeqCst);
                    }
                });
            }
        });
        assert_eq!(*room.lock(), 10);
    }
}
