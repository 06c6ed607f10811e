//! Streams → packed streams (ISO 32000-1, 7.4.4, FlateDecode), by one compressor that is used again.

use flate2::{Compress, Compression, FlushCompress};

/// Within a twentieth of the smallest that there is, for a fifth of the work.
const LEVEL: u32 = 2;

/// Packs streams, one after the other. In how many pieces a stream comes makes no difference to what comes out.
pub(super) struct Packer {
    compress: Compress,
    packed: Vec<u8>,
}

impl Default for Packer {
    fn default() -> Packer {
        Packer { compress: Compress::new(Compression::new(LEVEL), true), packed: Vec::new() }
    }
}

impl Packer {
    /// Packs a piece of a stream.
    pub fn push(&mut self, content: &[u8]) {
        self.packed.reserve(content.len() / 3 + 64);
        self.pack(content, FlushCompress::None);
    }

    /// The packed stream. The next push begins another.
    pub fn finish(&mut self) -> Vec<u8> {
        self.pack(&[], FlushCompress::Finish);
        self.compress.reset();
        std::mem::take(&mut self.packed)
    }

    fn pack(&mut self, content: &[u8], flush: FlushCompress) {
        let begin = self.compress.total_in();
        loop {
            let done = (self.compress.total_in() - begin) as usize;
            let status = self.compress.compress_vec(&content[done..], &mut self.packed, flush);
            let status = status.expect("made and reset here: a compressor without a dictionary cannot fail");
            let taken = (self.compress.total_in() - begin) as usize == content.len();
            match status {
                flate2::Status::StreamEnd => return,
                // With room left over, nothing more is waiting to be written.
                _ if taken && flush == FlushCompress::None && self.packed.len() < self.packed.capacity() => return,
                flate2::Status::Ok | flate2::Status::BufError => self.packed.reserve(self.packed.capacity().max(64)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_a_stream_pack_like_the_whole() {
        let noise = |at: usize| (at.wrapping_mul(2_654_435_761) >> 13) as u8;
        for content in [
            (0..300_000).map(|at| if at % 7 < 3 { noise(at / 900) } else { noise(at) & 3 }).collect::<Vec<u8>>(),
            (0..200_000).map(noise).collect(),
            vec![255; 400_000],
            b"words".to_vec(),
            Vec::new(),
        ] {
            let mut packer = Packer::default();
            packer.push(&content);
            let whole = packer.finish();
            for length in [1_000, 4_096, 77_777] {
                content.chunks(length).for_each(|piece| packer.push(piece));
                assert_eq!(packer.finish(), whole, "{length}");
            }
            let mut once = Vec::with_capacity(content.len() * 2 + 100);
            let mut compress = Compress::new(Compression::new(LEVEL), true);
            compress.compress_vec(&content, &mut once, FlushCompress::Finish).unwrap();
            assert_eq!(once, whole);
        }
    }
}
