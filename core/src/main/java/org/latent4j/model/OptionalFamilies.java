package org.latent4j.model;

import java.util.Map;
import java.util.Optional;

/** Families of modules that a program may be built without. */
final class OptionalFamilies {

  private static final Map<String, String> MODULES =
      Map.of("ae", "latent4j-deep", "flow", "latent4j-deep", "vae", "latent4j-deep");

  private OptionalFamilies() {}

  /** What to do about a family that is not on the class path, where it is known. */
  static Optional<String> sentence(String family) {
    return Optional.ofNullable(MODULES.get(family))
        .map(
            module ->
                "model '"
                    + family
                    + "' comes with the module "
                    + module
                    + ", which is not on the class path; add it, or build without -Dwithout-deep");
  }
}
