package org.latent4j.linalg.internal;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.jspecify.annotations.Nullable;

/**
 * Loads OpenBLAS on first use and keeps it at one thread: parallelism is ours, by blocks of rows,
 * and the thread pool of the library collapses when a core is taken by another process.
 */
public final class OpenBlas {
  private OpenBlas() {}

  /** Loads the BLAS, once; the larger binding of LAPACK stays unloaded. */
  static void requireBlas() {
    requireLoaded(BlasBinding.FAILURE);
  }

  /**
   * Loads BLAS and LAPACK, once.
   *
   * @throws IllegalStateException if there is no library for this platform
   */
  public static void requireLapack() {
    requireBlas();
    requireLoaded(LapackBinding.FAILURE);
  }

  private static void requireLoaded(@Nullable String failure) {
    if (failure != null) {
      throw new IllegalStateException(
          "no OpenBLAS for "
              + Loader.getPlatform()
              + "; Latent4J runs on linux x86_64/arm64, macOS x86_64/arm64, Windows x86_64",
          new UnsatisfiedLinkError(failure));
    }
  }

  /** Returns null on success, else what the loader says. */
  private static @Nullable String load(Class<?> binding) {
    try {
      Loader.load(binding);
      openblas_nolapack.blas_set_num_threads(1);
      return null;
    } catch (LinkageError e) {
      return e.toString();
    }
  }

  private static final class BlasBinding {
    static final @Nullable String FAILURE = load(openblas_nolapack.class);
  }

  private static final class LapackBinding {
    static final @Nullable String FAILURE = load(openblas.class);
  }
}
