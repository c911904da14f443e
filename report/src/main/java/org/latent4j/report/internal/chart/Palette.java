package org.latent4j.report.internal.chart;

/**
 * Colours and marks of groups. The colours are those of Okabe and Ito (2008), which people with any
 * kind of colour vision tell apart; the marks differ too, so that colour never stands alone. The
 * style sheet knows the colours by class.
 */
public final class Palette {

  private static final int COLOURS = 8;
  private static final Mark[] MARKS = Mark.values();

  private Palette() {}

  /** A small shape that stands for a row. */
  enum Mark {
    DISC("dots", "h0", 0, 0),
    DIAMOND("marks", "l2.9 2.9l-2.9 2.9l-2.9-2.9z", 0, -2.9),
    TRIANGLE("marks", "l2.8 4.8h-5.6z", 0, -3),
    SQUARE("marks", "h4.4v4.4h-4.4z", -2.2, -2.2),
    PLUS("lines", "h6m-3-3v6m-3-3", -3, 0);

    private final String style;
    private final String shape;
    private final double cornerX;
    private final double cornerY;

    Mark(String style, String shape, double cornerX, double cornerY) {
      this.style = style;
      this.shape = shape;
      this.cornerX = cornerX;
      this.cornerY = cornerY;
    }

    /** Draws the shape around a point. */
    void draw(PathData path, double x, double y) {
      path.shape(shape, x + cornerX, y + cornerY);
    }

    /** How the style sheet paints the shape. */
    String style() {
      return style;
    }
  }

  /**
   * Class of a group's colour.
   *
   * @param group from 0; a ninth group has the first colour again, with another mark
   * @return such as {@code k0}
   */
  public static String colour(int group) {
    return "k" + group % COLOURS;
  }

  /** The mark of a group. */
  static Mark mark(int group) {
    return MARKS[group % MARKS.length];
  }
}
