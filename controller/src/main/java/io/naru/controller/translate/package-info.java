/// What the texts of annotations and of the ConfigMap mean, as typed settings.
///
/// In: one object's texts, and the defaults of the level above it. Out: an
/// [io.naru.controller.translate.IngressPolicy] or [io.naru.controller.translate.Settings], the
/// verdict whether it may be served at all, and a problem for each text that does not do what it
/// says. Each text is parsed once, as a whole, into a typed value; none is ever put into another
/// language (catalogue A1). Must not know hosts, paths, other Ingresses or the table.
@NullMarked
package io.naru.controller.translate;

import org.jspecify.annotations.NullMarked;
