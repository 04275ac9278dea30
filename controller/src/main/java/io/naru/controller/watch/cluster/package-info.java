/// An API server as a source of cluster objects.
///
/// In: watches of each kind, which come and go with the server. Out: cluster updates, on one
/// thread, from the first full list on. Must not know how the server is reached or what the objects
/// mean. What a watch says is gathered at once and applied together; what it fails to say is found
/// by comparing versions from time to time.
@NullMarked
package io.naru.controller.watch.cluster;

import org.jspecify.annotations.NullMarked;
