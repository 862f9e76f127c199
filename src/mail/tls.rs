//! What every encrypted connection has in common: whom we trust, and how old TLS may be.
//!
//! Trusted is what the operating system trusts, and besides it the certificates in the file that config
//! names. Both are read anew for each connection, so that a renewed file needs no restart. There is no
//! way to leave a certificate unchecked, and TLS 1.2 is the oldest.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, InvalidDnsNameError, ServerName};
use rustls::{CertificateError, ClientConfig, RootCertStore};

/// Why no encrypted connection can be begun.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    #[error(
        "no certificates in {file}: {source}; `ca_file` names a PEM file with the issuer's certificate",
        file = file.display()
    )]
    CaFile { file: PathBuf, source: pem::Error },
    #[error("`{host}` is no name that a certificate can bear; check `host`")]
    Name { host: String, source: InvalidDnsNameError },
    #[error("TLS cannot be set up: {0}")]
    Setup(#[from] rustls::Error),
}

/// The certificates that are trusted: the system's and those of `ca_file`.
///
/// # Errors
/// When `ca_file` cannot be read or holds no certificate. What the system has and cannot be read is
/// passed over: then a certificate is not trusted that could have been.
pub fn trusted(ca_file: Option<&Path>) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let mut certificates = rustls_native_certs::load_native_certs().certs;
    if let Some(file) = ca_file {
        certificates.extend(certificates_in(file)?);
    }
    Ok(certificates)
}

/// The certificates of a `ca_file`.
///
/// # Errors
/// When it cannot be read or holds none.
pub fn certificates_in(file: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let failed = |source| TlsError::CaFile { file: file.to_owned(), source };
    let own: Result<Vec<_>, _> = CertificateDer::pem_file_iter(file).map_err(failed)?.collect();
    let own = own.map_err(failed)?;
    if own.is_empty() {
        return Err(failed(pem::Error::NoItemsFound));
    }
    Ok(own)
}

/// How to begin TLS as a client.
///
/// # Errors
/// As for `trusted`.
pub fn client(ca_file: Option<&Path>) -> Result<Arc<ClientConfig>, TlsError> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(trusted(ca_file)?);
    let config = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(config))
}

/// A handshake that failed, in words for whoever runs the bot.
pub(super) fn plainly(error: io::Error) -> io::Error {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    let what = match inner {
        Some(rustls::Error::InvalidMessage(_)) => {
            "what came is no TLS; this port speaks plain text first"
        }
        Some(rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer)) => {
            "nobody whom this machine trusts signed the certificate"
        }
        Some(rustls::Error::InvalidCertificate(
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
        )) => "the certificate is of another server; `host` must be a name that stands in it",
        Some(rustls::Error::InvalidCertificate(
            CertificateError::Expired | CertificateError::ExpiredContext { .. },
        )) => "the certificate is out of date",
        Some(rustls::Error::InvalidCertificate(CertificateError::Other(_))) => {
            "the certificate cannot be used; `ca_file` names the authority's, not the server's own"
        }
        Some(_) | None => return error,
    };
    io::Error::new(error.kind(), what)
}

/// The cryptography of the house.
pub(super) fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

/// Has what asks for the cryptography of the process take that of the house. With Matrix there are two
/// kinds in the program, and rustls chooses neither by itself.
#[cfg(feature = "matrix")]
pub fn prefer_ours() {
    // Whoever was first may stay: it can only be ours.
    _ = ring::default_provider().install_default();
}

/// The name that the server's certificate must bear.
///
/// # Errors
/// When `host` is neither a host name nor an IP address.
pub fn server_name(host: &str) -> Result<ServerName<'static>, TlsError> {
    ServerName::try_from(bare(host).to_owned())
        .map_err(|source| TlsError::Name { host: host.to_owned(), source })
}

/// An IPv6 address stands in brackets in config, and without them everywhere else.
pub(super) fn bare(host: &str) -> &str {
    host.trim_start_matches('[').trim_end_matches(']')
}
