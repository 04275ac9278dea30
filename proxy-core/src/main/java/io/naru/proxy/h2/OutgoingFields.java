package io.naru.proxy.h2;

import io.naru.proxy.head.Fields;
import io.netty.handler.codec.EmptyHeaders;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * One header block on its way to the encoder, which walks over it once. A field is either kept (its
 * bytes do not change any more, it may enter HPACK's table) or passing: then it mostly is a view of
 * a head's bytes, which are written before the head goes on to its next use.
 */
final class OutgoingFields extends EmptyHeaders<CharSequence, CharSequence, Http2Headers>
    implements PseudoHeaders {
  private final Cursor cursor = new Cursor();
  private AsciiString[] names = new AsciiString[24];
  private AsciiString[] values = new AsciiString[24];
  private boolean[] passing = new boolean[24];
  private int count;
  private int at;

  void restart() {
    count = 0;
  }

  /** A field that may be kept in HPACK's table. */
  void keep(AsciiString name, AsciiString value) {
    add(name, value, false);
  }

  void keep(Line line) {
    add(line.name(), line.value(), false);
  }

  /** A field that is not to be kept. */
  void pass(AsciiString name, byte[] bytes, int from, int to) {
    add(name, new AsciiString(bytes, from, to - from, false), true);
  }

  /** A field of its own bytes that is not to be kept. */
  void pass(Line line) {
    add(line.name(), line.value(), true);
  }

  /** The field of the block as a view of its bytes. */
  void pass(Fields fields, int i) {
    int from = fields.nameStart(i);
    AsciiString name = new AsciiString(fields.bytes(), from, fields.nameEnd(i) - from, false);
    pass(name.toLowerCase(), fields.bytes(), fields.valueStart(i), fields.valueEnd(i));
  }

  private void add(AsciiString name, AsciiString value, boolean isPassing) {
    if (count == names.length) {
      names = Arrays.copyOf(names, count * 2);
      values = Arrays.copyOf(values, count * 2);
      passing = Arrays.copyOf(passing, count * 2);
    }
    names[count] = name;
    values[count] = value;
    passing[count] = isPassing;
    count++;
  }

  /** Whether the field that the walk is at is not to be kept. */
  boolean isPassing() {
    return passing[at - 1];
  }

  @Override
  public int size() {
    return count;
  }

  @Override
  public boolean isEmpty() {
    return count == 0;
  }

  @Override
  public Iterator<Map.Entry<CharSequence, CharSequence>> iterator() {
    at = 0;
    return cursor;
  }

  /** The walk, and the field that it is at: the encoder keeps neither. */
  private final class Cursor
      implements Iterator<Map.Entry<CharSequence, CharSequence>>,
          Map.Entry<CharSequence, CharSequence> {

    @Override
    public boolean hasNext() {
      return at < count;
    }

    @Override
    public Map.Entry<CharSequence, CharSequence> next() {
      if (at == count) {
        throw new NoSuchElementException();
      }
      at++;
      return this;
    }

    @Override
    public CharSequence getKey() {
      return names[at - 1];
    }

    @Override
    public CharSequence getValue() {
      return values[at - 1];
    }

    @Override
    public CharSequence setValue(CharSequence value) {
      throw new UnsupportedOperationException();
    }
  }
}
