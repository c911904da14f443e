package org.latent4j.mixture;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the covariances of a mixture's components may look like. Each is Σ_c = λ_c·D_c·A_c·D_cᵀ with
 * a volume λ_c, a diagonal shape A_c of determinant 1 and an orthogonal orientation D_c; three
 * letters tell for volume, shape and orientation in turn whether they are Equal in all components,
 * Vary, or are the Identity (Banfield and Raftery 1993, Biometrics 49, 803; Celeux and Govaert
 * 1995, Pattern Recognition 28, 781, doi:10.1016/0031-3203(94)00125-6).
 *
 * <p>With one feature there is neither shape nor orientation, and the structures are two: all with
 * equal volumes are {@link #EII}, all with varying volumes are {@link #SPHERICAL}.
 *
 * <p>An iteration of a fit to n rows of d features costs, for the rows, about 6nkd multiply-adds
 * where covariances are diagonal (third letter I) and 2nkd² elsewhere. What the structure itself
 * adds does not depend on n: for {@link #FULL}, {@link #TIED} and the diagonal ones next to
 * nothing; k·d³ for {@link #EVV}; an eigen-decomposition for each component for {@link #EEV} and
 * {@link #VEV}; d³ + kd² for each of some ten rounds for {@link #VEE}; about 4kd³ for each of a few
 * rounds for {@link #EVE} and {@link #VVE}.
 */
public enum CovarianceStructure {
  /** VVV: each component has its own covariance matrix. */
  FULL("VVV"),
  /** EEE: all components share one covariance matrix. */
  TIED("EEE"),
  /** VVI: each component has its own variance for each feature; features are independent in it. */
  DIAGONAL("VVI"),
  /** VII: each component has one variance for all features. */
  SPHERICAL("VII"),
  /** All components share one variance for all features. */
  EII("EII"),
  /** All components share the variances of the features, which are independent in them. */
  EEI("EEI"),
  /** Features are independent; the variances of a component are a multiple of those of another. */
  VEI("VEI"),
  /** Features are independent; their variances have the same product in all components. */
  EVI("EVI"),
  /** The covariance of a component is a multiple of that of another. */
  VEE("VEE"),
  /** All components have the same axes and the same volume. */
  EVE("EVE"),
  /** All components have the same axes, and their own variances along them. */
  VVE("VVE"),
  /** The covariance of a component is that of another, turned. */
  EEV("EEV"),
  /** The covariance of a component is a multiple of that of another, turned. */
  VEV("VEV"),
  /** Each component has its own covariance matrix; all have the same determinant. */
  EVV("EVV");

  /** Whether a part of a covariance is the same in all components. */
  public enum Part {
    /** The same in all. */
    EQUAL,
    /** Each component has its own. */
    VARYING,
    /** There is none: a sphere has no shape, and one along the features no orientation. */
    IDENTITY;

    private static Part of(char letter) {
      return switch (letter) {
        case 'E' -> EQUAL;
        case 'V' -> VARYING;
        default -> IDENTITY;
      };
    }
  }

  private final String letters;
  private final Part volume;
  private final Part shape;
  private final Part orientation;

  CovarianceStructure(String letters) {
    this.letters = letters;
    volume = Part.of(letters.charAt(0));
    shape = Part.of(letters.charAt(1));
    orientation = Part.of(letters.charAt(2));
  }

  /**
   * Its name on a command line and in a model file.
   *
   * @return such as {@code full}, or {@code vev} where there is no word for it
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Its name by volume, shape and orientation.
   *
   * @return three letters, such as {@code VVV}
   */
  public String letters() {
    return letters;
  }

  /**
   * The size of a component, |Σ|^(1/d).
   *
   * @return equal or varying
   */
  public Part volume() {
    return volume;
  }

  /**
   * How long the axes of a component are relative to each other.
   *
   * @return equal, varying, or the identity for spheres
   */
  public Part shape() {
    return shape;
  }

  /**
   * Where the axes of a component point.
   *
   * @return equal, varying, or the identity for axes along the features
   */
  public Part orientation() {
    return orientation;
  }

  /**
   * Free parameters of the covariances.
   *
   * @param components k
   * @param features d
   * @return a count
   */
  public long parameterCount(int components, int features) {
    long shapes = features - 1L;
    long rotations = (long) features * (features - 1) / 2;
    return times(volume, components)
        + times(shape, components) * shapes
        + times(orientation, components) * rotations;
  }

  private static long times(Part part, int components) {
    return switch (part) {
      case EQUAL -> 1;
      case VARYING -> components;
      case IDENTITY -> 0;
    };
  }

  /**
   * Whether covariances are diagonal, so that features do not interact within a component.
   *
   * @return true when the third letter is I
   */
  public boolean isDiagonal() {
    return orientation == Part.IDENTITY;
  }

  /**
   * Whether components are spheres.
   *
   * @return true for {@link #EII} and {@link #SPHERICAL}
   */
  public boolean isSpherical() {
    return shape == Part.IDENTITY;
  }

  /**
   * Whether features measured in other units, each in its own, give the same fit in those units.
   * Spheres are spheres in one unit only, and axes at right angles are so in one unit only.
   *
   * @return false for {@link #EII}, {@link #SPHERICAL}, {@link #EVE}, {@link #VVE}, {@link #EEV}
   *     and {@link #VEV}
   */
  public boolean isUnitFree() {
    boolean tiesAxes =
        (orientation == Part.EQUAL && shape == Part.VARYING)
            || (orientation == Part.VARYING && shape == Part.EQUAL);
    return !isSpherical() && !tiesAxes;
  }

  /**
   * Whether a component on no more rows than features would be singular but for the covariance
   * floor, whatever the other components look like.
   *
   * @return true where a component that is not diagonal has a shape of its own
   */
  public boolean needsRowsForEachComponent() {
    return !isDiagonal() && shape == Part.VARYING;
  }

  /**
   * The structure of a label or of its letters.
   *
   * @param name such as {@code full} or {@code VVV}, in any case; also {@code E} for {@link #EII}
   *     and {@code V} for {@link #SPHERICAL}, which is how they are called with one feature
   * @return the structure
   * @throws IllegalArgumentException if there is none; the text names those there are
   */
  public static CovarianceStructure named(String name) {
    if (name.equalsIgnoreCase("E") || name.equalsIgnoreCase("V")) {
      return name.equalsIgnoreCase("E") ? EII : SPHERICAL;
    }
    return Arrays.stream(values())
        .filter(s -> s.label().equalsIgnoreCase(name) || s.letters.equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "covariance must be one of "
                        + String.join(", ", labels())
                        + ", got '"
                        + name
                        + "'"));
  }

  /**
   * The names of all structures.
   *
   * @return for each, in the order of this enum, its label and, joined by a slash, its letters
   *     where these are another name, such as {@code full/vvv}; then {@code e} and {@code v}
   */
  public static List<String> labels() {
    Stream<String> all =
        Arrays.stream(values())
            .map(
                s ->
                    s.letters.equalsIgnoreCase(s.label())
                        ? s.label()
                        : s.label() + "/" + s.letters.toLowerCase(Locale.ROOT));
    return Stream.concat(all, Stream.of("e", "v")).toList();
  }
}
