//! The same bytes on one thread and on eight, today and tomorrow.

mod support;

use quatrefoil::export::EXPORTERS;
use quatrefoil::style::Style;
use rayon::prelude::*;
use support::{articles, editions, trees};

#[test]
fn editions_are_the_same_on_one_thread_and_on_eight() {
    let mut shelf: Vec<_> = articles::articles().into_iter().map(|a| (a.name, a.document, a.pictures)).collect();
    for seed in 0..20 {
        let tree = trees::tree(seed);
        shelf.push((format!("seed {seed}"), tree.document, tree.pictures));
    }
    let style = Style::handout();
    let make = |threads: usize| -> Vec<(String, Vec<u8>)> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| {
            let work =
                shelf.par_iter().flat_map(|article| EXPORTERS.par_iter().map(move |exporter| (article, exporter)));
            work.map(|((name, document, pictures), exporter)| {
                let edition = editions::edition(exporter.name(), document, pictures, &style);
                (format!("{name}, {}", exporter.name()), edition.bytes)
            })
            .collect()
        })
    };
    let first = make(1);
    assert!(!first.is_empty());
    for threads in [8, 8] {
        for ((name, one), (_, other)) in first.iter().zip(make(threads)) {
            assert!(*one == other, "{name}: other bytes on {threads} threads");
        }
    }
}
