package io.naru.controller.watch.manifest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads manifests: one or many objects a text, YAML or JSON, also as `kind: List`. Text is
/// untrusted: it constructs no types, and its size, nesting and aliases are bounded, the smaller
/// the heap is. A reason never quotes the text, which may hold a key.
///
/// Thread rule: safe for several threads; a reading has a state of its own.
public final class ManifestReader {
  private final ObjectMapping mapping = new ObjectMapping();
  private final Bounds bounds;

  /// For the heap of this process.
  public ManifestReader() {
    this(Runtime.getRuntime().maxMemory());
  }

  /// @param heap what the JVM's may become, in bytes
  ManifestReader(long heap) {
    this.bounds = Bounds.ofHeap(heap);
  }

  /// The largest content that is read, in bytes.
  public int maxBytes() {
    return bounds.bytes();
  }

  /// Reads the content of one file.
  ///
  /// @param file the name by which problems call it
  /// @param content UTF-8
  public Reading read(String file, byte[] content) {
    if (content.length > bounds.bytes()) {
      return new Reading.Unreadable(bounds.tooLarge());
    }
    try {
      return read(
          file, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString());
    } catch (CharacterCodingException e) {
      return new Reading.Unreadable("is not text in UTF-8");
    }
  }

  private Reading read(String file, String text) {
    FileReading reading = new FileReading(file, mapping);
    try {
      BoundedYaml.load(
          text,
          bounds,
          document -> reading.document(document.map(it -> PlainTree.copy(it, bounds))));
      return reading.manifests();
    } catch (YamlEngineException e) {
      return new Reading.Unreadable("is not well-formed YAML: " + reason(e));
    }
  }

  private static String reason(YamlEngineException e) {
    return e instanceof MarkedYamlEngineException marked
        ? marked.getProblem() + marked.getProblemMark().map(ManifestReader::place).orElse("")
        : String.valueOf(e.getMessage());
  }

  private static String place(Mark mark) {
    return " (line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ")";
  }
}
