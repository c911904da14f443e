package org.latent4j.cli;

import java.io.IOException;
import org.latent4j.data.Schema;
import org.latent4j.formats.ReadOptions;
import org.latent4j.formats.Table;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A verb that asks a fitted model about rows. */
abstract class DataVerb extends ModelVerb {

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      description = "Rows: a path, - for standard input, or example:NAME.")
  private String data = "";

  @Mixin private ThreadsOption threads = new ThreadsOption();

  @Mixin private DataOptions options = new DataOptions();

  /** What the command line says the rows are in. */
  String dataName() {
    return data;
  }

  /** How many threads work. */
  int threads() {
    return threads.count();
  }

  /** How the rows of a model's columns are read. */
  ReadOptions readOptions(Schema schema) {
    return options.readOptions();
  }

  /** Reads the rows and tells what the reader has to say of them. */
  Table readData(Terminal terminal, Schema schema) throws IOException {
    return readOther(terminal, schema, data, readOptions(schema));
  }

  /** How other rows than DATA are read, which have other labels. */
  ReadOptions otherOptions() {
    return options.withoutLabels();
  }

  /** Reads other rows, and tells what the reader has to say of them. */
  Table readOther(Terminal terminal, Schema schema, String other, ReadOptions reading)
      throws IOException {
    Table table = DataOptions.readFor(terminal, schema, other, reading);
    for (String sentence : table.notes()) {
      note(terminal, sentence);
    }
    return table;
  }
}
