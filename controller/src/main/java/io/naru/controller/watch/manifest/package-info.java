/// Kubernetes manifests as text, made into cluster objects.
///
/// In: the content of one file, untrusted. Out: the objects of the kinds that the controller reads,
/// as an API server would have stored them, and a problem for each object that it would have
/// refused. Must not know where files lie or when they change. The only package that parses YAML or
/// maps it.
@NullMarked
package io.naru.controller.watch.manifest;

import org.jspecify.annotations.NullMarked;
