/// The validating webhook (behaviour 33): says of an Ingress what would become of it before the API
/// server stores it.
///
/// In: AdmissionReviews over TLS, the world that is served, and the certificate to serve with (from
/// files, or from the Secret that the leader fills and rotates). Out: allowed or not, with every
/// problem of the object in a sentence. A review is a [io.naru.controller.compile.Trial]: it
/// executes nothing and reaches nothing. Must not know tables, routes or the data plane's threads.
@NullMarked
package io.naru.controller.admission;

import org.jspecify.annotations.NullMarked;
