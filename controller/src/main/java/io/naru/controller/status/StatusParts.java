package io.naru.controller.status;

import io.naru.controller.leader.Leadership;
import io.naru.controller.pace.Ticker;

/// What the writing of statuses is made of.
///
/// @param finder of the addresses
/// @param shown what the API server shows
record StatusParts(
    StatusStore store,
    AddressFinder finder,
    ShownStatus shown,
    Leadership leadership,
    Ticker ticker) {}
