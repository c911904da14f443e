package org.latent4j.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.latent4j.data.Dataset;
import org.latent4j.file.JournalFile;

/** Which journal a fit keeps, so that {@code --resume} finds its own and no other. */
final class Journal {

  /** Rows of which every value is part of the key, evenly spread; the others are believed. */
  private static final int LOOKED_AT = 4096;

  private Journal() {}

  /**
   * Opens the journal of an interrupted fit, or begins one.
   *
   * @param resumed whether there is one to go on from
   * @throws CommandException if it is not there or belongs to another fit
   */
  static JournalFile open(Path file, String key, boolean resumed) throws IOException {
    if (!resumed) {
      return JournalFile.begin(file, key);
    }
    try {
      return JournalFile.resume(file, key);
    } catch (NoSuchFileException e) {
      throw new CommandException(
          ExitCode.USAGE,
          "--resume needs "
              + file
              + ", which an interrupted fit leaves beside its model; leave out --resume",
          e);
    }
  }

  /**
   * Tells fits apart: 64 hexadecimal digits, which change with an option, a column, the number of
   * rows, or a value of the rows that are looked at.
   *
   * @param options all that decides what is fitted
   * @param start the file that the fit starts from, if any
   */
  static String key(Dataset rows, List<String> options, List<Path> start) throws IOException {
    MessageDigest digest = sha256();
    add(digest, Version.number());
    options.forEach(option -> add(digest, option));
    for (Path file : start) {
      digest.update(Files.readAllBytes(file));
    }
    add(digest, rows.schema().columns().toString());
    add(digest, Long.toString(rows.rowCount()));
    ByteBuffer bytes = ByteBuffer.allocate((rows.featureCount() + 1) * Double.BYTES);
    double[] weight = new double[1];
    long count = Math.min(LOOKED_AT, rows.rowCount());
    for (long i = 0; i < count; i++) {
      long row = rows.rowCount() / count * i + rows.rowCount() % count * i / count;
      DoubleBuffer values = bytes.clear().asDoubleBuffer();
      rows.read(row, 1, values);
      rows.readWeights(row, 1, weight);
      values.put(weight[0]);
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
