//! How fast plain text is read: `cargo bench --bench plain_text`. Ten megabytes of each kind, on one core.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use quatrefoil::read::{Article, Form, Neighbours, read};

/// That of the program.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// What each text repeats: paragraphs, headings and lists as articles and books have them.
const KINDS: [(&str, &str); 3] = [
    (
        "article",
        "Two pillows\n\nTwo pillows are enough. Put one behind your back and one below your arm, on the side that hurts, and lean back slowly until your head has found its place.\n\n  • a pillow for the back\n\n  • a pillow for the arm\n\nAsk the nurse for a third one if your legs are cold, and for a blanket if they stay so; nobody has to earn a blanket by waiting for it.\n\n",
    ),
    (
        "book",
        "CHAPTER I.\n\nThe Ladder\n\n\nThe keeper climbed the ladder every evening at six, and every evening he\ncounted the rungs, because one of them was loose and he had never found\nout which. It was the seventh, and he had always begun with the second,\nso that he called it the sixth, and looked at the wrong one.\n\n\"I do not know,\" said the keeper. He went on counting, and then he sang\nwhat his mother had sung before him on the same ladder.\n\n\n",
    ),
    (
        "russian",
        "Лампа\n\nСмотритель каждый вечер поднимался по лестнице и каждый вечер считал ступеньки, потому что одна из них шаталась, а он никак не мог найти, которая.\n\n  1. Считать сверху.\n\n  2. Считать снизу.\n\n",
    ),
];

#[divan::bench(args = ["article", "book", "russian"], sample_count = 20)]
fn ten_megabytes(bencher: Bencher<'_, '_>, kind: &str) {
    let (_, part) = KINDS.iter().find(|(name, _)| *name == kind).expect("one of the kinds");
    let text = part.repeat(10_000_000 / part.len());
    let neighbours = Neighbours::default();
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let bytes = black_box(text.as_bytes());
        read(&Article { bytes, form: Form::PlainText, stem: "text", neighbours: &neighbours })
    });
}

/// Text that takes long where every line looks at all others, or every word at the rest of its line: as fast four times as long.
#[divan::bench(args = ["A\n=\n", "---\n", "http://", "(www.a/", "a|b\n", "a  b\na  b  c\n", "CONTENTS\n\n\n"], consts = [400_000, 1_600_000], sample_count = 3)]
fn hostile<const SIZE: usize>(bencher: Bencher<'_, '_>, part: &str) {
    let text = part.repeat(SIZE / part.len());
    let neighbours = Neighbours::default();
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let bytes = black_box(text.as_bytes());
        read(&Article { bytes, form: Form::PlainText, stem: "text", neighbours: &neighbours })
    });
}
