//! A visitor without a browser: HTTP/1.1 over one kept-alive connection, cookies, forms.
//!
//! Written on `std` alone: a test of what the server keeps should not trust a clever client, and
//! the load generator needs one that costs next to nothing.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// One visitor.
pub struct Client {
    address: SocketAddr,
    connection: Option<BufReader<TcpStream>>,
    /// The cookie jar.
    pub cookies: BTreeMap<String, String>,
    /// Further headers of every request.
    pub headers: Vec<(&'static str, &'static str)>,
    /// How long one answer may take before it counts as lost.
    pub patience: Duration,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// Headers in order, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

impl Client {
    /// A visitor of the server on `port` of this machine.
    pub fn new(port: u16) -> Self {
        Self {
            address: SocketAddr::from(([127, 0, 0, 1], port)),
            connection: None,
            cookies: BTreeMap::new(),
            headers: Vec::new(),
            patience: Duration::from_secs(30),
        }
    }

    /// Asks for a page.
    pub fn get(&mut self, path: &str) -> io::Result<Answer> {
        self.exchange("GET", path, None)
    }

    /// Sends a form.
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> io::Result<Answer> {
        let form = fields.iter().map(|(k, v)| format!("{}={}", escaped(k), escaped(v)));
        self.exchange("POST", path, Some(&form.collect::<Vec<_>>().join("&")))
    }

    /// Sends a form and follows where it leads.
    pub fn post_and_follow(&mut self, path: &str, fields: &[(&str, &str)]) -> io::Result<Answer> {
        let answer = self.post(path, fields)?;
        match answer.header("location") {
            Some(place) => self.get(path_of(place)),
            None => Ok(answer),
        }
    }

    fn exchange(&mut self, method: &str, path: &str, form: Option<&str>) -> io::Result<Answer> {
        let reused = self.connection.is_some();
        let answer = self.exchange_once(method, path, form);
        // A kept connection may have been closed by the server between two requests; only a GET is
        // repeated silently, whoever casts a ballot must know that the answer was lost.
        match answer {
            Err(_) if reused && method == "GET" => self.exchange_once(method, path, form),
            other => other,
        }
    }

    fn exchange_once(
        &mut self,
        method: &str,
        path: &str,
        form: Option<&str>,
    ) -> io::Result<Answer> {
        let request = self.request(method, path, form);
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => self.connect()?,
        };
        connection.get_mut().write_all(request.as_bytes())?;
        let answer = read_answer(&mut connection)?;
        if answer.header("connection").is_none_or(|value| !value.eq_ignore_ascii_case("close")) {
            self.connection = Some(connection);
        }
        self.keep_cookies(&answer);
        Ok(answer)
    }

    fn connect(&self) -> io::Result<BufReader<TcpStream>> {
        let stream = TcpStream::connect_timeout(&self.address, self.patience)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(self.patience))?;
        stream.set_write_timeout(Some(self.patience))?;
        Ok(BufReader::new(stream))
    }

    fn request(&self, method: &str, path: &str, form: Option<&str>) -> String {
        let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n", self.address);
        if !self.cookies.is_empty() {
            let jar = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
            let _ = write!(request, "Cookie: {}\r\n", jar.collect::<Vec<_>>().join("; "));
        }
        for (name, value) in &self.headers {
            let _ = write!(request, "{name}: {value}\r\n");
        }
        if let Some(form) = form {
            let _ = write!(
                request,
                "Origin: http://{}\r\nSec-Fetch-Site: same-origin\r\n\
                 Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n",
                self.address,
                form.len()
            );
        }
        request + "\r\n" + form.unwrap_or_default()
    }

    fn keep_cookies(&mut self, answer: &Answer) {
        for (_, cookie) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let (pair, attributes) = cookie.split_once(';').unwrap_or((cookie, ""));
            let Some((name, value)) = pair.split_once('=') else { continue };
            if attributes.to_lowercase().contains("max-age=0") || value.is_empty() {
                self.cookies.remove(name.trim());
            } else {
                self.cookies.insert(name.trim().to_owned(), value.to_owned());
            }
        }
    }
}

