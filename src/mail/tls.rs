//! TLS for connections of our own: what the operating system trusts, and what config adds.
//!
//! TLS 1.2 or newer, the certificate is always checked, and there is no way to switch that off: a
//! server with a certificate of its own is named with `ca_file`.

use std::io;
use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

/// How to trust servers: the certificates of the system, and those in `ca_file`.
///
/// # Errors
/// When `ca_file` cannot be read or holds no certificate, or nothing at all is trusted.
pub(crate) fn client_config(ca_file: Option<&Path>) -> io::Result<Arc<ClientConfig>> {
    let mut roots = RootCertStore::empty();
    // A damaged certificate among those of the system must not keep the others from counting.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if let Some(path) = ca_file {
        add_own(&mut roots, path)?;
    }
    if roots.is_empty() {
        let what =
            "this machine trusts no certificates; on Debian: apt-get install ca-certificates";
        return Err(io::Error::other(what));
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let versions =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = versions.map_err(io::Error::other)?.with_root_certificates(roots);
    Ok(Arc::new(config.with_no_client_auth()))
}

fn add_own(roots: &mut RootCertStore, path: &Path) -> io::Result<()> {
    let place = path.display();
    let certificates = CertificateDer::pem_file_iter(path)
        .map_err(|error| io::Error::other(format!("ca_file {place} cannot be read: {error}")))?;
    let mut some = false;
    for certificate in certificates {
        let added = certificate
            .map_err(io::Error::other)
            .and_then(|certificate| roots.add(certificate).map_err(io::Error::other));
        added.map_err(|error| {
            io::Error::other(format!("ca_file {place} holds a certificate that is none: {error}"))
        })?;
        some = true;
    }
    if some {
        Ok(())
    } else {
        Err(io::Error::other(format!("ca_file {place} holds no certificate")))
    }
}
