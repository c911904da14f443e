package org.latent4j.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latent4j.data.AtomicFile;
import org.latent4j.formats.CsvWriter;
import org.latent4j.formats.NpyWriter;
import org.latent4j.linalg.Matrix;
import picocli.CommandLine.Option;

/** Where a table of numbers goes, and in which form: options of every verb that gives one. */
final class TableOutput {

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      order = 1,
      description =
          "Write to a file: a NumPy array if it ends in .npy, else CSV. Default: CSV to standard"
              + " output, as with -.")
  private String file = "-";

  @Option(
      names = "--json",
      order = 1,
      description =
          "Write one JSON object: rows, columns (their names), ids (what names the rows, if"
              + " something does) and values (a list for each row).")
  private boolean json;

  /** Options to be read from a command line. */
  TableOutput() {}

  /** An output that another option names. */
  TableOutput(String file) {
    this.file = file;
  }

  /**
   * Checks the options before anything is read.
   *
   * @param inputs what the command reads
   * @throws CommandException if they contradict each other, or the file cannot be written or is an
   *     input
   */
  void check(String... inputs) {
    if (!isStandardOutput()) {
      for (String input : inputs) {
        Outputs.requireWritable("--out", Path.of(file), input);
      }
    }
    if (json && isArray()) {
      throw CommandException.usage(
          "--json writes text, but '"
              + file
              + "' is named as a NumPy array; leave out one of them");
    }
  }

  /** Writes a table; a file as a whole or not at all. */
  void write(Terminal terminal, NumberTable table) throws IOException {
    if (isStandardOutput()) {
      writeTo(terminal.out(), table);
    } else {
      AtomicFile.write(Path.of(file), out -> writeTo(out, table));
    }
  }

  private boolean isStandardOutput() {
    return file.equals("-");
  }

  /** Whether a NumPy array is written. */
  boolean isArray() {
    return file.toLowerCase(Locale.ROOT).endsWith(".npy");
  }

  private void writeTo(OutputStream out, NumberTable table) throws IOException {
    if (json) {
      writeJson(out, table);
    } else if (isArray()) {
      NpyWriter.write(
          out, table.rowCount(), table.columns().size(), npy -> table.forEach(npy::add));
    } else if (table.ids().isPresent()) {
      writeNamed(out, table, table.ids().get());
    } else {
      CsvWriter.write(
          out,
          table.columns(),
          csv ->
              table.forEach(
                  block -> {
                    for (int i = 0; i < block.rows(); i++) {
                      addRow(csv, table, block, i);
                      csv.endRow();
                    }
                  }));
    }
  }

  private static void addRow(CsvWriter csv, NumberTable table, Matrix block, int row)
      throws IOException {
    for (int j = 0; j < block.columns(); j++) {
      Optional<String> word = table.word(j, block.get(row, j));
      if (word.isPresent()) {
        csv.add(word.get());
      } else {
        csv.add(block.get(row, j));
      }
    }
  }

  private static void writeNamed(OutputStream out, NumberTable table, NumberTable.Ids ids)
      throws IOException {
    List<String> columns = new ArrayList<>(table.columns());
    columns.add(0, ids.column());
    Iterator<String> names = ids.names().iterator();
    CsvWriter.write(
        out,
        columns,
        csv ->
            table.forEach(
                block -> {
                  for (int i = 0; i < block.rows(); i++) {
                    csv.add(names.next());
                    addRow(csv, table, block, i);
                    csv.endRow();
                  }
                }));
  }

  private static void writeJson(OutputStream out, NumberTable table) throws IOException {
    Json.write(
        out,
        json -> {
          json.whole("rows", table.rowCount()).texts("columns", table.columns());
          if (table.ids().isPresent()) {
            json.texts("ids", table.ids().get().names());
          }
          json.beginRows("values");
          table.forEach(block -> writeRows(json, table, block));
          json.endRows();
        });
  }

  private static void writeRows(Json json, NumberTable table, Matrix block) throws IOException {
    for (int i = 0; i < block.rows(); i++) {
      if (!table.hasWords()) {
        json.array(block.row(i));
        continue;
      }
      json.beginRow();
      for (int j = 0; j < block.columns(); j++) {
        Optional<String> word = table.word(j, block.get(i, j));
        if (word.isPresent()) {
          json.element(word.get());
        } else {
          json.element(block.get(i, j));
        }
      }
      json.endRows();
    }
  }
}
