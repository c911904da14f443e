package org.latent4j.report.internal.chart;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes pictures of 8 bits a channel as PNG (W3C, second edition), without any desktop library.
 */
public final class Png {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final byte GREY = 0;
  private static final byte COLOUR = 2;

  private Png() {}

  /**
   * A picture as the address of itself.
   *
   * @param width in pixels
   * @param height in pixels
   * @param channels 1 for grey, 3 for red, green and blue
   * @param samples row after row, channels last
   * @return a {@code data:} address
   */
  static String dataUri(int width, int height, int channels, byte[] samples) {
    return "data:image/png;base64,"
        + Base64.getEncoder().encodeToString(encode(width, height, channels, samples));
  }

  /**
   * The file of a picture.
   *
   * @param width in pixels
   * @param height in pixels
   * @param channels 1 for grey, 3 for red, green and blue
   * @param samples row after row, channels last
   * @return its bytes
   */
  public static byte[] encode(int width, int height, int channels, byte[] samples) {
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put((byte) 8).put(channels == 1 ? GREY : COLOUR);
    ByteArrayOutputStream file = new ByteArrayOutputStream(samples.length / 2 + 64);
    file.writeBytes(SIGNATURE);
    chunk(file, "IHDR", header.array());
    chunk(file, "IDAT", deflated(filtered(width, height, channels, samples)));
    chunk(file, "IEND", new byte[0]);
    return file.toByteArray();
  }

  /** Each row begins with the number of its filter, which is none. */
  private static byte[] filtered(int width, int height, int channels, byte[] samples) {
    int row = width * channels;
    byte[] filtered = new byte[height * (row + 1)];
    for (int i = 0; i < height; i++) {
      System.arraycopy(samples, i * row, filtered, i * (row + 1) + 1, row);
    }
    return filtered;
  }

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 16);
      byte[] buffer = new byte[8192];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static void chunk(ByteArrayOutputStream file, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 check = new CRC32();
    check.update(name);
    check.update(data);
    file.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    file.writeBytes(name);
    file.writeBytes(data);
    file.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
  }
}
