//! Somebody who takes webhooks: a bare HTTP server that writes down what comes and answers as the test says.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// How long a test waits for what must come.
const WAIT: Duration = Duration::from_mins(1);

/// A message as it came.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Received {
    /// Its `webhook-id`.
    pub(crate) fn id(&self) -> String {
        self.header("webhook-id")
    }

    /// A header.
    pub(crate) fn header(&self, name: &str) -> String {
        self.headers.get(name).unwrap_or_else(|| panic!("no {name} in {self:?}")).to_str().unwrap().to_owned()
    }

    /// Its body.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// The client that it concerns.
    pub(crate) fn client(&self) -> String {
        self.json()["data"]["client_id"].as_str().unwrap_or_default().to_owned()
    }
}

/// What the test answers.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: &'static str,
    /// How long it takes to answer.
    pub(crate) after: Duration,
}

impl Reply {
    /// A status and nothing else.
    pub(crate) fn status(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: "", after: Duration::ZERO }
    }
}

type Answer = dyn Fn(&Received, usize) -> Reply + Send + Sync;

/// Takes webhooks as long as this value lives.
pub(crate) struct Receiver {
    scheme: &'static str,
    port: u16,
    came: watch::Receiver<Vec<Received>>,
    task: JoinHandle<()>,
}

impl Receiver {
    /// Answers each message with what `answer` says of it and of how many came before.
    pub(crate) async fn answering(answer: impl Fn(&Received, usize) -> Reply + Send + Sync + 'static) -> Self {
        Self::listening(None, Arc::new(answer)).await
    }

    /// One by https: answers everything with `status`, and shows the certificate (PEM) by which it is known.
    pub(crate) async fn over_tls(status: u16) -> (Self, String) {
        let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
        let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
        let tls =
            ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider())).with_safe_default_protocol_versions().unwrap();
        let tls = tls.with_no_client_auth().with_single_cert(vec![made.cert.der().clone()], key).unwrap();
        (Self::listening(Some(Arc::new(tls).into()), Arc::new(move |_, _| Reply::status(status))).await, made.cert.pem())
    }

    async fn listening(tls: Option<TlsAcceptor>, answer: Arc<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (told, came) = watch::channel(Vec::new());
        let told = Arc::new(told);
        let scheme = if tls.is_some() { "https" } else { "http" };
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (tls, told, answer) = (tls.clone(), Arc::clone(&told), Arc::clone(&answer));
                tokio::spawn(async move {
                    match tls {
                        None => take(stream, told, answer).await,
                        Some(tls) => {
                            if let Ok(stream) = tls.accept(stream).await {
                                take(stream, told, answer).await;
                            }
                        }
                    }
                });
            }
        });
        Self { scheme, port, came, task }
    }

    /// Answers everything with `status`.
    pub(crate) async fn always(status: u16) -> Self {
        Self::answering(move |_, _| Reply::status(status)).await
    }

    /// One whose answer the test changes: `status` in the mutex.
    pub(crate) async fn as_told(status: Arc<Mutex<u16>>) -> Self {
        Self::answering(move |_, _| Reply::status(*status.lock().unwrap())).await
    }

    /// Where it listens.
    pub(crate) fn url(&self) -> String {
        format!("{}://127.0.0.1:{}/hook", self.scheme, self.port)
    }

    /// What has come so far.
    pub(crate) fn so_far(&self) -> Vec<Received> {
        self.came.borrow().clone()
    }

    /// What has come when there are `count` of them.
    pub(crate) async fn wait_for(&self, count: usize) -> Vec<Received> {
        self.wait_until(&format!("{count} messages"), |came| came.len() >= count).await
    }

    /// What has come when `enough` says that it is.
    pub(crate) async fn wait_until(&self, what: &str, enough: impl Fn(&[Received]) -> bool) -> Vec<Received> {
        let mut came = self.came.clone();
        match tokio::time::timeout(WAIT, came.wait_for(|came| enough(came))).await {
            Ok(Ok(came)) => came.clone(),
            _ => panic!("{what} were to come, these did: {:#?}", self.so_far()),
        }
    }

    /// How often each message came, by its id.
    pub(crate) fn by_id(&self) -> BTreeMap<String, usize> {
        self.so_far().iter().fold(BTreeMap::new(), |mut all, received| {
            *all.entry(received.id()).or_default() += 1;
            all
        })
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn take(mut stream: impl AsyncRead + AsyncWrite + Unpin, told: Arc<watch::Sender<Vec<Received>>>, answer: Arc<Answer>) {
    let mut bytes = Vec::new();
    while let Some(received) = read(&mut stream, &mut bytes).await {
        let before = told.borrow().len();
        let reply = answer(&received, before);
        told.send_modify(|all| all.push(received));
        tokio::time::sleep(reply.after).await;
        let headers = reply.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect::<Vec<_>>().concat();
        let text = format!("HTTP/1.1 {} told\r\ncontent-length: {}\r\n{headers}\r\n{}", reply.status, reply.body.len(), reply.body);
        if stream.write_all(text.as_bytes()).await.is_err() {
            return;
        }
    }
}

/// The next request of a connection; what is left over stays in `bytes`.
async fn read(stream: &mut (impl AsyncRead + Unpin), bytes: &mut Vec<u8>) -> Option<Received> {
    loop {
        if let Some(head_end) = bytes.windows(4).position(|part| part == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&bytes[..head_end]).into_owned();
            let headers: HeaderMap = head
                .lines()
                .skip(1)
                .filter_map(|line| line.split_once(':'))
                .map(|(name, value)| (name.parse::<HeaderName>().unwrap(), HeaderValue::from_str(value.trim()).unwrap()))
                .collect();
            let length: usize = headers.get("content-length").map_or(0, |length| length.to_str().unwrap().parse().unwrap());
            let end = head_end + 4 + length;
            if bytes.len() >= end {
                let body = String::from_utf8(bytes[head_end + 4..end].to_vec()).unwrap();
                bytes.drain(..end);
                return Some(Received { headers, body });
            }
        }
        let mut chunk = [0; 4_096];
        match stream.read(&mut chunk).await {
            Ok(0) | Err(_) => return None,
            Ok(count) => bytes.extend_from_slice(&chunk[..count]),
        }
    }
}
