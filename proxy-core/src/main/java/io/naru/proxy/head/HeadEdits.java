package io.naru.proxy.head;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is changed while a head is written: a drop set, a set list, and the parts of the start line
 * that are replaced. Filters and forwarding contribute to one of these; the writing codec applies
 * it once. Framing and hop-by-hop fields are not edits: the codec always decides on them itself.
 */
public final class HeadEdits {
  private long drop;
  private List<byte[]> dropNames = List.of();
  private Fields set = NONE;
  private Fields constants = NONE;
  private Optional<byte[]> target = Optional.empty();
  private Optional<byte[]> authority = Optional.empty();

  private static final Fields NONE = new Fields(0, 0);

  /** Leaves out every field in the set of {@link KnownField#bits}. */
  public void drop(long fields) {
    drop |= fields;
  }

  /** Leaves out every field of that lower-case name. */
  public void drop(byte[] lowerName) {
    if (dropNames.isEmpty()) {
      dropNames = new ArrayList<>();
    }
    dropNames.add(lowerName);
  }

  /** Takes the place of every field of that lower-case name, and of what replaced it before. */
  public void replace(byte[] lowerName, byte[] value) {
    drop(lowerName);
    set.delete(lowerName);
    put(lowerName, value, 0, value.length);
  }

  /** Takes the place of a known field, and of what replaced it before. */
  public void replace(KnownField field, byte[] wireName, byte[] value, int from, int to) {
    drop |= field.bit();
    if (set.has(field)) {
      set.delete(Ascii.bytes(field.wireName()));
    }
    put(wireName, value, from, to);
  }

  /** No edit may end its line or begin another (catalogue C6). */
  private void put(byte[] name, byte[] value, int from, int to) {
    if (!Syntax.isToken(name, 0, name.length) || !Syntax.isValue(value, from, to)) {
      throw new IllegalArgumentException("not a field: " + Ascii.text(name, 0, name.length));
    }
    set().add(name, value, from, to);
  }

  /** The lines that are written after the kept ones; to be added to. */
  @SuppressWarnings("ReferenceEquality") // most heads are written as they came and need no block
  public Fields set() {
    if (set == NONE) {
      set = new Fields(192, 4);
    }
    return set;
  }

  /** The lines that are written after the kept ones; to be read only. */
  public Fields added() {
    return set;
  }

  /** Lines that are the same for many heads; written before those of {@link #set()}. */
  public void constants(Fields lines) {
    constants = lines;
  }

  public Fields constants() {
    return constants;
  }

  /** Replaces the request's target by one in origin form. */
  public void target(byte[] value) {
    if (!Syntax.isTarget(value, 0, value.length)) {
      throw new IllegalArgumentException("not a target: " + Ascii.text(value, 0, value.length));
    }
    target = Optional.of(value);
  }

  public Optional<byte[]> target() {
    return target;
  }

  /** Replaces the request's authority. */
  public void authority(byte[] value) {
    if (Authority.hostEnd(value, 0, value.length) < 0) {
      throw new IllegalArgumentException("not an authority: " + Ascii.text(value, 0, value.length));
    }
    authority = Optional.of(value);
  }

  public Optional<byte[]> authority() {
    return authority;
  }

  public long dropped() {
    return drop;
  }

  /** Whether field {@code i} of the block stays out of the message, {@code always} included. */
  public boolean drops(Fields fields, int i, long always) {
    return fields.isDropped(i, drop | always) || dropsByName(fields, i);
  }

  private boolean dropsByName(Fields fields, int i) {
    for (int n = 0; n < dropNames.size(); n++) {
      if (Ascii.equalsIgnoreCase(
          fields.bytes(), fields.nameStart(i), fields.nameEnd(i), dropNames.get(n))) {
        return true;
      }
    }
    return false;
  }
}
