package io.naru.controller.compile;

import io.naru.controller.translate.Settings;
import io.naru.proxy.route.RouteAction;

/// What the routes of all hosts depend on.
///
/// @param fallback what answers where no rule does: the default backend, or a 404
record RouteContext(Settings settings, RouteAction fallback, int httpsPort) {}
