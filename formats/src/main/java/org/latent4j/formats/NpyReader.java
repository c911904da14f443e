package org.latent4j.formats;

import java.io.IOException;
import java.nio.file.Path;
import org.latent4j.data.ArrayLayout;
import org.latent4j.data.DataFormatException;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.Tensor;

/**
 * Reads NumPy arrays of numbers as they are, of any shape; a table of rows is read by {@link
 * Tables}.
 */
public final class NpyReader {

  private NpyReader() {}

  /**
   * Reads an array.
   *
   * @param file a {@code .npy} file of numbers, version 1 to 3, of at most 2³¹ − 9 values
   * @return its values and shape, row-major
   * @throws DataFormatException if it is no such file, or is damaged; the text says how
   * @throws IOException if it cannot be read
   */
  public static Tensor read(Path file) throws IOException {
    try (Source source = Source.open(file)) {
      ArrayHeader header = NpyHeader.read(source.name(), source.stream());
      if (header.shape().size() > 2 && header.storage() == ArrayLayout.Storage.BY_COLUMNS) {
        throw new DataFormatException(
            Wording.quoted(source.name())
                + " stores "
                + header.shape().size()
                + " axes in Fortran order; write it with numpy.ascontiguousarray");
      }
      Matrix values = ArrayCells.array(source, header, ReadOptions.defaults()).toMatrix();
      int[] shape = header.shape().stream().mapToInt(Math::toIntExact).toArray();
      return Tensor.of(Tensor.Type.F64, values.values(), shape);
    }
  }
}
