//! A server for the browser of this machine: one request per connection, one thread per connection, and limits on everything that a
//! client can make it wait for or keep. A client that sends nothing, reads nothing or asks too much loses its own connection only.

use super::http::{Answer, Method, Refusal, Request};
use std::collections::VecDeque;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Limits for clients.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Most bytes in the head of a request.
    pub head: usize,
    /// Most connections that are served at once.
    pub connections: usize,
    /// Longest time for receiving a head.
    pub read: Duration,
    /// Longest time in which a client accepts no byte of its answer.
    pub pause: Duration,
    /// Longest time for sending a whole answer.
    pub write: Duration,
    /// Longest wait for a client to close the connection after its answer.
    pub hang_up: Duration,
}

impl Limits {
    /// Far more than a browser needs.
    pub const USUAL: Limits = Limits {
        head: 16 << 10,
        connections: 64,
        read: Duration::from_secs(10),
        pause: Duration::from_secs(10),
        write: Duration::from_secs(120),
        hang_up: Duration::from_millis(500),
    };
}

/// The client of a request.
pub struct Caller<'a>(&'a TcpStream);

impl Caller<'_> {
    /// Port that the client connected to; 0 if the connection is gone.
    pub fn port(&self) -> u16 {
        self.0.local_addr().map_or(0, |address| address.port())
    }

    /// True if the client has closed the connection.
    pub fn is_gone(&self) -> bool {
        let is_here = |stream: &TcpStream| match stream.peek(&mut [0]) {
            Ok(count) => 0 < count,
            Err(error) => error.kind() == ErrorKind::WouldBlock,
        };
        let here = self.0.set_nonblocking(true).is_ok() && is_here(self.0);
        !(self.0.set_nonblocking(false).is_ok() && here)
    }
}

/// Serves a port of 127.0.0.1 as long as the program runs; port 0 is any free port. Returns the port.
///
/// # Errors
/// A port that is taken.
pub fn listen<F>(port: u16, limits: Limits, answer: F) -> io::Result<u16>
where
    F: Fn(&Request, &Caller<'_>) -> Answer + Send + Sync + 'static,
{
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    let port = listener.local_addr()?.port();
    let answer = Arc::new(answer);
    let accept = move || {
        let (open, mut refused) = (Arc::new(AtomicUsize::new(0)), VecDeque::new());
        loop {
            match listener.accept() {
                Ok((stream, _)) => begin(stream, limits, &open, &mut refused, &answer),
                // For example out of file handles: some are closed soon.
                Err(_) => thread::sleep(Duration::from_millis(20)),
            }
        }
    };
    thread::Builder::new().name("preview".to_owned()).spawn(accept)?;
    Ok(port)
}

/// Serves a connection on its own thread, if there is a free slot.
fn begin<F>(
    stream: TcpStream,
    limits: Limits,
    open: &Arc<AtomicUsize>,
    refused: &mut VecDeque<TcpStream>,
    answer: &Arc<F>,
) where
    F: Fn(&Request, &Caller<'_>) -> Answer + Send + Sync + 'static,
{
    let Some(place) = Place::take(open, limits.connections) else {
        return refuse(stream, limits, refused);
    };
    let answer = Arc::clone(answer);
    let serve = move || {
        let _place = place;
        // A browser that has gone away is not an error.
        let _ = serve(&stream, limits, &*answer);
    };
    // If no thread can be started, the connection is closed and its slot is free again.
    let _ = thread::Builder::new().spawn(serve);
}

/// A slot for one of the connections that are served at once.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(open: &Arc<AtomicUsize>, most: usize) -> Option<Place> {
        // Only one thread takes slots.
        if most <= open.load(Ordering::Acquire) {
            return None;
        }
        open.fetch_add(1, Ordering::AcqRel);
        Some(Place(Arc::clone(open)))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// Answers that all slots are taken. The last refused connections stay open for a while: closing one before its request was read
/// would discard the answer.
fn refuse(stream: TcpStream, limits: Limits, refused: &mut VecDeque<TcpStream>) {
    // This few bytes never wait for the client.
    let written =
        stream.set_nonblocking(true).and_then(|()| Answer::from(Refusal::Busy).write(Method::Get, &mut &stream));
    if written.is_ok() && stream.shutdown(Shutdown::Write).is_ok() {
        refused.push_back(stream);
    }
    while limits.connections < refused.len() {
        refused.pop_front();
    }
}

/// Reads one request, answers it, and closes the connection.
fn serve(stream: &TcpStream, limits: Limits, answer: &impl Fn(&Request, &Caller<'_>) -> Answer) -> io::Result<()> {
    let (method, answer) = match head(stream, limits)? {
        Ok(request) => (request.method, answer(&request, &Caller(stream))),
        Err(refusal) => (Method::Get, Answer::from(refusal)),
    };
    let mut out = Patient { stream, pause: limits.pause, begin: Instant::now(), most: limits.write };
    answer.write(method, &mut out)?;
    hang_up(stream, limits)
}

/// Reads the head of a request within the limits.
fn head(mut stream: &TcpStream, limits: Limits) -> io::Result<Result<Request, Refusal>> {
    let begin = Instant::now();
    let (mut bytes, mut chunk) = (Vec::new(), [0; 4096]);
    loop {
        let Some(left) = time_left(begin, limits.read) else { return Ok(Err(Refusal::TooSlow)) };
        stream.set_read_timeout(Some(left))?;
        let room = chunk.len().min(limits.head - bytes.len());
        let count = match stream.read(&mut chunk[..room]) {
            Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
            Ok(count) => count,
            Err(error) if is_late(&error) => return Ok(Err(Refusal::TooSlow)),
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        bytes.extend_from_slice(&chunk[..count]);
        match Request::parse(&bytes) {
            Ok(Some(request)) => return Ok(Ok(request)),
            Ok(None) if limits.head <= bytes.len() => return Ok(Err(Refusal::TooLarge)),
            Ok(None) => {}
            Err(refusal) => return Ok(Err(refusal)),
        }
    }
}

/// Lets a client read to the end: closing a connection with unread bytes would discard the answer.
fn hang_up(mut stream: &TcpStream, limits: Limits) -> io::Result<()> {
    stream.shutdown(Shutdown::Write)?;
    let begin = Instant::now();
    while let Some(left) = time_left(begin, limits.hang_up) {
        stream.set_read_timeout(Some(left))?;
        if stream.read(&mut [0; 4096])? == 0 {
            break;
        }
    }
    Ok(())
}

/// Writes as long as the client keeps accepting bytes.
struct Patient<'a> {
    stream: &'a TcpStream,
    pause: Duration,
    begin: Instant,
    most: Duration,
}

impl Write for Patient<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let left = time_left(self.begin, self.most).ok_or(ErrorKind::TimedOut)?;
        self.stream.set_write_timeout(Some(left.min(self.pause)))?;
        // A write of limited length soon shows whether the client accepts it.
        self.stream.write(&bytes[..bytes.len().min(64 << 10)])
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

/// Time that is left, never zero; `None` if it is over.
fn time_left(begin: Instant, most: Duration) -> Option<Duration> {
    most.checked_sub(begin.elapsed()).filter(|left| !left.is_zero())
}

/// True if an error means that the time is over.
fn is_late(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}

#[cfg(test)]
mod laws;
