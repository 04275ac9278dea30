package io.naru.controller.event;

import io.naru.controller.object.ObjectKey;
import java.util.Optional;

/// What Events are written of.
///
/// @param sync whether Ingresses and the ConfigMap get an Event when they are taken in
/// @param configMap the settings of all Ingresses
/// @param clusterWide whether objects outside of namespaces get Events
public record EventOptions(boolean sync, Optional<ObjectKey> configMap, boolean clusterWide) {}
