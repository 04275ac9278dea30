/**
 * Certificates and keys as values.
 *
 * <p>In: PEM text as users keep it. Out: a checked {@link io.naru.tls.material.Certificate} or
 * {@link io.naru.tls.material.CaBundle}, or the {@link io.naru.tls.material.CertificateProblem}
 * that says why not. Nothing here throws for bad input.
 *
 * <p>Must not know: which name a certificate is served for, Netty, Kubernetes. BouncyCastle is
 * known here and nowhere else.
 */
@NullMarked
package io.naru.tls.material;

import org.jspecify.annotations.NullMarked;