impl Answer {
    /// The first header of this name (in lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// The value of the first form field of this name, as the page carries it.
    pub fn field(&self, name: &str) -> Option<String> {
        let at = self.body.find(&format!("name=\"{name}\""))?;
        let start = self.body[..at].rfind('<')?;
        let tag = &self.body[start..start + self.body[start..].find('>')?];
        let value = tag.split_once("value=\"")?.1.split_once('"')?.0;
        Some(value.replace("&amp;", "&").replace("&#x3D;", "=").replace("&quot;", "\""))
    }
}

fn read_answer(connection: &mut BufReader<TcpStream>) -> io::Result<Answer> {
    let status_line = line(connection)?;
    let status = status_line.split(' ').nth(1).and_then(|code| code.parse().ok());
    let status = status.ok_or_else(|| broken(&format!("not HTTP: {status_line:?}")))?;
    let mut answer = Answer { status, headers: Vec::new(), body: String::new() };
    loop {
        let header = line(connection)?;
        let Some((name, value)) = header.split_once(':') else { break };
        answer.headers.push((name.to_lowercase(), value.trim().to_owned()));
    }
    let body = match (answer.header("transfer-encoding"), answer.header("content-length")) {
        (Some(_), _) => chunks(connection)?,
        (None, Some(length)) => {
            let length = length.parse().map_err(|_| broken("a length that is no number"))?;
            exactly(connection, length)?
        }
        (None, None) => Vec::new(),
    };
    answer.body = String::from_utf8_lossy(&body).into_owned();
    Ok(answer)
}

fn line(connection: &mut BufReader<TcpStream>) -> io::Result<String> {
    let mut line = String::new();
    if connection.read_line(&mut line)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(line.trim_end().to_owned())
}

fn chunks(connection: &mut BufReader<TcpStream>) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let size = usize::from_str_radix(&line(connection)?, 16).map_err(|_| broken("no chunk"))?;
        body.extend(exactly(connection, size)?);
        line(connection)?;
        if size == 0 {
            return Ok(body);
        }
    }
}

fn exactly(connection: &mut BufReader<TcpStream>, length: usize) -> io::Result<Vec<u8>> {
    let mut body = vec![0; length];
    connection.read_exact(&mut body)?;
    Ok(body)
}

fn broken(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}

/// The path of an address that may name a host.
fn path_of(place: &str) -> &str {
    let after_scheme = place.split_once("://").map(|(_, rest)| rest);
    after_scheme.map_or(place, |rest| rest.find('/').map_or("/", |at| &rest[at..]))
}

fn escaped(text: &str) -> String {
    let mut form = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            form.push(char::from(byte));
        } else {
            let _ = write!(form, "%{byte:02X}");
        }
    }
    form
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    /// A server of a few lines that answers as it is told and remembers what it was asked.
    fn server(answers: &'static [&'static str]) -> (u16, std::thread::JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let serving = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut heard = String::new();
            for answer in answers {
                let mut buffer = [0; 4096];
                let length = stream.read(&mut buffer).unwrap();
                heard.push_str(&String::from_utf8_lossy(&buffer[..length]));
                stream.write_all(answer.as_bytes()).unwrap();
            }
            heard
        });
        (port, serving)
    }

    #[test]
    fn a_form_is_sent_its_redirect_followed_and_the_cookie_kept() {
        let (port, serving) = server(&[
            "HTTP/1.1 303 See Other\r\nLocation: /slip\r\nSet-Cookie: booth=abc; Path=/\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nslip\r\n0\r\n\r\n",
        ]);
        let mut client = Client::new(port);

        let answer = client.post_and_follow("/cast", &[("a b", "1&2"), ("c", "é")]).unwrap();

        assert_eq!((answer.status, answer.body.as_str()), (200, "slip"));
        let heard = serving.join().unwrap();
        assert!(heard.contains("a%20b=1%262&c=%C3%A9"), "{heard}");
        assert!(
            heard.contains("GET /slip HTTP/1.1") && heard.contains("Cookie: booth=abc"),
            "{heard}"
        );
    }

    #[test]
    fn a_field_of_the_page_is_read_wherever_its_attributes_stand() {
        let body = "<form><input type=\"hidden\" value=\"a&amp;b\" name=\"attempt\"><input name=\"x\" value=\"1\">";
        let answer = Answer { status: 200, headers: Vec::new(), body: body.to_owned() };
        assert_eq!(answer.field("attempt").as_deref(), Some("a&b"));
        assert_eq!(answer.field("x").as_deref(), Some("1"));
        assert_eq!(answer.field("y"), None);
    }
}
