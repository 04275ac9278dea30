/// Small servers that stand behind the Services of the examples, and the examples themselves.
///
/// In: a folder of examples. Out: a copy of it whose Services lead to servers on free loopback
/// ports, and the commands that the examples say to try. Must not know the proxy: to it these are
/// endpoints like any other.
@NullMarked
package io.naru.controller.demo;

import org.jspecify.annotations.NullMarked;
