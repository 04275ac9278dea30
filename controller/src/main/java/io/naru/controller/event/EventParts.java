package io.naru.controller.event;

import io.naru.controller.leader.Leadership;
import io.naru.controller.pace.Ticker;

/// What the writing of Events is made of.
record EventParts(EventStore store, Leadership leadership, Ticker ticker) {}
