package io.naru.controller;

import io.naru.controller.event.EventOptions;
import io.naru.controller.leader.Term;
import io.naru.controller.status.StatusOptions;
import java.util.Optional;

/// What is written to the cluster.
///
/// @param election empty where nobody is elected
record Writes(Optional<Term> election, StatusOptions status, EventOptions events) {}
