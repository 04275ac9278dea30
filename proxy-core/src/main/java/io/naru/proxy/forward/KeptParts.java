package io.naru.proxy.forward;

import io.naru.proxy.buffer.SmallParts;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a request's body that wait for an attempt, or for another one. The first, which for
 * most bodies is all, is kept as it came unless that holds far too much; small ones behind it are
 * gathered.
 */
final class KeptParts {
  private final ByteBufAllocator alloc;
  private final List<ByteBuf> parts = new ArrayList<>(0);

  /** The last of the parts, while it is ours alone and grows. */
  private ByteBuf gathering = Unpooled.EMPTY_BUFFER;

  KeptParts(ByteBufAllocator alloc) {
    this.alloc = alloc;
  }

  /** Takes the part over. */
  void add(ByteBuf part) {
    boolean copied = parts.isEmpty() ? SmallParts.isWaste(part) : SmallParts.isSmall(part);
    if (!copied) {
      gathering = Unpooled.EMPTY_BUFFER;
      parts.add(part);
    } else if (gathering.isReadable() && SmallParts.fits(gathering, part)) {
      SmallParts.append(gathering, part);
    } else {
      gathering = SmallParts.gather(alloc, part);
      parts.add(gathering);
    }
  }

  /** All parts, which stay kept too: sending one takes a reference of its own. */
  ByteBuf[] all() {
    gathering = Unpooled.EMPTY_BUFFER;
    return parts.toArray(ByteBuf[]::new);
  }

  /** All parts, which are the caller's from now on. */
  ByteBuf[] takeAll() {
    ByteBuf[] taken = all();
    parts.clear();
    return taken;
  }

  void release() {
    for (ByteBuf part : takeAll()) {
      part.release();
    }
  }
}
