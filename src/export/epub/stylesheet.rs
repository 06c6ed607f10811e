//! The style sheet of the book: structure through margins and weight alone. Face, size, colours and width of the page are the
//! reader's; nothing is fixed in pixels (EPUB Accessibility 1.1: display transformability).

use crate::style::{BookStyle, Em};

/// Writes the style sheet of every content document.
pub fn stylesheet(style: &BookStyle) -> String {
    let mut css = String::new();
    let space = length(style.paragraph_space);
    let indent = length(style.indent);
    let mut rule = |selector: &str, declarations: &str| {
        css.push_str(selector);
        css.push_str(" { ");
        css.push_str(declarations);
        css.push_str(" }\n");
    };
    rule(
        "body",
        &format!("line-height: {}; text-align: start; hyphens: none; overflow-wrap: break-word;", style.leading),
    );
    rule("p, ul, ol, dl, pre, table, figure, blockquote, aside", &format!("margin: {space} 0;"));
    rule("p, li, dd", "orphans: 2; widows: 2;");
    for (name, size) in ["h1", "h2", "h3", "h4", "h5", "h6"].into_iter().zip(style.heading_sizes) {
        rule(name, &format!("font-size: {};", length(size)));
    }
    let above = length(style.heading_space);
    rule(
        "h1, h2, h3, h4, h5, h6",
        &format!(
            "font-weight: bold; line-height: 1.25; margin: {above} 0 {space}; text-align: start; hyphens: none; break-after: avoid; page-break-after: avoid;"
        ),
    );
    rule("h1", &format!("margin-top: {space};"));
    rule("ul, ol", &format!("padding-inline-start: {indent};"));
    rule("li > ul, li > ol, li > p:first-child", "margin-top: 0;");
    rule("li > ul:last-child, li > ol:last-child, li > p:last-child", "margin-bottom: 0;");
    rule(".q-loose > li", &format!("margin: {} 0;", length(style.item_space)));
    rule(".q-task", "list-style-type: none;");
    rule("blockquote, dd", &format!("margin-inline: {indent} 0;"));
    rule("dt", "font-weight: bold; break-after: avoid;");
    rule(
        ".q-callout",
        &format!("margin: {above} 0; padding-inline-start: {space}; border-inline-start: 0.25em solid;"),
    );
    rule(".q-head, .q-kind, figcaption .q-kind", "font-weight: bold;");
    rule(".q-head", "break-after: avoid; page-break-after: avoid;");
    rule("figure, .q-figure", "break-inside: avoid; page-break-inside: avoid;");
    rule("img", "max-width: 100%; height: auto;");
    rule("img.q-inline", "max-height: 1.5em; width: auto; vertical-align: middle;");
    rule("figcaption, caption", &format!("text-align: start; font-weight: bold; margin: {space} 0;"));
    rule(".q-words", &format!("border: 0.1em solid; padding: {space};"));
    rule("span.q-words", "padding: 0 0.3em;");
    rule("table", "border-collapse: collapse; width: 100%;");
    rule("th, td", "padding: 0.4em 0.6em; text-align: start; vertical-align: top; border-bottom: 0.06em solid;");
    rule("thead th, thead td", "border-bottom: 0.12em solid; vertical-align: bottom;");
    rule(".q-center", "text-align: center;");
    rule(".q-end", "text-align: end;");
    rule("pre", "white-space: pre-wrap; overflow-wrap: anywhere;");
    rule(".q-ref", "vertical-align: super; line-height: 0; font-size: 0.8em; padding: 0 0.2em;");
    rule(".q-notes", &format!("margin-top: {above}; border-top: 0.06em solid;"));
    rule("aside > .q-number", "margin-bottom: 0; font-weight: bold;");
    rule(".q-subtitle", "font-size: 1.2em;");
    rule("hr", &format!("margin: {above} auto; width: 30%; border: 0; border-top: 0.06em solid;"));
    rule("nav ol", "list-style-type: none; padding-inline-start: 0;");
    rule("nav ol ol", &format!("padding-inline-start: {indent};"));
    rule("nav li", "margin: 0.5em 0;");
    rule(".q-cover", "margin: 0; padding: 0; text-align: center;");
    rule(".q-cover img", "max-width: 100%; max-height: 100vh; height: auto;");
    css
}

fn length(Em(ems): Em) -> String {
    format!("{ems}em")
}
