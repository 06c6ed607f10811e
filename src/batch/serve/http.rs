//! HTTP for the preview: heads of requests, and answers. Knows no connection and no preview.

use httparse::{EMPTY_HEADER, Error, Status};
use std::io::{self, Write};

/// Method of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Head,
    /// Any other method; none is served.
    Other,
}

/// Head of a request. The body is never read.
#[derive(Debug, PartialEq, Eq)]
pub struct Request {
    pub method: Method,
    /// Target as it was sent.
    pub target: String,
    /// The value of each `Host` field.
    pub hosts: Vec<Vec<u8>>,
}

/// The reason why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is not HTTP.
    Malformed,
    /// Its head is larger than the limits allow.
    TooLarge,
    /// Its head did not come in time.
    TooSlow,
    /// Too many connections are served already.
    Busy,
}

/// Most fields in the head of a request.
const MOST_FIELDS: usize = 100;

impl Request {
    /// Parses the head from the bytes received so far; `None` if it is incomplete.
    ///
    /// # Errors
    /// A head that no further bytes can make valid.
    pub fn parse(bytes: &[u8]) -> Result<Option<Request>, Refusal> {
        let mut fields = [EMPTY_HEADER; MOST_FIELDS];
        let mut head = httparse::Request::new(&mut fields);
        match head.parse(bytes) {
            Ok(Status::Complete(_)) => {}
            Ok(Status::Partial) => return Ok(None),
            Err(Error::TooManyHeaders) => return Err(Refusal::TooLarge),
            Err(_) => return Err(Refusal::Malformed),
        }
        let method = match head.method {
            Some("GET") => Method::Get,
            Some("HEAD") => Method::Head,
            Some(_) | None => Method::Other,
        };
        let hosts = head.headers.iter().filter(|field| field.name.eq_ignore_ascii_case("host"));
        let hosts = hosts.map(|field| field.value.to_vec()).collect();
        Ok(Some(Request { method, target: head.path.unwrap_or_default().to_owned(), hosts }))
    }
}

/// An answer.
pub struct Answer {
    status: u16,
    fields: Vec<(&'static str, String)>,
    body: Body,
}

/// Body of an answer. A file is never in memory as a whole.
pub enum Body {
    Bytes(Vec<u8>),
    /// A number of bytes, and a function that writes them.
    Written(u64, Writing),
}

/// Function that writes a body.
pub type Writing = Box<dyn FnOnce(&mut dyn Write) -> io::Result<()>>;

impl Body {
    fn length(&self) -> u64 {
        match self {
            Body::Bytes(bytes) => bytes.len() as u64,
            Body::Written(length, _) => *length,
        }
    }
}

impl Answer {
    /// An answer with a status and a media type.
    pub fn new(status: u16, kind: &str, body: Body) -> Answer {
        Answer { status, fields: vec![("Content-Type", kind.to_owned())], body }
    }

    /// Adds a field. A value that is not printable ASCII is left out.
    pub fn with(mut self, name: &'static str, value: &str) -> Answer {
        if value.bytes().all(|byte| 0x20 <= byte && byte < 0x7f) {
            self.fields.push((name, value.to_owned()));
        }
        self
    }

    /// An answer in plain text.
    pub fn plain(status: u16, text: &str) -> Answer {
        Answer::new(status, "text/plain; charset=utf-8", Body::Bytes(text.as_bytes().to_vec()))
    }

    /// Writes the answer, for `HEAD` without its body. It is the last one of its connection.
    ///
    /// # Errors
    /// An error in writing the answer or in reading the file.
    pub fn write(self, method: Method, out: &mut dyn Write) -> io::Result<()> {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, reason(self.status));
        for (name, value) in &self.fields {
            head.extend([name, ": ", value, "\r\n"]);
        }
        head.push_str(&format!("Content-Length: {}\r\nConnection: close\r\n\r\n", self.body.length()));
        out.write_all(head.as_bytes())?;
        match self.body {
            _ if method == Method::Head => Ok(()),
            Body::Bytes(bytes) => out.write_all(&bytes),
            Body::Written(_, write) => write(out),
        }
    }
}

impl From<Refusal> for Answer {
    fn from(refusal: Refusal) -> Answer {
        match refusal {
            Refusal::Malformed => Answer::plain(400, "this is no request of HTTP\n"),
            Refusal::TooSlow => Answer::plain(408, "the request did not come in time\n"),
            Refusal::TooLarge => Answer::plain(431, "the head of the request is too large\n"),
            Refusal::Busy => Answer::plain(503, "too many requests at once\n").with("Retry-After", "1"),
        }
    }
}

/// Reason phrase of a status (RFC 9110, 15).
fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        302 => "Found",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        431 => "Request Header Fields Too Large",
        503 => "Service Unavailable",
        _ => "Unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_when_all_of_it_has_come() {
        let head = b"GET /a?b HTTP/1.1\r\nhost: 127.0.0.1:8\r\nHOST: \xe9\r\nX: y\r\n\r\n";
        for end in 0..head.len() {
            assert_eq!(Request::parse(&head[..end]), Ok(None), "{end}");
        }
        let hosts = vec![b"127.0.0.1:8".to_vec(), b"\xe9".to_vec()];
        assert_eq!(Request::parse(head), Ok(Some(Request { method: Method::Get, target: "/a?b".to_owned(), hosts })));
    }

    #[test]
    fn what_is_no_head_is_refused_at_once() {
        let many = format!("GET / HTTP/1.1\r\n{}\r\n", "X: y\r\n".repeat(MOST_FIELDS + 1));
        for (head, refusal) in [
            ("\u{16}\u{3}\u{1}hello", Refusal::Malformed),
            ("GET /\r\n\r\n", Refusal::Malformed),
            ("GET / HTTP/1.1\r\nHost : a\r\n\r\n", Refusal::Malformed),
            ("GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n", Refusal::Malformed),
            (many.as_str(), Refusal::TooLarge),
        ] {
            assert_eq!(Request::parse(head.as_bytes()), Err(refusal), "{head:?}");
        }
    }

    #[test]
    fn no_value_makes_a_field_of_its_own() {
        let mut sent = Vec::new();
        let answer = Answer::plain(302, "").with("Location", "/a\r\nSet-Cookie: b").with("Allow", "GET");
        answer.write(Method::Get, &mut sent).unwrap();
        let sent = String::from_utf8(sent).unwrap();
        assert!(sent.contains("\r\nAllow: GET\r\n") && !sent.contains("Cookie"), "{sent}");
    }
}
