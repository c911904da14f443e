package org.latent4j.cli;

import java.util.Optional;

/** The version of this program. */
final class Version {

  private Version() {}

  /** The number the archive was built with; "unpackaged" when run from classes in a folder. */
  static String number() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("unpackaged");
  }
}
