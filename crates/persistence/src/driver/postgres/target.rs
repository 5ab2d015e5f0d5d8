//! Which server, as whom, and how the way there is encrypted: all in the URL, in the words of libpq.

use std::sync::Arc;
use std::time::Duration;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use rustls_platform_verifier::BuilderVerifierExt;
use tokio_postgres::config::SslMode;
use tokio_postgres::{Client, Config, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;
use url::Url;

use crate::error::DriverError;

/// A server and how to reach it.
pub(super) struct Target {
    config: Config,
    tls: Option<MakeRustlsConnect>,
}

/// How long a connection may take to open.
const OPENS_WITHIN: Duration = Duration::from_secs(8);
/// How long sent bytes may stay unacknowledged before a connection counts as lost.
const LOST_AFTER: Duration = Duration::from_secs(10);

/// For a page by an index, on a disk that finds any place as fast as the next: with its defaults PostgreSQL walks the payments of
/// everybody in parallel for one person's. An `options` of the URL stands instead.
const PLANNED_FOR: &str = "-c random_page_cost=1.1 -c max_parallel_workers_per_gather=0";

impl Target {
    /// Reads the URL; parameters as sqlx knows them: `sslmode`, `sslrootcert`, `sslcert`, `sslkey`, `host`, `options`, `application_name` …
    pub(super) fn parse(url: &str) -> Result<Self, DriverError> {
        let mut parsed = Url::parse(url).map_err(|error| DriverError::Url(error.to_string()))?;
        let (mut mode, mut files) = ("prefer".to_owned(), Files::default());
        let mut others = Vec::new();
        for (name, value) in parsed.query_pairs() {
            match &*name {
                "sslmode" | "ssl-mode" => mode = value.into_owned(),
                "sslrootcert" | "ssl-root-cert" | "ssl-ca" => files.root = Some(value.into_owned()),
                "sslcert" | "ssl-cert" => files.certificate = Some(value.into_owned()),
                "sslkey" | "ssl-key" => files.key = Some(value.into_owned()),
                "statement-cache-capacity" => {}
                _ => others.push((name.into_owned(), value.into_owned())),
            }
        }
        parsed.set_query(None);
        if !others.is_empty() {
            parsed.query_pairs_mut().extend_pairs(others);
        }
        let mut config: Config = parsed.as_str().parse()?;
        config.connect_timeout(OPENS_WITHIN).keepalives_idle(Duration::from_secs(30)).tcp_user_timeout(LOST_AFTER);
        if config.get_options().is_none() {
            config.options(PLANNED_FOR);
        }
        let (ssl, verified) = match mode.as_str() {
            "disable" => (SslMode::Disable, false),
            "allow" | "prefer" => (SslMode::Prefer, false),
            "require" => (SslMode::Require, files.root.is_some()),
            "verify-ca" | "verify-full" => (SslMode::Require, true),
            other => return Err(DriverError::Url(format!("sslmode={other} is none of disable, prefer, require, verify-full"))),
        };
        config.ssl_mode(ssl);
        let tls = (ssl != SslMode::Disable).then(|| files.client(verified)).transpose()?;
        Ok(Self { config, tls: tls.map(MakeRustlsConnect::new) })
    }

    /// Opens a connection, which belongs to the runtime of this thread.
    pub(super) async fn connect(&self) -> Result<Client, DriverError> {
        match &self.tls {
            None => {
                let (client, connection) = self.config.connect(NoTls).await.map_err(DriverError::Connect)?;
                tokio::spawn(connection);
                Ok(client)
            }
            Some(tls) => {
                let (client, connection) = self.config.connect(tls.clone()).await.map_err(DriverError::Connect)?;
                tokio::spawn(connection);
                Ok(client)
            }
        }
    }
}

/// Paths of PEM files.
#[derive(Default)]
struct Files {
    root: Option<String>,
    certificate: Option<String>,
    key: Option<String>,
}

impl Files {
    fn client(&self, verified: bool) -> Result<ClientConfig, DriverError> {
        let bad = |error: &dyn std::fmt::Display| DriverError::Url(error.to_string());
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let builder = ClientConfig::builder_with_provider(Arc::clone(&provider)).with_safe_default_protocol_versions();
        let builder = builder.map_err(|error| bad(&error))?;
        let builder = match (&self.root, verified) {
            (_, false) => builder.dangerous().with_custom_certificate_verifier(Arc::new(Anybody(provider))),
            (None, true) => builder.with_platform_verifier().map_err(|error| bad(&error))?,
            (Some(path), true) => {
                let mut roots = RootCertStore::empty();
                for certificate in CertificateDer::pem_file_iter(path).map_err(|error| bad(&error))? {
                    roots.add(certificate.map_err(|error| bad(&error))?).map_err(|error| bad(&error))?;
                }
                builder.with_root_certificates(roots)
            }
        };
        let (Some(certificate), Some(key)) = (&self.certificate, &self.key) else { return Ok(builder.with_no_client_auth()) };
        let chain = CertificateDer::pem_file_iter(certificate).map_err(|error| bad(&error))?;
        let chain = chain.collect::<Result<_, _>>().map_err(|error| bad(&error))?;
        let key = PrivateKeyDer::from_pem_file(key).map_err(|error| bad(&error))?;
        builder.with_client_auth_cert(chain, key).map_err(|error| bad(&error))
    }
}

/// Encrypts without asking who answers, as libpq does unless told to verify.
#[derive(Debug)]
struct Anybody(Arc<CryptoProvider>);

impl ServerCertVerifier for Anybody {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signature, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signature, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
