//! The ids of a cleaned drawing, given anew: an author's id may hold signs that make XML of it which nobody can read.
//!
//! Relies on the output of `usvg`: each value is between double quotes, no value contains one, and there is no text between tags.

use super::unshowable::Unshowable;
use std::collections::BTreeMap;

/// The drawing with ids `q1`, `q2` and so on, in their order, and with no `<` or bare `&` in any value.
pub(super) fn renamed(drawing: &str) -> Result<String, Unshowable> {
    let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
    for (before, value) in values(drawing) {
        if before.ends_with(" id=") {
            let next = ids.len() + 1;
            ids.entry(value).or_insert(next);
        }
    }
    let new = |id: &str| ids.get(id).ok_or_else(|| Unshowable::new("is an SVG that refers to what is not in it"));
    let mut out = String::with_capacity(drawing.len());
    let mut end = 0;
    for (before, value) in values(drawing) {
        out.push_str(before);
        end += before.len() + value.len() + 2;
        out.push('"');
        if before.ends_with(" id=") {
            out.push_str(&format!("q{}", new(value)?));
        } else if let Some(id) = value.strip_prefix('#').filter(|_| before.ends_with(":href=")) {
            out.push_str(&format!("#q{}", new(id)?));
        } else if let Some(list) = value.strip_prefix("url(#").and_then(|rest| rest.strip_suffix(')')) {
            let ids: Result<Vec<_>, _> = match ids.contains_key(list) {
                true => vec![new(list)].into_iter().collect(),
                false => list.split(") url(#").map(new).collect(),
            };
            let ids: Vec<String> = ids?.into_iter().map(|id| format!("url(#q{id})")).collect();
            out.push_str(&ids.join(" "));
        } else {
            push_escaped(&mut out, value);
        }
        out.push('"');
    }
    out.push_str(&drawing[end.min(drawing.len())..]);
    Ok(out)
}

/// Each value with the text between it and the one before.
fn values(drawing: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut parts = drawing.split('"');
    std::iter::from_fn(move || Some((parts.next()?, parts.next()?)))
}

fn push_escaped(out: &mut String, value: &str) {
    if !value.contains(['<', '&']) {
        return out.push_str(value);
    }
    out.push_str(&value.replace("&quot;", "\"").replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_what_refers_to_them_change_alike() {
        for (drawing, new) in [
            (r#"<a id="x<y"/><b fill="url(#x<y)"/>"#, r#"<a id="q1"/><b fill="url(#q1)"/>"#),
            (r##"<a id="b"/><a id="a"/><u xlink:href="#a"/>"##, r##"<a id="q1"/><a id="q2"/><u xlink:href="#q2"/>"##),
            (
                r#"<a id="x"/><a id="y"/><b filter="url(#x) url(#y)"/>"#,
                r#"<a id="q1"/><a id="q2"/><b filter="url(#q1) url(#q2)"/>"#,
            ),
            (r#"<a result="x&<&quot;"/>"#, r#"<a result="x&amp;&lt;&quot;"/>"#),
            ("<a/>\n", "<a/>\n"),
        ] {
            assert_eq!(renamed(drawing).unwrap(), new);
        }
        assert!(renamed(r#"<b fill="url(#x)"/>"#).is_err());
    }
}
