package io.naru.proxy.h2;

import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Map;

/**
 * What Netty's interface for header blocks asks for and its frame layer never uses of ours: the
 * blocks here are written by the decoder and read by the encoder, and by nobody else.
 */
interface PseudoHeaders extends Http2Headers {

  @Override
  default Http2Headers method(CharSequence value) {
    throw new UnsupportedOperationException();
  }

  @Override
  default Http2Headers scheme(CharSequence value) {
    throw new UnsupportedOperationException();
  }

  @Override
  default Http2Headers authority(CharSequence value) {
    throw new UnsupportedOperationException();
  }

  @Override
  default Http2Headers path(CharSequence value) {
    throw new UnsupportedOperationException();
  }

  @Override
  default Http2Headers status(CharSequence value) {
    throw new UnsupportedOperationException();
  }

  @Override
  default CharSequence method() {
    return AsciiString.EMPTY_STRING;
  }

  @Override
  default CharSequence scheme() {
    return AsciiString.EMPTY_STRING;
  }

  @Override
  default CharSequence authority() {
    return AsciiString.EMPTY_STRING;
  }

  @Override
  default CharSequence path() {
    return AsciiString.EMPTY_STRING;
  }

  /** Asked for each block by a client's frame layer, to tell 1xx heads from final ones. */
  @Override
  default CharSequence status() {
    return AsciiString.EMPTY_STRING;
  }

  @Override
  default boolean contains(CharSequence name, CharSequence value, boolean caseInsensitive) {
    return false;
  }

  @Override
  Iterator<Map.Entry<CharSequence, CharSequence>> iterator();
}
