package io.naru.controller.watch.folder;

import io.naru.controller.watch.manifest.Reading.Manifests;

/// What a look at one file shows.
sealed interface Sight {

  /// Equal for two looks that show the same: nothing there, or the same content.
  String digest();

  /// No file of that name.
  record Gone() implements Sight {
    @Override
    public String digest() {
      return "gone";
    }
  }

  /// The content that is known already.
  record Same(FileStamp stamp, String digest) implements Sight {}

  /// A file whose content cannot be used.
  ///
  /// @param reason goes on after the name of the file
  record Bad(FileStamp stamp, String digest, String reason) implements Sight {}

  /// A file with manifests, perhaps none.
  record Good(FileStamp stamp, String digest, Manifests manifests) implements Sight {}
}
