package io.naru.controller.access;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.naru.controller.object.ObjectKey;

/// Hears what a watch sees, one call after the other, on a thread of the client: it returns soon
/// and keeps nothing of the object that it does not need.
public interface ObjectListener {

  /// An object is there, or is other than before. It may be told more than once.
  void seen(HasMetadata object);

  /// An object is no longer there.
  void gone(ObjectKey key);

  /// A full list is in: all that it has was seen before this, all that it lacks is gone.
  void listed();

  /// A list lacks all objects that there were before, or most of many. They are not told as gone,
  /// unless [ObjectWatch#believe()] says so or a list comes in that has them or most of them.
  ///
  /// @param missing how many it lacks
  /// @param left how many it has
  void doubted(int missing, int left);

  /// A list or a watch failed.
  ///
  /// @return whether to try again, sooner at first and then every few seconds; if not, the watch
  ///   rests until it is begun again
  boolean failed(Trouble trouble);
}
