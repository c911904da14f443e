package org.latent4j.cli;

import java.io.IOException;

/** The reader of standard output has gone away: there is nothing left to do, and nothing wrong. */
final class ClosedPipeException extends IOException {

  private static final long serialVersionUID = 1L;

  ClosedPipeException(IOException cause) {
    super("the reader of standard output has gone away", cause);
  }
}
