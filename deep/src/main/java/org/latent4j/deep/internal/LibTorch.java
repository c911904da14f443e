package org.latent4j.deep.internal;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.latent4j.deep.Device;

/**
 * Loads LibTorch on first use and keeps it and the OpenBLAS that it shares with core at one thread:
 * its results depend on the number of threads, and a pool that waits for a core that is taken makes
 * it ten times slower.
 */
final class LibTorch {

  private static final @Nullable String FAILURE = load();

  private LibTorch() {}

  /**
   * Loads it, once.
   *
   * @throws IllegalStateException if there is none for this platform
   */
  static void require() {
    if (FAILURE != null) {
      throw new IllegalStateException(
          "there is no LibTorch for "
              + Loader.getPlatform()
              + " on the class path, which training needs; add org.bytedeco:pytorch with the"
              + " classifier of the platform (there is one for linux x86_64, macOS and Windows"
              + " x86_64)",
          new UnsatisfiedLinkError(FAILURE));
    }
    openblas_nolapack.blas_set_num_threads(1);
    torch.set_num_threads(1);
    torch.globalContext().setUserEnabledNNPACK(false); // it warns of processors it lacks
  }

  /**
   * Where to train.
   *
   * @throws IllegalArgumentException if a card is wanted and there is none
   */
  static org.bytedeco.pytorch.Device device(Device wanted) {
    boolean card = wanted != Device.CPU && torch.cuda_is_available();
    if (wanted == Device.CUDA && !card) {
      throw new IllegalArgumentException(
          "device must be cpu or auto where LibTorch sees no graphics card, got cuda; a card needs"
              + " org.bytedeco:pytorch with the classifier of the platform that ends in -gpu on the"
              + " class path, and a driver of NVIDIA");
    }
    return new org.bytedeco.pytorch.Device(card ? torch.DeviceType.CUDA : torch.DeviceType.CPU);
  }

  /**
   * An error of LibTorch in one sentence, without its stack of C++ calls; other errors as they are.
   */
  static RuntimeException explained(RuntimeException error) {
    String message = error.getMessage();
    return error.getClass() == RuntimeException.class && message != null
        ? new IllegalStateException(
            "LibTorch failed: " + message.lines().findFirst().orElse(""), error)
        : error;
  }

  /** Returns null on success, else what the loader says. */
  private static @Nullable String load() {
    try {
      Loader.load(torch.class);
      return null;
    } catch (LinkageError e) {
      return e.toString();
    }
  }
}
