//! A small generator of numbers: the same on every machine.

/// A xorshift generator; it begins with any number but 0.
pub struct Numbers(pub u64);

impl Numbers {
    /// The next number, below a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}
