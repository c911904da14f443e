package org.latent4j.linalg;

import org.latent4j.linalg.internal.OpenBlas;

/** The native library that matrix products and decompositions run on. */
public final class NativeLibrary {

  private NativeLibrary() {}

  /**
   * Begins to load the library on a thread of its own, and returns at once: a program that is about
   * to read data need not wait for it afterwards. Without this call it is loaded on first use. A
   * failure is told on first use either way.
   */
  public static void loadInBackground() {
    Thread thread = new Thread(NativeLibrary::load, "load native library");
    thread.setDaemon(true);
    thread.start();
  }

  private static void load() {
    try {
      OpenBlas.requireLapack();
    } catch (IllegalStateException e) {
      // Whoever needs the library gets the same exception.
    }
  }
}
