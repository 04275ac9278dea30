/// A folder of manifests as a source of cluster objects.
///
/// In: a folder whose files come, go and change under other hands. Out: cluster updates. Must not
/// know how a manifest is read or what its objects mean. One thread looks, tells and compiles;
/// events of the file system only say where to look, and a regular scan finds what they miss.
@NullMarked
package io.naru.controller.watch.folder;

import org.jspecify.annotations.NullMarked;
