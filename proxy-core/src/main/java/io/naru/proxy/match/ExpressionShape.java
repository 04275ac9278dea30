package io.naru.proxy.match;

/**
 * What an expression, or a part of it, can cost.
 *
 * @param size its parts, with repetitions written out; saturates
 * @param emptyable whether it can match without reading
 * @param ways a bound on how often what follows is tried before anything more is read; saturates
 * @param depth the groups within groups
 */
record ExpressionShape(long size, boolean emptyable, long ways, int depth) {
  private static final long MANY = 1 << 20;

  /** Matches nothing but the empty text. */
  static final ExpressionShape EMPTY = new ExpressionShape(0, true, 1, 0);

  /** Reads one byte. */
  static final ExpressionShape BYTE = new ExpressionShape(1, false, 1, 0);

  /** Looks, and reads nothing. */
  static final ExpressionShape ASSERTION = new ExpressionShape(1, true, 1, 0);

  ExpressionShape {
    size = Math.min(size, MANY);
    ways = Math.min(ways, MANY);
  }

  ExpressionShape then(ExpressionShape next) {
    return new ExpressionShape(
        size + next.size,
        emptyable && next.emptyable,
        ways * next.ways,
        Math.max(depth, next.depth));
  }

  /** An alternative that must read ends there when nothing is left to read. */
  ExpressionShape or(ExpressionShape other) {
    long empties = (emptyable ? ways : 0) + (other.emptyable ? other.ways : 0);
    long rests = (emptyable ? 0 : ways - 1) + (other.emptyable ? 0 : other.ways - 1);
    return new ExpressionShape(
        size + other.size + 1,
        emptyable || other.emptyable,
        Math.max(1, empties) + rests,
        Math.max(depth, other.depth));
  }

  /**
   * @param least 0 or more
   * @param copies how often it stands there when it is written out, 1 or more
   */
  ExpressionShape repeated(int least, int copies) {
    return new ExpressionShape(
        Math.max(size, 1) * copies,
        emptyable || least == 0,
        emptyable ? power(ways + 1, copies) : ways,
        depth);
  }

  private static long power(long base, int exponent) {
    long power = 1;
    for (int i = 0; i < exponent && power < MANY; i++) {
      power *= base;
    }
    return power;
  }

  ExpressionShape grouped() {
    return new ExpressionShape(size + 1, emptyable, ways, depth + 1);
  }

  ExpressionShape looked() {
    return new ExpressionShape(size + 1, true, ways, depth + 1);
  }
}
