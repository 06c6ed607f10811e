//! `[book]` of a sheet: what an EPUB is made with. The reader's own face, size and colours stay the reader's.

use super::{Em, Labels};
use serde::Deserialize;

/// How a book is made. The values stand in `styles/handout.toml`, each with what it means.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct BookStyle {
    /// About how many characters of text a content document holds before the next section begins a new one.
    pub split_after: usize,
    /// Who certifies the accessibility of all books made with the sheet; empty means nobody.
    pub certified_by: String,
    /// Whose faces the book is set in.
    pub fonts: BookFonts,
    /// Between paragraphs, and below headings and figures.
    pub paragraph_space: Em,
    /// Above a heading; in its own size.
    pub heading_space: Em,
    /// Between the items of a loose list.
    pub item_space: Em,
    /// How far lists, quotes and meanings are set in.
    pub indent: Em,
    /// Sizes of headings, from `h1` to `h6`, relative to the running text.
    pub heading_sizes: [Em; 6],
    /// Leading, relative to the size of the type.
    pub leading: f32,
    pub cover: CoverStyle,
}

/// Whose faces a book is set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BookFonts {
    /// Those that the reader has chosen.
    Reader,
    /// The book carries the text face in its four cuts; a reader may still choose another.
    Embedded,
}

/// A cover that is made from title and publisher. Its ground is the accent colour, its words have that of the paper.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CoverStyle {
    /// Width and height of the picture, in its own units.
    pub size: [f32; 2],
    /// From each edge to the words.
    pub margin: f32,
    /// The largest type for the title; a long title is set smaller.
    pub title_size: f32,
    /// No title is set smaller than this.
    pub least_title_size: f32,
    /// For subtitle and publisher.
    pub line_size: f32,
    /// Leading, relative to the size of the type.
    pub leading: f32,
    /// The thickness of the rule above the title.
    pub rule: f32,
}

/// The words that a book adds, beside those of all editions.
struct Words {
    lang: &'static str,
    article: &'static str,
    landmarks: &'static str,
    pages: &'static str,
    summary_text: &'static str,
    summary_images: &'static str,
    summary_headings: &'static str,
    summary_pages: &'static str,
}

impl Labels {
    /// The landmark where the article begins.
    pub fn article(&self) -> &'static str {
        self.book().article
    }

    /// The heading of the landmarks.
    pub fn landmarks(&self) -> &'static str {
        self.book().landmarks
    }

    /// The heading of the page list.
    pub fn pages(&self) -> &'static str {
        self.book().pages
    }

    /// Accessibility summary: the book is text.
    pub fn summary_text(&self) -> &'static str {
        self.book().summary_text
    }

    /// Accessibility summary: images have words.
    pub fn summary_images(&self) -> &'static str {
        self.book().summary_images
    }

    /// Accessibility summary: headings and contents lead to the parts.
    pub fn summary_headings(&self) -> &'static str {
        self.book().summary_headings
    }

    /// Accessibility summary: pages are those of the PDF.
    pub fn summary_pages(&self) -> &'static str {
        self.book().summary_pages
    }

    fn book(&self) -> &'static Words {
        TABLE.iter().find(|words| words.lang == self.lang.primary()).unwrap_or(&TABLE[0])
    }
}

const TABLE: &[Words] = &[
    Words {
        lang: "en",
        article: "The article",
        landmarks: "Landmarks",
        pages: "Pages",
        summary_text: "Everything in this book can be read as text, aloud or in any size of type.",
        summary_images: "Every image that carries meaning is described in words.",
        summary_headings: "Headings and a list of contents lead to each part.",
        summary_pages: "The page numbers are those of the printed handout.",
    },
    Words {
        lang: "de",
        article: "Der Artikel",
        landmarks: "Orientierungspunkte",
        pages: "Seiten",
        summary_text: "Alles in diesem Buch lässt sich als Text lesen, laut oder in jeder Schriftgröße.",
        summary_images: "Jedes Bild, das etwas aussagt, ist mit Worten beschrieben.",
        summary_headings: "Überschriften und ein Inhaltsverzeichnis führen zu jedem Teil.",
        summary_pages: "Die Seitenzahlen sind die der gedruckten Ausgabe.",
    },
    Words {
        lang: "fr",
        article: "L’article",
        landmarks: "Repères",
        pages: "Pages",
        summary_text: "Tout le contenu de ce livre se lit comme du texte, à voix haute ou dans n’importe quelle taille.",
        summary_images: "Chaque image porteuse de sens est décrite par des mots.",
        summary_headings: "Des titres et un sommaire mènent à chaque partie.",
        summary_pages: "Les numéros de page sont ceux de la version imprimée.",
    },
    Words {
        lang: "es",
        article: "El artículo",
        landmarks: "Puntos de referencia",
        pages: "Páginas",
        summary_text: "Todo el contenido de este libro se puede leer como texto, en voz alta o con cualquier tamaño de letra.",
        summary_images: "Cada imagen con significado está descrita con palabras.",
        summary_headings: "Los títulos y el índice llevan a cada parte.",
        summary_pages: "Los números de página son los de la versión impresa.",
    },
    Words {
        lang: "it",
        article: "L’articolo",
        landmarks: "Punti di riferimento",
        pages: "Pagine",
        summary_text: "Tutto il contenuto di questo libro si può leggere come testo, ad alta voce o in qualsiasi dimensione.",
        summary_images: "Ogni immagine che ha un significato è descritta a parole.",
        summary_headings: "I titoli e l’indice portano a ogni parte.",
        summary_pages: "I numeri di pagina sono quelli della versione stampata.",
    },
    Words {
        lang: "nl",
        article: "Het artikel",
        landmarks: "Oriëntatiepunten",
        pages: "Pagina’s",
        summary_text: "Alles in dit boek kan als tekst worden gelezen, hardop of in elke lettergrootte.",
        summary_images: "Elke afbeelding met betekenis is in woorden beschreven.",
        summary_headings: "Koppen en een inhoudsopgave leiden naar elk deel.",
        summary_pages: "De paginanummers zijn die van de gedrukte versie.",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::Lang;

    #[test]
    fn a_book_has_words_wherever_an_edition_has() {
        for words in TABLE {
            let labels = Labels::of(&Lang::new(words.lang).unwrap());
            assert_eq!(labels.lang.as_str(), words.lang);
            assert_eq!(labels.article(), words.article);
        }
        assert_eq!(Labels::of(&Lang::new("ar").unwrap()).pages(), "Pages");
    }
}
