//! A token endpoint on loopback: answers each question with the next answer it was given, and keeps
//! what it was asked.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// Ends with the test.
pub(crate) struct TokenServer {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

impl TokenServer {
    /// `answers` are status and body, in order.
    pub(crate) fn start(answers: Vec<(u16, String)>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&asked);
        thread::spawn(move || {
            for (status, body) in answers {
                let (peer, _) = listener.accept().unwrap();
                kept.lock().unwrap().push(question(&peer));
                answer(&peer, status, &body);
            }
        });
        Self { port, asked }
    }

    pub(crate) fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}/token", self.port)
    }

    /// The forms of the questions so far.
    #[allow(dead_code, reason = "each test that includes this uses its part")]
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn question(peer: &TcpStream) -> String {
    let mut reader = BufReader::new(peer);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap();
        }
    }
    let mut form = vec![0; length];
    reader.read_exact(&mut form).unwrap();
    String::from_utf8(form).unwrap()
}

fn answer(mut peer: &TcpStream, status: u16, body: &str) {
    let head = format!(
        "HTTP/1.1 {status} x\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         Location: http://127.0.0.1:1/elsewhere\r\nConnection: close\r\n\r\n",
        body.len()
    );
    // A client that has read enough may be gone.
    let _written = peer.write_all(format!("{head}{body}").as_bytes());
}
