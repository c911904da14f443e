package org.latent4j.data;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells whether two data sets hold the same values. */
public final class Fingerprint {

  private static final int BLOCK_VALUES = 1 << 15;

  private Fingerprint() {}

  /**
   * SHA-256 of the feature names, the number of rows, every feature value and every weight.
   *
   * @param data any data set; read once
   * @return 64 hexadecimal digits
   */
  public static String of(Dataset data) {
    MessageDigest digest = sha256();
    digest.update(
        (String.join("\n", data.schema().featureNames()) + "\n" + data.rowCount())
            .getBytes(StandardCharsets.UTF_8));
    int d = data.featureCount();
    int blockRows = Math.max(1, BLOCK_VALUES / Math.max(1, d));
    double[] weights = new double[blockRows];
    byte[] bytes = new byte[blockRows * (d + 1) * Double.BYTES];
    DoubleBuffer target = ByteBuffer.wrap(bytes).asDoubleBuffer();
    for (long row = 0; row < data.rowCount(); row += blockRows) {
      int count = (int) Math.min(blockRows, data.rowCount() - row);
      target.clear();
      data.read(row, count, target);
      data.readWeights(row, count, weights);
      target.put(weights, 0, count);
      digest.update(bytes, 0, target.position() * Double.BYTES);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
