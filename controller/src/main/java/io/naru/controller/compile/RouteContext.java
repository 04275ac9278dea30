package io.naru.controller.compile;

import io.naru.controller.translate.Settings;
import io.naru.proxy.route.RouteAction;
import java.util.Optional;

/// What the routes of all hosts depend on.
///
/// @param fallback what answers where no rule does: the default backend, or a 404
/// @param healthPath where requests for no known host are told that we serve
record RouteContext(
    Settings settings, RouteAction fallback, int httpsPort, Optional<String> healthPath) {}
