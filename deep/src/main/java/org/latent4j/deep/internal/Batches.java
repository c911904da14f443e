package org.latent4j.deep.internal;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.latent4j.linalg.SeededRandom;

/** Off-heap room for the rows, the noise and the weights of a batch. Closed by its owner. */
final class Batches implements AutoCloseable {

  private final Device device;
  private final int noiseWidth;
  private final FloatPointer rows;
  private final FloatPointer noise;
  private final FloatPointer weights;
  private final float[] row;

  Batches(int largest, int width, int noiseWidth, Device device) {
    this.device = device;
    this.noiseWidth = noiseWidth;
    rows = new FloatPointer((long) largest * width);
    noise = new FloatPointer(Math.max(1, (long) largest * noiseWidth));
    weights = new FloatPointer(largest);
    row = new float[width];
  }

  /** What a {@link Trainable} is given; belongs to the scope of the caller. */
  record Batch(Tensor rows, Tensor noise, Tensor weights) {}

  /** Fills the room, which the batch before loses. */
  Batch fill(RowBatch batch) {
    int n = batch.size();
    batch.fetch(row, rows);
    SeededRandom normal = batch.noise();
    for (long i = 0; i < (long) n * noiseWidth; i++) {
      noise.put(i, (float) normal.nextGaussian());
    }
    for (int i = 0; i < n; i++) {
      weights.put(i, batch.weight(i));
    }
    return new Batch(
        seen(torch.from_blob(rows, n, batch.width())),
        seen(torch.from_blob(noise, (long) n * noiseWidth)),
        seen(torch.from_blob(weights, n)));
  }

  private Tensor seen(Tensor host) {
    return host.to(device, torch.ScalarType.Float);
  }

  @Override
  public void close() {
    rows.close();
    noise.close();
    weights.close();
  }
}
