/// The way to the API server, and the one list of what the program may do there.
///
/// In: how to reach the server, which features are on. Out: typed doors for each thing that is
/// allowed, answers as values, and the RBAC rules that allow exactly this. Every request passes the
/// list ([io.naru.controller.access.GrantedOnly]), so what code does and what a chart grants cannot
/// drift apart. Must not know what the objects mean; no other package makes a client.
@NullMarked
package io.naru.controller.access;

import org.jspecify.annotations.NullMarked;
