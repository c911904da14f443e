package org.latent4j.formats;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.latent4j.data.DataFormatException;

/**
 * What the beginning of a PNG or JPEG file tells, read without its pixels.
 *
 * @param format as ImageIO calls it, {@code png} or {@code jpeg}
 * @param height in pixels
 * @param width in pixels
 * @param isGrey whether there is one colour, apart from transparency
 */
record ImageFileHeader(String format, int height, int width, boolean isGrey) {

  /** More pixels than this are not decoded, whatever a header tells. */
  static final long MOST_PIXELS = 64L << 20;

  private static final long PNG = 0x89504E47_0D0A1A0AL;
  private static final int IHDR = 0x49484452;
  private static final int JPEG_START = 0xFFD8;

  /**
   * Reads the header.
   *
   * @param name what messages call the file
   * @param raw its bytes, read as far as needed and not closed
   * @return nothing if it is neither PNG nor JPEG
   * @throws DataFormatException if it is one that is damaged, too large, or has colours that cannot
   *     be taken
   */
  static Optional<ImageFileHeader> read(String name, InputStream raw) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(raw, 1 << 13));
    try {
      in.mark(Long.BYTES);
      byte[] head = in.readNBytes(Long.BYTES);
      in.reset();
      if (head.length == Long.BYTES && in.readLong() == PNG) {
        return Optional.of(png(name, in).checked(name));
      }
      in.reset();
      if (head.length >= 2 && in.readUnsignedShort() == JPEG_START) {
        return Optional.of(jpeg(name, in).checked(name));
      }
      return Optional.empty();
    } catch (EOFException e) {
      throw new DataFormatException("'" + name + "' is damaged: it ends within its header", e);
    }
  }

  /** Signature, then the chunk IHDR: width, height, bits, colour type (PNG, 3rd ed., 11.2.1). */
  private static ImageFileHeader png(String name, DataInputStream in) throws IOException {
    in.readInt();
    if (in.readInt() != IHDR) {
      throw new DataFormatException("'" + name + "' is damaged: it has no PNG header");
    }
    int width = in.readInt();
    int height = in.readInt();
    in.readByte();
    int colour = in.readUnsignedByte();
    return new ImageFileHeader("png", height, width, colour == 0 || colour == 4);
  }

  /** Segments up to the start of a frame: precision, height, width, colours (ITU-T T.81, B.2.2). */
  private static ImageFileHeader jpeg(String name, DataInputStream in) throws IOException {
    while (true) {
      if (in.readUnsignedByte() != 0xFF) {
        throw new DataFormatException("'" + name + "' is damaged: a JPEG marker is missing");
      }
      int marker = in.readUnsignedByte();
      while (marker == 0xFF) {
        marker = in.readUnsignedByte();
      }
      int length = in.readUnsignedShort();
      if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
        return frame(name, in);
      }
      if (length < 2) {
        throw new DataFormatException("'" + name + "' is damaged: a JPEG segment has no length");
      }
      in.skipNBytes(length - 2L);
    }
  }

  private static ImageFileHeader frame(String name, DataInputStream in) throws IOException {
    int bits = in.readUnsignedByte();
    int height = in.readUnsignedShort();
    int width = in.readUnsignedShort();
    int colours = in.readUnsignedByte();
    if (bits != 8 || (colours != 1 && colours != 3)) {
      throw new DataFormatException(
          "'"
              + name
              + "' is a JPEG of "
              + Wording.count(colours, "colour")
              + (colours == 4 ? " (CMYK)" : "")
              + " of "
              + bits
              + " bits; grey and RGB of 8 bits are read, save it so");
    }
    return new ImageFileHeader("jpeg", height, width, colours == 1);
  }

  private ImageFileHeader checked(String name) throws DataFormatException {
    if (height < 1 || width < 1) {
      throw new DataFormatException("'" + name + "' is damaged: its header tells of no pixels");
    }
    if ((long) height * width > MOST_PIXELS) {
      throw new DataFormatException(
          "'"
              + name
              + "' has "
              + size()
              + " pixels; images of at most "
              + MOST_PIXELS
              + " pixels are read");
    }
    return this;
  }

  ImageOptions.Size size() {
    return new ImageOptions.Size(height, width);
  }
}
