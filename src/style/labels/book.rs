//! The words that a book adds, beside those of all editions.

use super::Labels;

impl Labels {
    /// The landmark where the article begins.
    pub fn article(&self) -> &'static str {
        self.words.article
    }

    /// The heading of the landmarks.
    pub fn landmarks(&self) -> &'static str {
        self.words.landmarks
    }

    /// The heading of the page list.
    pub fn pages(&self) -> &'static str {
        self.words.pages
    }

    /// Accessibility summary: the book is text.
    pub fn summary_text(&self) -> &'static str {
        self.words.summary_text
    }

    /// Accessibility summary: images have words.
    pub fn summary_images(&self) -> &'static str {
        self.words.summary_images
    }

    /// Accessibility summary: headings and contents lead to the parts.
    pub fn summary_headings(&self) -> &'static str {
        self.words.summary_headings
    }

    /// Accessibility summary: pages are those of the PDF.
    pub fn summary_pages(&self) -> &'static str {
        self.words.summary_pages
    }
}
