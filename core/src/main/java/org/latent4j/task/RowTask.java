package org.latent4j.task;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.Workers;
import org.latent4j.model.FittedModel;

/**
 * A question that each row answers by itself with some numbers, such as its log density or its
 * code. Rows are read in blocks whose size depends on the number of features alone, several threads
 * work on a block each, and answers come in the order of the rows: the same bits for any number of
 * threads. Collected they take n×columns values; streamed, a few blocks per thread, so that a
 * mapped file of any size can be answered.
 *
 * <p>Features are matched to the model's by name; a data set may have more of them, or another
 * order. When model or data have no names (x1, x2, …) and as many features, they are matched by
 * place. Immutable, thread-safe.
 */
public final class RowTask {

  private static final int BLOCK_ROWS = 4096;
  private static final int BLOCK_VALUES = 1 << 19;
  private static final int BLOCKS_PER_THREAD = 4;

  private final String name;
  private final Schema schema;
  private final List<String> columns;
  private final Answer answer;
  private final boolean takesGaps;

  /**
   * Makes a task.
   *
   * @param name as a user would say it, such as "score"
   * @param schema features it takes
   * @param columns names of the numbers it gives
   * @param answer from rows×features to rows×columns
   */
  RowTask(String name, Schema schema, List<String> columns, UnaryOperator<Matrix> answer) {
    this(name, schema, columns, ignoringPlace(answer), false);
  }

  /**
   * Makes a task that a model answers, for rows with missing values too where it takes them.
   *
   * @param name as a user would say it, such as "score"
   * @param model whose features it takes
   * @param columns names of the numbers it gives
   * @param answer from rows×features to rows×columns
   */
  RowTask(String name, FittedModel model, List<String> columns, UnaryOperator<Matrix> answer) {
    this(name, model.schema(), columns, ignoringPlace(answer), model.takesGaps());
  }

  /** Makes a task for rows with missing values, whose answer may depend on the place of a row. */
  static RowTask forGaps(String name, Schema schema, List<String> columns, Answer answer) {
    return new RowTask(name, schema, columns, answer, true);
  }

  /** Answers consecutive rows of which the first has a number, from 0. */
  @FunctionalInterface
  interface Answer {

    /** From rows×features to rows×columns. */
    Matrix to(long firstRow, Matrix rows);
  }

  private static Answer ignoringPlace(UnaryOperator<Matrix> answer) {
    return (first, rows) -> answer.apply(rows);
  }

  private RowTask(
      String name, Schema schema, List<String> columns, Answer answer, boolean takesGaps) {
    this.name = name;
    this.schema = schema;
    this.columns = List.copyOf(columns);
    this.answer = answer;
    this.takesGaps = takesGaps;
  }

  /**
   * What rows it takes.
   *
   * @return their features, in order
   */
  public Schema schema() {
    return schema;
  }

  /**
   * Names of the numbers that each row answers.
   *
   * @return as many as the columns of an answer
   */
  public List<String> columns() {
    return columns;
  }

  /**
   * Answers for all rows.
   *
   * @param data n complete rows
   * @param threads how many threads work, at least 1
   * @return n×columns
   * @throws DataException if a feature of the model is not there, a value is missing or infinite
   *     (the text names row and column), or the answers are more than a matrix holds
   */
  public Matrix run(Dataset data, int threads) {
    long size = data.rowCount() * columns.size();
    if (size > Integer.MAX_VALUE - 8) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "a matrix holds at most %d values, %s gives %d x %d; stream the answers",
              Integer.MAX_VALUE - 8,
              name,
              data.rowCount(),
              columns.size()));
    }
    double[] all = new double[(int) size];
    int[] filled = new int[1];
    run(
        data,
        threads,
        part -> {
          System.arraycopy(part.values(), 0, all, filled[0], part.values().length);
          filled[0] += part.values().length;
        });
    return Matrix.wrap((int) data.rowCount(), columns.size(), all);
  }

  /**
   * Hands on the answers block by block, in the order of the rows.
   *
   * @param data complete rows
   * @param threads how many threads work, at least 1
   * @param sink takes rows×columns; called in the calling thread
   * @throws IllegalArgumentException if threads is below 1
   * @throws DataException if a feature of the model is not there, or a value is missing or
   *     infinite; the text names row and column; answers of blocks before it may have been handed
   *     on
   */
  public void run(Dataset data, int threads, Consumer<Matrix> sink) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
    Dataset rows = AlignedDataset.of(schema, data);
    int blockRows = blockRows(Math.max(rows.featureCount(), columns.size()));
    long window = (long) blockRows * BLOCKS_PER_THREAD * threads;
    for (long from = 0; from < rows.rowCount(); from += window) {
      long to = Math.min(rows.rowCount(), from + window);
      for (Matrix part : answers(rows, from, to, blockRows, threads)) {
        sink.accept(part);
      }
    }
  }

  /** Answers rows that are in the order of the model's features and were checked. */
  Matrix answer(Matrix rows) {
    return answer.to(0, rows);
  }

  /**
   * How many rows make a block: at most 4 MiB, whatever the number of threads.
   *
   * @param width numbers per row
   * @return at least 16
   */
  static int blockRows(int width) {
    return Math.max(16, Math.min(BLOCK_ROWS, BLOCK_VALUES / Math.max(1, width)));
  }

  private Matrix[] answers(Dataset rows, long from, long to, int blockRows, int threads) {
    int blocks = (int) ((to - from + blockRows - 1) / blockRows);
    Matrix[] answers = new Matrix[blocks];
    @Nullable RuntimeException[] failures = new RuntimeException[blocks];
    Workers.forEach(
        threads,
        blocks,
        b -> {
          long first = from + (long) b * blockRows;
          try {
            answers[b] = answer(rows, first, (int) Math.min(blockRows, to - first));
          } catch (RuntimeException e) {
            failures[b] = e;
          }
        });
    for (RuntimeException failure : failures) {
      if (failure != null) {
        throw failure; // that of the first block, however the threads ran
      }
    }
    return answers;
  }

  private Matrix answer(Dataset rows, long first, int count) {
    Matrix block = rows.rows(first, count);
    double[] values = block.values();
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i]) && !(takesGaps && Double.isNaN(values[i]))) {
        throw unusable(first + i / block.columns(), i % block.columns(), values[i]);
      }
    }
    return answer.to(first, block);
  }

  private DataException unusable(long row, int feature, double value) {
    String place =
        String.format(
            Locale.ROOT, "row %d of column '%s' is ", row + 1, schema.featureNames().get(feature));
    return new DataException(
        Double.isNaN(value)
            ? place + "missing; " + name + " needs complete rows, drop or impute it"
            : place + (value > 0 ? "+infinity" : "-infinity") + "; values must be finite");
  }
}
