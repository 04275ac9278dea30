package io.naru.controller.watch.manifest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads manifests: one or many objects a text, YAML or JSON, also as `kind: List`. Text is
/// untrusted: it constructs no types, and its size, nesting and aliases are bounded. A reason never
/// quotes the text, which may hold a key.
///
/// Thread rule: safe for several threads; a reading has a state of its own.
public final class ManifestReader {
  /// The largest content that is read, in bytes.
  public static final int MAX_BYTES = 10 << 20;

  private final ObjectMapping mapping = new ObjectMapping();

  /// Reads the content of one file.
  ///
  /// @param file the name by which problems call it
  /// @param content UTF-8
  public Reading read(String file, byte[] content) {
    if (content.length > MAX_BYTES) {
      return new Reading.Unreadable("is larger than 10 MiB");
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
      BoundedYaml.load(text, document -> reading.document(document.map(PlainTree::copy)));
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
