package org.latent4j.data;

/** What the values of a column are. */
public enum ColumnKind {
  /** Real numbers. */
  NUMERIC,
  /** One of a list of levels; a value is its level's index. */
  CATEGORICAL,
  /** Whole numbers from 0. */
  COUNT,
  /** 0 or 1; with two levels where the source had words. */
  BINARY
}
