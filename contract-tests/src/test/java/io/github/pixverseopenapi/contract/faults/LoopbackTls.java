package io.github.pixverseopenapi.contract.faults;

import java.net.InetAddress;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A certificate of this machine, and a client that trusts it. */
final class LoopbackTls {
    private static final HeldCertificate CERTIFICATE = new HeldCertificate.Builder()
            .addSubjectAlternativeName(InetAddress.getLoopbackAddress().getHostAddress())
            .build();
    private static final HandshakeCertificates CERTIFICATES = new HandshakeCertificates.Builder()
            .heldCertificate(CERTIFICATE)
            .addTrustedCertificate(CERTIFICATE.certificate())
            .build();

    private LoopbackTls() {}

    static SSLSocketFactory sockets() {
        return CERTIFICATES.sslSocketFactory();
    }

    static OkHttpClient trustingClient() {
        return new OkHttpClient.Builder()
                .sslSocketFactory(CERTIFICATES.sslSocketFactory(), CERTIFICATES.trustManager())
                .build();
    }
}
