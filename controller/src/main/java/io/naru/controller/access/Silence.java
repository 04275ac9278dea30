package io.naru.controller.access;

/// The server does not answer: no request got an answer since.
///
/// @param since by [System#nanoTime()]
/// @param requests how many failed since then
/// @param reason of the last one
public record Silence(long since, int requests, String reason) {}
