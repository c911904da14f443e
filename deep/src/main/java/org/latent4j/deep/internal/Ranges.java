package org.latent4j.deep.internal;

/**
 * Parameters in ranges that threads can take, the same for any number of threads.
 *
 * @param size how many parameters there are
 */
record Ranges(int size) {

  private static final int LENGTH = 1 << 16;

  int count() {
    return (size + LENGTH - 1) / LENGTH;
  }

  /** The first place of a range, or the end of the one before. */
  int from(int range) {
    return (int) Math.min(size, (long) range * LENGTH);
  }
}
