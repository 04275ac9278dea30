package io.naru.controller.watch.manifest;

/// How much of one text is read.
///
/// @param bytes of the text in UTF-8
/// @param values of all documents of the text together, aliases written out
record Bounds(int bytes, int values) {
  private static final int MOST_BYTES = 10 << 20;

  /// Ten thousand Ingresses in one list are about 600,000.
  private static final int MOST_VALUES = 1_000_000;

  /// What is measured at most is 550 bytes of heap for a value, and 14 for a byte of one long text,
  /// or twice that outside of Latin letters; so each leaves more than half of a heap to others.
  private static final int HEAP_FOR_VALUE = 1500;

  private static final int HEAP_FOR_BYTE = 48;

  /// So that no text exhausts the heap.
  ///
  /// @param heap what the JVM's may become, in bytes
  static Bounds ofHeap(long heap) {
    return new Bounds(
        (int) Math.min(MOST_BYTES, heap / HEAP_FOR_BYTE),
        (int) Math.min(MOST_VALUES, heap / HEAP_FOR_VALUE));
  }

  String tooLarge() {
    return "is larger than " + amount(bytes >> 10) + hint(bytes < MOST_BYTES);
  }

  String tooManyValues() {
    return "it has more than " + values + " values" + hint(values < MOST_VALUES);
  }

  private static String amount(int kibibytes) {
    return kibibytes % 1024 == 0 ? kibibytes / 1024 + " MiB" : kibibytes + " KiB";
  }

  private static String hint(boolean byHeap) {
    return byHeap ? ", as much as the heap allows" : "";
  }
}
