//! How fast plain text is read: `cargo bench --bench plain_text`. Ten megabytes of each kind, on one core.
//!
//! `QUATREFOIL_BENCH_TEXT=FILE cargo bench --bench plain_text file` reads a file of one's own.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use quatrefoil::read::{Article, Form, Neighbours, read};

/// That of the program.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Names a text to be read besides.
const FILE: &str = "QUATREFOIL_BENCH_TEXT";

fn main() {
    divan::main();
}

/// What each text repeats: paragraphs, headings and lists as articles and books have them.
const KINDS: [(&str, &str); 6] = [
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
    (
        "russian book",
        "ГЛАВА I.\n\nЛестница\n\n\nСмотритель каждый вечер в шесть часов поднимался по лестнице и каждый\nвечер считал ступеньки, потому что одна из них шаталась, а он никак не\nмог найти, которая. Это была седьмая, но он всегда начинал со второй.\n\n— Не знаю, — сказал смотритель. Он считал дальше, а потом запел то, что\nпела ему мать на той же самой лестнице.\n\n\n",
    ),
    (
        "chinese",
        "枕头\n\n护士每天晚上六点都会来，问您睡得好不好。如果您觉得冷，可以再要一条毯子；不用不好意思，谁都可以要。躺下的时候，把一个枕头放在背后，另一个放在胳膊下面，慢慢往后靠，直到头找到自己的位置。\n\n  1. 从上面数。\n\n  2. 从下面数。\n\n",
    ),
    (
        "arabic",
        "وسادتان\n\nتكفي وسادتان. ضع واحدة خلف ظهرك وواحدة تحت ذراعك في الجانب الذي يؤلمك، ثم استند إلى الوراء ببطء حتى يجد رأسك مكانه. اطلب من الممرضة بطانية إذا شعرت بالبرد، فلا أحد يحتاج إلى أن يستحق بطانية.\n\n  • وسادة للظهر\n\n  • وسادة للذراع\n\n",
    ),
];

#[divan::bench(args = ["article", "book", "russian", "russian book", "chinese", "arabic"], sample_count = 20)]
fn ten_megabytes(bencher: Bencher<'_, '_>, kind: &str) {
    let (_, part) = KINDS.iter().find(|(name, _)| *name == kind).expect("one of the kinds");
    read_again_and_again(bencher, part.repeat(10_000_000 / part.len()).as_bytes());
}

#[divan::bench(ignore = std::env::var_os(FILE).is_none(), sample_count = 20)]
fn file(bencher: Bencher<'_, '_>) {
    let path = std::env::var_os(FILE).unwrap_or_default();
    read_again_and_again(bencher, &std::fs::read(path).expect("a file that can be read"));
}

/// Text that takes long where every line looks at all others, or every word at the rest of its line: as fast four times as long.
#[divan::bench(args = ["A\n=\n", "---\n", "http://", "(www.a/", "a|b\n", "a  b\na  b  c\n", "CONTENTS\n\n\n", "a\n", "a\n\n=\n", "\u{301}\u{ad}"], consts = [400_000, 1_600_000], sample_count = 3)]
fn hostile<const SIZE: usize>(bencher: Bencher<'_, '_>, part: &str) {
    read_again_and_again(bencher, part.repeat(SIZE / part.len()).as_bytes());
}

fn read_again_and_again(bencher: Bencher<'_, '_>, text: &[u8]) {
    let neighbours = Neighbours::default();
    bencher.counter(BytesCount::of_slice(text)).bench(|| {
        let bytes = black_box(text);
        read(&Article { bytes, form: Form::PlainText, stem: "text", neighbours: &neighbours })
    });
}
