//! Laws that the server holds whatever its clients do. Limits are short here, so that no test waits long.

use super::super::http::{Answer, Body, Method};
use super::*;

const DEADLINE: Duration = Duration::from_secs(60);

const SHORT: Limits = Limits {
    head: 16 << 10,
    connections: 8,
    read: Duration::from_millis(300),
    pause: Duration::from_millis(300),
    write: Duration::from_secs(3),
    hang_up: Duration::from_millis(100),
};

/// More than a system keeps for a client that does not read.
const LARGE: u64 = 60 << 20;

fn server() -> u16 {
    listen(0, SHORT, answer).unwrap()
}

fn answer(request: &Request, caller: &Caller<'_>) -> Answer {
    match request.target.as_str() {
        "/large" => Answer::new(
            200,
            "text/plain",
            Body::Written(LARGE, Box::new(|out| io::copy(&mut io::repeat(b'x').take(LARGE), out).map(drop))),
        ),
        "/wait" => {
            while !caller.is_gone() {
                thread::sleep(Duration::from_millis(5));
            }
            Answer::plain(200, "nobody reads this\n")
        }
        "/panic" => panic!("this one is meant"),
        _ if request.method == Method::Other => Answer::plain(405, "only GET\n"),
        _ => Answer::plain(200, "here\n"),
    }
}

/// A connection to which some bytes were sent, if they were taken.
fn sent(port: u16, bytes: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    stream.set_read_timeout(Some(DEADLINE)).unwrap();
    let _ = stream.write_all(bytes);
    stream
}

/// All that is answered.
fn heard(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or("none")
}

fn get(port: u16, path: &str) -> String {
    heard(sent(port, format!("GET {path} HTTP/1.1\r\nHost: a\r\n\r\n").as_bytes()))
}

/// Whoever comes later is answered, if not at once.
#[track_caller]
fn answers(port: u16) {
    let begin = Instant::now();
    while get(port, "/")
        != "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhere\n"
    {
        assert!(begin.elapsed() < DEADLINE, "nobody is answered any more");
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn clients_that_send_nothing_are_let_go() {
    let port = server();
    let silent: Vec<_> = (0..SHORT.connections).map(|_| sent(port, b"")).collect();
    let halfway: Vec<_> = (0..20).map(|_| sent(port, b"GET / HTT")).collect();
    answers(port);
    for stream in silent {
        assert_eq!(status(&heard(stream)), "408");
    }
    for stream in halfway {
        let answer = heard(stream);
        assert!(["408", "503"].contains(&status(&answer)), "{answer}");
    }
}

#[test]
fn clients_that_send_byte_by_byte_are_let_go() {
    let port = server();
    let slow: Vec<_> = (0..SHORT.connections)
        .map(|_| {
            let mut stream = sent(port, b"GET / HTTP/1.1\r\nHost: ");
            thread::spawn(move || {
                while stream.write_all(b"a").is_ok() {
                    thread::sleep(Duration::from_millis(20));
                }
            })
        })
        .collect();
    answers(port);
    slow.into_iter().for_each(|client| client.join().unwrap());
}

#[test]
fn clients_that_read_nothing_are_let_go() {
    let port = server();
    let deaf: Vec<_> =
        (0..2 * SHORT.connections).map(|_| sent(port, b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n")).collect();
    answers(port);
    drop(deaf);
    let large = get(port, "/large");
    assert_eq!(large.split_once("\r\n\r\n").map(|(_, body)| body.len() as u64), Some(LARGE));
}

#[test]
fn clients_that_hang_up_while_they_wait_are_let_go() {
    let port = server();
    for _ in 0..3 {
        let waiting: Vec<_> =
            (0..SHORT.connections).map(|_| sent(port, b"GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")).collect();
        drop(waiting);
        answers(port);
    }
}

#[test]
fn heads_without_end_are_refused() {
    let port = server();
    for head in [
        format!("GET / HTTP/1.1\r\nX: {}", "y".repeat(4 << 20)),
        format!("GET /{} HTTP/1.1\r\nHost: a\r\n\r\n", "y".repeat(20 << 10)),
        format!("GET / HTTP/1.1\r\n{}\r\n", "X: y\r\n".repeat(200)),
    ] {
        assert_eq!(status(&heard(sent(port, head.as_bytes()))), "431");
        answers(port);
    }
    for (nonsense, code) in
        [("\u{16}\u{3}\u{1}\r\n\r\n", "400"), ("one\r\n\r\n", "400"), ("GET / HTTP/9\r\n\r\n", "400")]
    {
        assert_eq!(status(&heard(sent(port, nonsense.as_bytes()))), code);
    }
}

#[test]
fn a_hundred_connections_at_once_are_each_answered() {
    let port = server();
    let all: Vec<_> = (0..100).map(|_| thread::spawn(move || get(port, "/"))).collect();
    let all: Vec<String> = all.into_iter().map(|client| client.join().unwrap()).collect();
    assert!(all.iter().all(|answer| ["200", "503"].contains(&status(answer))), "{all:?}");
    assert!(all.iter().any(|answer| status(answer) == "200"));
    answers(port);
}

#[test]
fn bodies_are_never_read_and_heads_have_none() {
    let port = server();
    let body = "x".repeat(1 << 20);
    let post = format!("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    assert_eq!(status(&heard(sent(port, post.as_bytes()))), "405");
    let answer = heard(sent(port, b"HEAD /large HTTP/1.1\r\nHost: a\r\n\r\n"));
    assert!(answer.contains(&format!("Content-Length: {LARGE}\r\n")) && answer.ends_with("\r\n\r\n"), "{answer}");
}

#[test]
fn an_answer_that_fails_takes_its_connection_alone() {
    let port = server();
    for _ in 0..3 * SHORT.connections {
        assert_eq!(get(port, "/panic"), "");
    }
    answers(port);
}
