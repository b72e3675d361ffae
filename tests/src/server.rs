//! A web server for one page, which remembers what it was asked for.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

/// Serves files from memory on a free port of 127.0.0.1, until the process ends.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
}

/// Path → content type and content.
type Files = BTreeMap<String, (&'static str, Vec<u8>)>;

impl Server {
    /// Serves one HTML page at `/`.
    pub fn of_page(html: impl Into<Vec<u8>>) -> Result<Self> {
        Self::of_files([("/".to_owned(), ("text/html; charset=utf-8", html.into()))].into())
    }

    /// Serves these paths; every other one is answered with 404.
    pub fn of_files(files: Files) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let requests = Arc::<Mutex<Vec<String>>>::default();
        let (seen, files) = (Arc::clone(&requests), Arc::new(files));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (seen, files) = (Arc::clone(&seen), Arc::clone(&files));
                // A browser opens connections that it does not use; none may block another.
                thread::spawn(move || answer(&stream, &files, &seen));
            }
        });
        Ok(Self { address, requests })
    }

    /// The address of `/`.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Every request so far, as `GET /path`.
    pub fn requests(&self) -> Vec<String> {
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        requests.clone()
    }
}

/// Reads one request and answers it; an error is the browser's, which went away.
fn answer(stream: &TcpStream, files: &Files, seen: &Mutex<Vec<String>>) -> Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut lines = BufReader::new(stream).lines();
    let request = lines.next().context("no request")??;
    while lines
        .next()
        .transpose()?
        .is_some_and(|header| !header.is_empty())
    {}
    let (method_and_path, _) = request.rsplit_once(' ').context("no version")?;
    let (method, path) = method_and_path.split_once(' ').context("no path")?;
    let mut requests = seen.lock().unwrap_or_else(PoisonError::into_inner);
    requests.push(method_and_path.to_owned());
    drop(requests);

    let (status, kind, body): (_, _, &[u8]) = match files.get(path) {
        Some((kind, body)) if method == "GET" => ("200 OK", kind, body),
        Some(_) => ("405 Method Not Allowed", &"text/plain", b""),
        None => ("404 Not Found", &"text/plain", b""),
    };
    let mut stream = stream;
    write!(
        stream,
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\
         cache-control: no-store\r\nx-content-type-options: nosniff\r\nconnection: close\r\n\r\n",
        body.len()
    )?;
    stream.write_all(body)?;
    Ok(())
}
