package org.latent4j.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.latent4j.data.ArrayElement;
import org.latent4j.data.ArrayLayout;
import org.latent4j.data.DataFormatException;

/**
 * The header of an idx file, the format of the MNIST images: two zero bytes, the type, the number
 * of axes, and the length of each axis as a big-endian 32-bit number. Numbers are big-endian.
 */
final class IdxHeader {

  private static final Map<Byte, ArrayElement> ELEMENTS =
      Map.of(
          (byte) 0x08, ArrayElement.UINT8,
          (byte) 0x09, ArrayElement.INT8,
          (byte) 0x0B, ArrayElement.INT16,
          (byte) 0x0C, ArrayElement.INT32,
          (byte) 0x0D, ArrayElement.FLOAT32,
          (byte) 0x0E, ArrayElement.FLOAT64);

  private IdxHeader() {}

  /** Whether a file that begins so is one. */
  static boolean isMagic(byte[] head) {
    return head.length >= 4
        && head[0] == 0
        && head[1] == 0
        && ELEMENTS.containsKey(head[2])
        && head[3] > 0;
  }

  /**
   * Reads the header.
   *
   * @throws DataFormatException if the file ends in it
   */
  static ArrayHeader read(String source, InputStream in) throws IOException {
    byte[] magic = in.readNBytes(4);
    int axes = magic[3];
    ByteBuffer lengths = ByteBuffer.wrap(in.readNBytes(axes * Integer.BYTES));
    if (lengths.remaining() < axes * Integer.BYTES) {
      throw new DataFormatException("'" + source + "' is damaged: it ends within the idx header");
    }
    List<Long> shape = new ArrayList<>();
    for (int axis = 0; axis < axes; axis++) {
      shape.add(lengths.getInt() & 0xFFFF_FFFFL);
    }
    ArrayElement element = ELEMENTS.get(magic[2]);
    if (element == null) {
      throw new DataFormatException("'" + source + "' has an unknown idx type: " + magic[2]);
    }
    return new ArrayHeader(
        source,
        4L + (long) axes * Integer.BYTES,
        shape,
        element,
        ByteOrder.BIG_ENDIAN,
        ArrayLayout.Storage.BY_ROWS);
  }
}
