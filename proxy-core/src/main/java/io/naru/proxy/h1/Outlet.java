package io.naru.proxy.h1;

import io.netty.channel.ChannelHandlerContext;

/** The connection that a message is written to. */
interface Outlet {

  ChannelHandlerContext ctx();

  /** So many bytes are about to be written; they are flushed at the end of the loop's iteration. */
  void writes(int bytes);
}
