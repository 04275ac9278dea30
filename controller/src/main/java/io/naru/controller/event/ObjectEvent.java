package io.naru.controller.event;

import io.naru.controller.object.ObjectKey;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// One thing to say of one object. What is said twice of the same object has the same name, whoever
/// says it: the second to be created is refused, and nothing stands there twice.
///
/// @param uid of the object, which a new object of its name does not have
/// @param note at most 1,024 bytes; a longer one is cut
record ObjectEvent(ObjectKey object, String uid, Type type, String reason, String note) {
  private static final int LONGEST_NOTE = 1024;
  private static final int LONGEST_NAME = 253;
  private static final int DIGEST_BYTES = 8;

  /// Events of what has no namespace stand here, as an API server demands.
  private static final String OF_CLUSTER = "default";

  /// How much it matters.
  enum Type {
    NORMAL("Normal"),
    WARNING("Warning");

    private final String text;

    Type(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  ObjectEvent {
    note = cut(note);
  }

  String namespace() {
    return object.namespace().isEmpty() ? OF_CLUSTER : object.namespace();
  }

  /// `web.0123456789abcdef`
  String name() {
    String digest = digest();
    String object = object().name();
    int most = LONGEST_NAME - digest.length() - 1;
    return (object.length() > most ? object.substring(0, most) : object) + "." + digest;
  }

  private String digest() {
    String identity = String.join("\n", object.kind().text(), uid, type.text, reason, note);
    byte[] hash = sha256().digest(identity.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// As much as fits, in whole characters.
  private static String cut(String note) {
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST_NOTE);
    CharBuffer chars = CharBuffer.wrap(note);
    CoderResult result = StandardCharsets.UTF_8.newEncoder().encode(chars, bytes, true);
    return result.isOverflow() ? note.substring(0, chars.position()) : note;
  }
}
