//! Parts of addresses (RFC 3986): the scheme, and joining a relative address to the one it starts from.

use crate::tree::{AssetPath, WebAddress, percent_decoded};

/// The scheme that an address begins with; `None` for a relative one.
pub(super) fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let well_formed = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    well_formed.then_some(scheme)
}

/// The file below the article's folder that an address means; `None` for any other address. A query (`?raw=true`) says nothing
/// about a file.
pub(super) fn asset_path(address: &str) -> Option<AssetPath> {
    let address = address.trim();
    if scheme(address).is_some() || address.starts_with("//") {
        return None;
    }
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let path = percent_decoded(path).replace('\\', "/");
    let mut parts: Vec<&str> = Vec::new();
    if path.starts_with('/') {
        return None;
    }
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    AssetPath::new(&parts.join("/")).ok()
}

/// RFC 3986, 5.2: a relative address from the one it starts from. `None` where that gives no address.
pub(super) fn join(base: &WebAddress, address: &str) -> Option<WebAddress> {
    let (scheme, rest) = base.as_str().split_once("://")?;
    let (address, fragment) = address.split_once('#').map_or((address, None), |(path, place)| (path, Some(place)));
    let (path, query) = address.split_once('?').map_or((address, None), |(path, query)| (path, Some(query)));
    let (authority, base_path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let base_path = base_path.split(['?', '#']).next().unwrap_or_default();
    let folder = base_path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = match path {
        "" => base_path.to_owned(),
        path if path.starts_with('/') => without_dots(path),
        path => without_dots(&format!("{folder}/{path}")),
    };
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    let fragment = fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
    WebAddress::new(&format!("{scheme}://{authority}{path}{query}{fragment}")).ok()
}

/// RFC 3986, 5.2.4: a path that begins with `/`, without `.` and `..`.
fn without_dots(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let last = path.rsplit('/').next().unwrap_or_default();
    for part in path.split('/').skip(1) {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let folder = matches!(last, "." | "..") && !parts.is_empty();
    format!("/{}{}", parts.join("/"), if folder { "/" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_addresses_join_their_base() {
        let base = WebAddress::new("https://clinic.org/leaflets/index.html?x").unwrap();
        for (address, joined) in [
            ("a.html", "https://clinic.org/leaflets/a.html"),
            ("./a.html#b", "https://clinic.org/leaflets/a.html#b"),
            ("../a", "https://clinic.org/a"),
            ("../../../a", "https://clinic.org/a"),
            ("/service/x.html?q=1", "https://clinic.org/service/x.html?q=1"),
            ("..", "https://clinic.org/"),
            ("?q", "https://clinic.org/leaflets/index.html?q"),
        ] {
            assert_eq!(join(&base, address).map(String::from).as_deref(), Some(joined), "{address}");
        }
        let bare = WebAddress::new("https://clinic.org").unwrap();
        assert_eq!(join(&bare, "a b").map(String::from).as_deref(), Some("https://clinic.org/a%20b"));
        assert_eq!(join(&WebAddress::new("mailto:a@b.org").unwrap(), "x"), None);
    }

    #[test]
    fn images_are_files_below_the_article() {
        for (address, path) in [
            ("images/a%20b.png?raw=true", Some("images/a b.png")),
            ("./a/../b.png", Some("b.png")),
            ("images\\a.png", Some("images/a.png")),
            ("../a.png", None),
            ("/a.png", None),
            ("https://x.org/a.png", None),
            ("//x.org/a.png", None),
            ("", None),
        ] {
            assert_eq!(asset_path(address).as_ref().map(AssetPath::as_str), path, "{address}");
        }
    }
}
