package org.latent4j.linalg.internal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The reusable work buffers of one thread: numbered slots that grow on demand, so that a kernel
 * visited block after block allocates only once.
 *
 * <p>Not for sharing between threads: each worker makes its own and closes it when its work ends.
 */
public final class Workspace implements AutoCloseable {
  private final @Nullable NativeDoubles[] slots;
  private boolean open = true;

  /**
   * Creates a workspace of empty slots.
   *
   * @param slotCount number of slots
   */
  public Workspace(int slotCount) {
    this.slots = new @Nullable NativeDoubles[slotCount];
  }

  /**
   * Returns the buffer of a slot, of at least the length asked for. Its content is whatever was
   * left there. A larger request replaces the buffer and closes the old one, so that a buffer is to
   * be used only until the next request for its slot.
   *
   * @param slot number of the slot, from 0
   * @param length doubles needed
   * @return the buffer, which the workspace closes
   * @throws IllegalStateException if the workspace is closed
   */
  public NativeDoubles buffer(int slot, long length) {
    if (!open) {
      throw new IllegalStateException("this workspace is closed");
    }
    Objects.checkIndex(slot, slots.length);
    NativeDoubles current = slots[slot];
    if (current != null && current.length() >= length) {
      return current;
    }
    slots[slot] = null;
    if (current != null) {
      current.close();
    }
    NativeDoubles grown = NativeDoubles.allocate(length);
    slots[slot] = grown;
    return grown;
  }

  /** Frees every buffer. Closing again does nothing. */
  @Override
  public void close() {
    open = false;
    for (int slot = 0; slot < slots.length; slot++) {
      NativeDoubles buffer = slots[slot];
      if (buffer != null) {
        buffer.close();
        slots[slot] = null;
      }
    }
  }
}
