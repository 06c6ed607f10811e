//! The page of the preview: the four editions of one article side by side, and its diagnostics.

use super::articles::{Age, Articles, Previewed};
use crate::export::xhtml::push_text;
use crate::tree::percent_encoded;
use std::fmt::Write;

/// Style and script of the page.
pub const STYLE: &str = include_str!("preview.css");
pub const SCRIPT: &str = include_str!("preview.js");

/// The page of the chosen article; `None` if there are no articles. `text` is its text edition.
pub fn page(articles: &Articles, chosen: Option<(&String, &Previewed)>, text: Option<&str>, version: u64) -> String {
    let title = chosen.map_or("No articles", |(stem, _)| stem);
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\" data-version=\"{version}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{} – Quatrefoil preview</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"/preview.css\">\n\
         <script src=\"/preview.js\" defer></script>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#editions\">Skip to the editions</a>\n",
        escaped(title)
    );
    navigation(&mut page, articles, title);
    let _ = write!(page, "<main id=\"editions\" tabindex=\"-1\">\n<h1>{}</h1>\n", escaped(title));
    match chosen {
        Some((stem, article)) => {
            messages(&mut page, article);
            panes(&mut page, stem, article, text, version);
        }
        None => page.push_str("<p>Nothing on this shelf is an article.</p>\n"),
    }
    page.push_str("</main>\n<p class=\"quiet\" role=\"status\" id=\"state\"></p>\n</body>\n</html>\n");
    page
}

fn navigation(page: &mut String, articles: &Articles, chosen: &str) {
    page.push_str("<nav aria-label=\"Articles\">\n<ul>\n");
    for (stem, article) in articles {
        let current = if stem == chosen { " aria-current=\"page\"" } else { "" };
        let mark = if article.faults { " <span class=\"fault\">(errors)</span>" } else { "" };
        let (address, name) = (percent_encoded(stem), escaped(stem));
        let _ = writeln!(page, "<li><a href=\"/?article={address}\"{current}>{name}</a>{mark}</li>");
    }
    page.push_str("</ul>\n</nav>\n");
}

/// The diagnostics of the article.
fn messages(page: &mut String, article: &Previewed) {
    if article.messages.is_empty() {
        return;
    }
    let _ = write!(
        page,
        "<section aria-labelledby=\"messages\">\n<h2 id=\"messages\">What was messages</h2>\n\
         <pre tabindex=\"0\" role=\"region\" aria-label=\"What was said\">{}</pre>\n</section>\n",
        escaped(&article.messages)
    );
}

fn panes(page: &mut String, stem: &str, article: &Previewed, text: Option<&str>, version: u64) {
    page.push_str("<div class=\"panes\">\n");
    let stem = percent_encoded(stem);
    for (format, name, of) in [
        ("html", "Page", "the page"),
        ("pdf", "Handout", "the handout"),
        ("txt", "Large print", "the text"),
        ("epub", "Book", "the book"),
    ] {
        let _ =
            write!(page, "<section class=\"pane\" aria-labelledby=\"{format}\">\n<h2 id=\"{format}\">{name}</h2>\n");
        match article.editions.get(format) {
            Some(Age::Current) => {}
            Some(Age::Earlier) => {
                page.push_str(
                    "<p class=\"fault\">This edition was made earlier. What you see may be out of date.</p>\n",
                );
            }
            None => {
                page.push_str("<p>This edition was not made.</p>\n</section>\n");
                continue;
            }
        }
        let file = format!("/editions/{stem}.{format}?{version}");
        let _ = writeln!(page, "<p><a href=\"/editions/{stem}.{format}\">Open {of} alone</a></p>");
        let _ = match format {
            "html" => writeln!(page, "<iframe src=\"{file}\" title=\"The page\"></iframe>"),
            "pdf" => writeln!(
                page,
                "<object data=\"{file}#navpanes=0&amp;view=FitH\" type=\"application/pdf\" aria-label=\"The handout\">\
                 <p>This browser shows no PDF in a page.</p></object>"
            ),
            "epub" => writeln!(page, "<iframe src=\"/book/{stem}.epub/?{version}\" title=\"The book\"></iframe>"),
            _ => writeln!(
                page,
                "<pre tabindex=\"0\" role=\"region\" aria-label=\"The text\">{}</pre>",
                escaped(text.unwrap_or_default())
            ),
        };
        page.push_str("</section>\n");
    }
    page.push_str("</div>\n");
}

/// A text escaped for HTML content.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    push_text(&mut escaped, text);
    escaped
}
