package org.latent4j.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.latent4j.data.ArrayElement;
import org.latent4j.data.ArrayLayout;
import org.latent4j.data.DataFormatException;

/**
 * The header of a NumPy array file, versions 1 to 3: a magic word, the version, the length of a
 * Python dictionary and the dictionary, with the keys {@code descr}, {@code fortran_order} and
 * {@code shape}. Nothing in it is run or believed.
 */
final class NpyHeader {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST = 1 << 20;

  /**
   * One entry of the dictionary; a value in brackets other than a tuple of numbers is a structure.
   */
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\s*(['\"])(descr|fortran_order|shape)\\1\\s*:\\s*"
              + "(?:(['\"])([^'\"\\\\]{1,40})\\3|(True|False)|\\(([0-9L,\\s]*)\\)|(\\[.*]))"
              + "\\s*(?:,|(?=}))",
          Pattern.DOTALL);

  private static final Pattern TYPE = Pattern.compile("([<>|=]?)([a-zA-Z?])([0-9]*)(?:\\[.*])?");

  private static final Map<String, ArrayElement> ELEMENTS =
      Map.ofEntries(
          Map.entry("f4", ArrayElement.FLOAT32),
          Map.entry("f8", ArrayElement.FLOAT64),
          Map.entry("i1", ArrayElement.INT8),
          Map.entry("i2", ArrayElement.INT16),
          Map.entry("i4", ArrayElement.INT32),
          Map.entry("i8", ArrayElement.INT64),
          Map.entry("u1", ArrayElement.UINT8),
          Map.entry("u2", ArrayElement.UINT16),
          Map.entry("u4", ArrayElement.UINT32),
          Map.entry("u8", ArrayElement.UINT64),
          Map.entry("b1", ArrayElement.UINT8));

  private static final Map<String, String> REFUSED =
      Map.of(
          "f", "floats of an unusual size",
          "c", "complex numbers",
          "O", "Python objects",
          "S", "strings",
          "a", "strings",
          "U", "strings",
          "V", "structures",
          "M", "dates",
          "m", "time spans");

  private NpyHeader() {}

  /**
   * Reads the header.
   *
   * @throws DataFormatException if it is damaged, or tells of other things than numbers
   */
  static ArrayHeader read(String source, InputStream in) throws IOException {
    byte[] start = in.readNBytes(8);
    for (int i = 0; i < MAGIC.length; i++) {
      if (i >= start.length || start[i] != MAGIC[i]) {
        throw new DataFormatException(
            "'" + source + "' is no NumPy array: it does not begin with \\x93NUMPY");
      }
    }
    if (start.length < 8) {
      throw ended(source);
    }
    if (start[6] < 1 || start[6] > 3) {
      throw new DataFormatException(
          "'"
              + source
              + "' has NPY version "
              + (start[6] & 0xFF)
              + "."
              + (start[7] & 0xFF)
              + "; versions 1 to 3 are read");
    }
    int prefix = start[6] == 1 ? Short.BYTES : Integer.BYTES;
    byte[] lengthBytes = in.readNBytes(prefix);
    if (lengthBytes.length < prefix) {
      throw ended(source);
    }
    ByteBuffer buffer = ByteBuffer.wrap(lengthBytes).order(ByteOrder.LITTLE_ENDIAN);
    long length = prefix == 2 ? buffer.getShort() & 0xFFFF : buffer.getInt() & 0xFFFF_FFFFL;
    if (length > LONGEST) {
      throw new DataFormatException(
          "'"
              + source
              + "' is damaged: its header claims "
              + length
              + " bytes; at most "
              + LONGEST
              + " are read");
    }
    byte[] text = in.readNBytes((int) length);
    if (text.length < length) {
      throw ended(source);
    }
    String dictionary =
        new String(text, start[6] == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    return header(source, 8 + prefix + length, dictionary.strip());
  }

  private static ArrayHeader header(String source, long bytes, String dictionary)
      throws DataFormatException {
    Map<String, Matcher> entries = entries(source, dictionary);
    String descr = entries.get("descr").group(4);
    if (entries.get("descr").group(7) != null) {
      throw refused(source, "structures", entries.get("descr").group(7));
    }
    String order = entries.get("fortran_order").group(5);
    String shape = entries.get("shape").group(6);
    if (descr == null || order == null || shape == null) {
      throw unreadable(source, dictionary);
    }
    Matcher type = TYPE.matcher(descr);
    if (!type.matches()) {
      throw unreadable(source, dictionary);
    }
    ArrayElement element = ELEMENTS.get(type.group(2) + type.group(3));
    if (element == null) {
      throw refused(source, REFUSED.getOrDefault(type.group(2), "no plain numbers"), descr);
    }
    ByteOrder byteOrder =
        type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new ArrayHeader(
        source,
        bytes,
        lengths(source, shape),
        element,
        byteOrder,
        order.equals("True") ? ArrayLayout.Storage.BY_COLUMNS : ArrayLayout.Storage.BY_ROWS);
  }

  private static Map<String, Matcher> entries(String source, String dictionary)
      throws DataFormatException {
    Map<String, Matcher> entries = new HashMap<>();
    int at = 1;
    while (dictionary.startsWith("{")) {
      Matcher entry = ENTRY.matcher(dictionary).region(at, dictionary.length());
      if (!entry.lookingAt()) {
        break;
      }
      if (entries.put(entry.group(2), entry) != null) {
        throw unreadable(source, dictionary);
      }
      at = entry.end();
    }
    boolean closed = at < dictionary.length() && dictionary.substring(at).strip().equals("}");
    if (!closed || !entries.keySet().containsAll(List.of("descr", "fortran_order", "shape"))) {
      throw unreadable(source, dictionary);
    }
    return entries;
  }

  private static List<Long> lengths(String source, String shape) throws DataFormatException {
    String[] parts = shape.isBlank() ? new String[0] : shape.strip().split(",", -1);
    int axes =
        parts.length > 1 && parts[parts.length - 1].isBlank() ? parts.length - 1 : parts.length;
    List<Long> lengths = new ArrayList<>();
    for (int axis = 0; axis < axes; axis++) {
      String digits = parts[axis].strip().replaceFirst("L$", "");
      if (!digits.matches("[0-9]{1,18}")) {
        throw unreadable(source, "(" + shape + ")");
      }
      lengths.add(Long.parseLong(digits));
    }
    return lengths;
  }

  private static DataFormatException refused(String source, String what, String type) {
    return new DataFormatException(
        "'"
            + source
            + "' holds "
            + what
            + " ("
            + Wording.quoted(type)
            + "); save it as an array of integers, float32 or float64");
  }

  private static DataFormatException unreadable(String source, String text) {
    return new DataFormatException(
        "'" + source + "' is damaged: its NPY header cannot be read: " + Wording.quoted(text));
  }

  private static DataFormatException ended(String source) {
    return new DataFormatException("'" + source + "' is damaged: it ends within the NPY header");
  }
}
