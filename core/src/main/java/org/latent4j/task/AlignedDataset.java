package org.latent4j.task;

import java.nio.DoubleBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latent4j.data.Column;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.data.Schema;

/**
 * Rows with the features a model knows, in its order, picked by name from rows that may have more
 * of them. Values of columns with words are translated to the model's numbering of the words.
 */
final class AlignedDataset implements Dataset {

  private final Dataset source;
  private final Schema schema;
  private final int[] picked;
  private final int @Nullable [][] recoded;

  private AlignedDataset(Dataset source, Schema schema, int[] picked) {
    this.source = source;
    this.schema = schema;
    this.picked = picked;
    List<Column> known = schema.features();
    List<Column> given = source.schema().features();
    recoded = new int[picked.length][];
    for (int j = 0; j < picked.length; j++) {
      recoded[j] = recoding(known.get(j).levels(), given.get(picked[j]).levels());
    }
  }

  /**
   * Brings rows into the form a model knows. Features are matched by name, others are left out. As
   * many features without names of their own (x1, x2, …) on either side are matched by place.
   *
   * @param schema what the model was fitted to
   * @param data rows
   * @return the data itself where it has that form already, else a view
   * @throws DataException if a feature is missing; the text names it
   */
  static Dataset of(Schema schema, Dataset data) {
    List<String> wanted = schema.featureNames();
    List<String> given = data.schema().featureNames();
    boolean sameNames = wanted.equals(given);
    if (sameNames && sameLevels(schema, data.schema())) {
      return data;
    }
    boolean byPlace =
        wanted.size() == given.size() && (isNameless(wanted) || isNameless(given)) && !sameNames;
    int[] picked = new int[wanted.size()];
    for (int j = 0; j < picked.length; j++) {
      int place = given.indexOf(wanted.get(j));
      picked[j] = byPlace ? j : place;
      if (picked[j] < 0) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "the data must have the columns the model was fitted to, but '%s' is not among"
                    + " its %d features (%s)",
                wanted.get(j),
                given.size(),
                abbreviated(given)));
      }
    }
    return new AlignedDataset(data, schema, picked);
  }

  private static boolean sameLevels(Schema wanted, Schema given) {
    return wanted.features().stream()
        .map(Column::levels)
        .toList()
        .equals(given.features().stream().map(Column::levels).toList());
  }

  private static boolean isNameless(List<String> names) {
    return names.equals(Schema.numeric(names.size()).featureNames());
  }

  private static String abbreviated(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(8, names.size())))
        + (names.size() > 8 ? ", …" : "");
  }

  /** The model's index of each level of the data, −1 for one it does not know; null for numbers. */
  private static int @Nullable [] recoding(List<String> known, List<String> given) {
    if (known.equals(given) || known.isEmpty() || given.isEmpty()) {
      return null;
    }
    return given.stream().mapToInt(known::indexOf).toArray();
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public long rowCount() {
    return source.rowCount();
  }

  @Override
  public void read(long firstRow, int count, DoubleBuffer target) {
    int width = source.featureCount();
    double[] rows = new double[Math.multiplyExact(count, width)];
    source.read(firstRow, count, DoubleBuffer.wrap(rows));
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < picked.length; j++) {
        target.put(value(firstRow + i, j, rows[i * width + picked[j]]));
      }
    }
  }

  private double value(long row, int feature, double value) {
    int[] map = recoded[feature];
    if (map == null || Double.isNaN(value)) {
      return value;
    }
    int index = map[(int) value];
    if (index < 0) {
      Column column = schema.features().get(feature);
      throw new DataException(
          String.format(
              Locale.ROOT,
              "row %d of column '%s' is '%s'; the model knows %s",
              row + 1,
              column.name(),
              source.schema().features().get(picked[feature]).levels().get((int) value),
              String.join(", ", column.levels())));
    }
    return index;
  }

  @Override
  public boolean isWeighted() {
    return source.isWeighted();
  }

  @Override
  public void readWeights(long firstRow, int count, double[] target) {
    source.readWeights(firstRow, count, target);
  }

  @Override
  public boolean hasKnownComponents() {
    return source.hasKnownComponents();
  }

  @Override
  public void readKnownComponents(long firstRow, int count, int[] target) {
    source.readKnownComponents(firstRow, count, target);
  }

  @Override
  public Optional<double[]> labels() {
    return source.labels();
  }
}
