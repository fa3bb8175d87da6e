"""The signature inside a CAP message: enveloped XML-DSig (W3C, second edition), RSA with SHA-256, as CAP 1.2 section
3.3.2.1 asks, with the certificate in it. And the proof that a message is whole.

Not XAdES: its second reference makes usual CAP readers, which expect one, call the message forged (docs/how-to/alerts.md).
Refuses to trust the certificate that comes with a message: who verifies names the one he trusts.
"""

from __future__ import annotations

import datetime as dt
import importlib

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from lxml import etree

from khien.alerts.errors import BadSignature

DS = "http://www.w3.org/2000/09/xmldsig#"
BITS = 3072
YEARS = 10
LARGEST = 2_000_000  # bytes


def new_pair(name: str, *, at: dt.datetime) -> tuple[bytes, bytes]:
    """A private key and a certificate signed by itself, both PEM, good for ten years."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - dt.timedelta(days=1))
        .not_valid_after(at + dt.timedelta(days=366 * YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_SIGNS_ONLY, critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return pem, certificate.public_bytes(serialization.Encoding.PEM)


_SIGNS_ONLY = x509.KeyUsage(
    digital_signature=True,
    content_commitment=True,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)


def signed(tree: etree._Element, *, key: bytes, certificate: bytes) -> bytes:
    """The message with its signature, as the bytes that are published."""
    known = importlib.import_module("signxml.algorithms")  # heavy, only when signing (docs/adr/0007)
    signer = importlib.import_module("signxml.signer").XMLSigner(
        method=known.SignatureConstructionMethod.enveloped,
        signature_algorithm=known.SignatureMethod.RSA_SHA256,
        digest_algorithm=known.DigestAlgorithm.SHA256,
        c14n_algorithm=known.CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
    )
    root = signer.sign(tree, key=key, cert=certificate.decode("ascii"))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def verified(xml: bytes, *, certificate: bytes) -> bytes:
    """What the signature covers, as canonical bytes. Raises BadSignature for anything else than a message signed
    whole by this certificate's key: changed, cut, wrapped, signed by another, or not signed at all."""
    wrong = importlib.import_module("signxml.exceptions").SignXMLException
    verifier = importlib.import_module("signxml.verifier").XMLVerifier()
    root = parsed(xml)
    if [child.tag for child in root].count(f"{{{DS}}}Signature") != 1:
        raise BadSignature
    try:
        done = verifier.verify(root, x509_cert=certificate.decode("ascii"), expect_references=1)
    except (wrong, ValueError, etree.DocumentInvalid):
        raise BadSignature from None
    result = done if not isinstance(done, list) else done[0]
    if result.signed_xml is None or result.signed_xml.tag != root.tag:
        raise BadSignature  # a signature over some other part proves nothing about this message
    covered: bytes = result.signed_data
    return covered


def parsed(xml: bytes) -> etree._Element:
    """Raises BadSignature for what is no XML, too large, or brings a document type with it."""
    if len(xml) > LARGEST:
        raise BadSignature
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError:
        raise BadSignature from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise BadSignature
    return root


def fingerprint(certificate: bytes) -> str:
    """SHA-256 of the certificate, as people compare it: hexadecimal without signs between."""
    return x509.load_pem_x509_certificate(certificate).fingerprint(hashes.SHA256()).hex()
