/// The program: its commands and flags, and the wiring of all its parts by hand.
///
/// In: a command line and the surroundings. Out: a running controller, sentences for people, and an
/// exit code. Must not know how any part works; nothing imports it.
@NullMarked
package io.naru.controller;

import org.jspecify.annotations.NullMarked;
