package org.latent4j.formats;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.latent4j.data.ArrayElement;
import org.latent4j.data.ArrayLayout;
import org.latent4j.data.DataFormatException;
import org.latent4j.data.ImageShape;

/**
 * What the header of an array file tells, and nothing of it believed yet.
 *
 * @param source name of the file
 * @param bytes length of the header
 * @param shape each at least 0
 * @param element how one number is stored
 * @param byteOrder of a number's bytes
 * @param storage which axis runs fastest: the last (by rows) or the first (by columns)
 */
record ArrayHeader(
    String source,
    long bytes,
    List<Long> shape,
    ArrayElement element,
    ByteOrder byteOrder,
    ArrayLayout.Storage storage) {

  /** More columns than any model here could use; a header that tells of more is damaged. */
  static final int MOST_COLUMNS = 1 << 20;

  /**
   * Bytes of numbers that should follow the header.
   *
   * @throws DataFormatException if there are none, or more than any file can hold
   */
  long dataBytes() throws DataFormatException {
    if (shape.size() == 0) {
      throw new DataFormatException("'" + source + "' holds a single number; rows are needed");
    }
    long count = element.bytes();
    for (long length : shape) {
      if (length == 0) {
        throw new DataFormatException(
            "'" + source + "' holds an empty array (" + shapeText() + ")");
      }
      if (count > Long.MAX_VALUE / length) {
        throw new DataFormatException(
            "'"
                + source
                + "' is damaged: its header tells of "
                + shapeText()
                + " numbers, more than any file holds");
      }
      count *= length;
    }
    return count;
  }

  /**
   * Compares the header with what there is.
   *
   * @param available bytes after the header
   * @throws DataFormatException if there are more or fewer than there should be
   */
  void requireLength(long available) throws DataFormatException {
    if (available != dataBytes()) {
      throw damaged(Long.toString(available));
    }
  }

  /** The error for a file that does not hold what its header tells. */
  DataFormatException damaged(String available) throws DataFormatException {
    return new DataFormatException(
        String.format(
            Locale.ROOT,
            "'%s' is damaged: its header tells of %s numbers of %s, %d bytes in all, but %s follow"
                + " it",
            source,
            shapeText(),
            Wording.count(element.bytes(), "byte"),
            dataBytes(),
            available));
  }

  /**
   * The array as a table: the first axis is the rows.
   *
   * @throws DataFormatException if there are too many axes or columns
   */
  ArrayLayout layout() throws DataFormatException {
    long columns = 1;
    for (int axis = 1; axis < shape.size(); axis++) {
      columns *= shape.get(axis);
    }
    if (shape.size() > 4) {
      throw new DataFormatException(
          "'"
              + source
              + "' has "
              + shape.size()
              + " axes ("
              + shapeText()
              + "); rows of columns, of images or of images with channels are read");
    }
    if (columns > MOST_COLUMNS) {
      throw new DataFormatException(
          "'" + source + "' has " + columns + " columns; at most " + MOST_COLUMNS + " are read");
    }
    return new ArrayLayout(shape.get(0), (int) columns, element, byteOrder, storage);
  }

  /** What a row is an image of, when there are three or four axes. */
  Optional<ImageShape> image() {
    return shape.size() < 3
        ? Optional.empty()
        : Optional.of(
            new ImageShape(
                shape.get(1).intValue(),
                shape.get(2).intValue(),
                shape.size() == 4 ? shape.get(3).intValue() : 1));
  }

  private String shapeText() {
    return shape.stream().map(String::valueOf).collect(Collectors.joining(" x "));
  }
}
