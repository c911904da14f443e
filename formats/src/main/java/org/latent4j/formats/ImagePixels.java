package org.latent4j.formats;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;
import org.latent4j.data.DataFormatException;
import org.latent4j.data.ImageShape;

/**
 * The pixels of one PNG or JPEG file as bytes, row by row, channels last. Values are taken as they
 * are stored, without a profile or gamma; 16 bits become 8, and what is transparent lies on white.
 */
final class ImagePixels {

  /** What the decoder of the JDK says of a JPEG that ends too early, which it fills with grey. */
  private static final String CUT_OFF = "premature end";

  private static final int LAST_CHUNK = 0x49454E44; // IEND

  private final double[] values;
  private final int height;
  private final int width;
  private final int channels;

  private ImagePixels(double[] values, int height, int width, int channels) {
    this.values = values;
    this.height = height;
    this.width = width;
    this.channels = channels;
  }

  /**
   * Decodes a file and brings it into a shape.
   *
   * @param name what messages call it
   * @param file its bytes
   * @param header what was read of it before
   * @param shape of 1 or 3 channels
   * @return one byte for each value of the shape
   * @throws DataFormatException if the file is damaged
   */
  static byte[] decode(String name, byte[] file, ImageFileHeader header, ImageShape shape)
      throws IOException {
    BufferedImage image = image(name, file, header);
    if (image.getWidth() != header.width() || image.getHeight() != header.height()) {
      throw damaged(name, "its pixels are not as many as its header tells", null);
    }
    ImagePixels pixels = of(image).withChannels(shape.channels());
    return pixels.rounded(shape.height(), shape.width());
  }

  private static BufferedImage image(String name, byte[] file, ImageFileHeader header)
      throws IOException {
    if (header.format().equals("png")) {
      requireWholeChunks(name, file);
    }
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(header.format());
    if (!readers.hasNext()) {
      throw new IOException("this Java has no reader of " + header.format() + " images");
    }
    ImageReader reader = readers.next();
    List<String> warnings = new ArrayList<>();
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.addIIOReadWarningListener((source, text) -> warnings.add(text));
      reader.setInput(in, true, true);
      BufferedImage image = reader.read(0);
      if (warnings.stream().anyMatch(w -> w.toLowerCase(Locale.ROOT).contains(CUT_OFF))) {
        throw damaged(name, "it ends too early", null);
      }
      return image;
    } catch (DataFormatException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw damaged(name, "its pixels cannot be decoded", e);
    } finally {
      reader.dispose();
    }
  }

  /** All chunks up to the last, with their sums, which the decoder of the JDK does not ask for. */
  private static void requireWholeChunks(String name, byte[] file) throws DataFormatException {
    ByteBuffer chunks = ByteBuffer.wrap(file).position(Long.BYTES);
    int type = 0;
    while (type != LAST_CHUNK) {
      int length = chunks.remaining() < 3 * Integer.BYTES ? -1 : chunks.getInt();
      if (length < 0 || length > chunks.remaining() - 2 * Integer.BYTES) {
        throw damaged(name, "it ends too early", null);
      }
      CRC32 sum = new CRC32();
      sum.update(file, chunks.position(), Integer.BYTES + length);
      type = chunks.getInt();
      if (chunks.position(chunks.position() + length).getInt() != (int) sum.getValue()) {
        throw damaged(name, "the sum of a PNG chunk is wrong", null);
      }
    }
  }

  private static DataFormatException damaged(String name, String what, @Nullable Exception cause) {
    return new DataFormatException("'" + name + "' is damaged: " + what, cause);
  }

  private static ImagePixels of(BufferedImage image) {
    if (image.getColorModel() instanceof IndexColorModel) {
      return ofPalette(image);
    }
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    int height = image.getHeight();
    int width = image.getWidth();
    int channels = bands >= 3 ? 3 : 1;
    boolean transparent = bands > channels;
    double[] values = new double[height * width * channels];
    double[] line = new double[width * bands];
    double[] scales = new double[bands];
    Arrays.setAll(scales, b -> 255.0 / ((1L << raster.getSampleModel().getSampleSize(b)) - 1));
    for (int y = 0, at = 0; y < height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, line);
      for (int x = 0; x < width; x++) {
        double opaque = transparent ? line[(x + 1) * bands - 1] * scales[bands - 1] / 255 : 1;
        for (int c = 0; c < channels; c++) {
          values[at++] = onWhite(line[x * bands + c] * scales[c], opaque);
        }
      }
    }
    return new ImagePixels(values, height, width, channels);
  }

  private static double onWhite(double value, double opaque) {
    return opaque * value + (1 - opaque) * 255;
  }

  private static ImagePixels ofPalette(BufferedImage image) {
    int height = image.getHeight();
    int width = image.getWidth();
    double[] values = new double[height * width * 3];
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int argb = image.getRGB(x, y);
        double opaque = (argb >>> 24) / 255.0;
        for (int shift = 16; shift >= 0; shift -= 8) {
          values[at++] = onWhite(argb >>> shift & 0xFF, opaque);
        }
      }
    }
    return new ImagePixels(values, height, width, 3);
  }

  /** Grey for 1 channel, and three equal channels of a grey image for 3. */
  private ImagePixels withChannels(int wanted) {
    if (wanted == channels) {
      return this;
    }
    double[] changed = new double[height * width * wanted];
    for (int p = 0; p < height * width; p++) {
      if (wanted == 1) {
        changed[p] = 0.299 * values[3 * p] + 0.587 * values[3 * p + 1] + 0.114 * values[3 * p + 2];
      } else {
        Arrays.fill(changed, wanted * p, wanted * (p + 1), values[p]);
      }
    }
    return new ImagePixels(changed, height, width, wanted);
  }

  private byte[] rounded(int newHeight, int newWidth) {
    double[] wide = averaged(values, height, width, channels, newWidth);
    double[] all = averaged(wide, 1, height, newWidth * channels, newHeight);
    byte[] bytes = new byte[all.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(all[i]);
    }
    return bytes;
  }

  /** Brings a middle axis to another length, each new place the mean of the old ones it covers. */
  private static double[] averaged(double[] given, int outer, int length, int inner, int wanted) {
    if (length == wanted) {
      return given;
    }
    double[] means = new double[outer * wanted * inner];
    double step = (double) length / wanted;
    for (int place = 0; place < wanted; place++) {
      double begin = place * step;
      double end = Math.min(length, begin + step);
      for (int old = (int) begin; old < end; old++) {
        double share = (Math.min(end, old + 1) - Math.max(begin, old)) / (end - begin);
        for (int o = 0; o < outer; o++) {
          for (int i = 0; i < inner; i++) {
            means[(o * wanted + place) * inner + i] +=
                share * given[(o * length + old) * inner + i];
          }
        }
      }
    }
    return means;
  }
}
