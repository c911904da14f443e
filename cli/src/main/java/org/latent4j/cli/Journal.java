package org.latent4j.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.latent4j.data.Dataset;
import org.latent4j.file.JournalFile;

/** Which journal a fit keeps, so that {@code --resume} finds its own and no other. */
final class Journal {

  private static final int BLOCK_VALUES = 1 << 15;

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
   * Tells fits apart: 64 hexadecimal digits, which change with an option, a column or a row.
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
    add(digest, rows.rowCount() + " " + checksum(rows));
    return HexFormat.of().formatHex(digest.digest());
  }

  /** A checksum, which keeps pace with the reading, where a digest would take longer. */
  private static long checksum(Dataset rows) {
    CRC32C checksum = new CRC32C();
    int d = rows.featureCount();
    int blockRows = (int) Math.min(rows.rowCount(), Math.max(1, BLOCK_VALUES / d));
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(blockRows * (d + 1) * Double.BYTES)
            .order(ByteOrder.nativeOrder());
    double[] weights = new double[blockRows];
    int[] components = new int[blockRows];
    for (long row = 0; row < rows.rowCount(); row += blockRows) {
      int count = (int) Math.min(blockRows, rows.rowCount() - row);
      DoubleBuffer values = bytes.clear().asDoubleBuffer();
      rows.read(row, count, values);
      rows.readWeights(row, count, weights);
      values.position(count * d).put(weights, 0, count);
      checksum.update(bytes.limit(count * (d + 1) * Double.BYTES));
      if (rows.hasKnownComponents()) {
        rows.readKnownComponents(row, count, components);
        bytes.clear().asIntBuffer().put(components, 0, count);
        checksum.update(bytes.limit(count * Integer.BYTES));
      }
    }
    return checksum.getValue();
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
