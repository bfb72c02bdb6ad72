package dev.kindling.datablock.batch;

import java.util.Arrays;
import java.util.List;

/**
 * Rows of token ids with what is to be told from them: the next token at every step (language
 * model), or one category a row (classification).
 */
public final class TokenBatch implements Batch {
  private final int[] tokens;
  private final int rows;
  private final int[] lengths;
  private final int[] targets;
  private final int count;
  private final List<String> keys;

  private TokenBatch(
      int[] tokens, int rows, int[] lengths, int[] targets, int count, List<String> keys) {
    this.tokens = tokens;
    this.rows = rows;
    this.lengths = lengths;
    this.targets = targets;
    this.count = count;
    this.keys = List.copyOf(keys);
  }

  /**
   * A window of parallel streams. Takes ownership of the arrays.
   *
   * @param tokens {@code [rows, steps]} row-major
   * @param next the token after each, {@code [rows, steps]} row-major
   * @param keys one a row
   * @throws IllegalArgumentException if lengths do not agree
   */
  public static TokenBatch window(int[] tokens, int[] next, List<String> keys) {
    int rows = keys.size();
    if (rows == 0
        || tokens.length == 0
        || tokens.length % rows != 0
        || next.length != tokens.length) {
      throw new IllegalArgumentException(
          "Window of %d rows needs as many tokens as targets, a multiple of the rows, got %d and %d"
              .formatted(rows, tokens.length, next.length));
    }
    int[] lengths = new int[rows];
    Arrays.fill(lengths, tokens.length / rows);
    return new TokenBatch(tokens, rows, lengths, next, next.length, keys);
  }

  /**
   * Whole documents, the shorter ones padded at their end. Takes ownership of the arrays.
   *
   * @param tokens {@code [rows, steps]} row-major
   * @param lengths real tokens of each row, in [1, steps]
   * @param categories of each row, as {@link TargetCode} has them: as many ints for each, such as
   *     one category index, -1 where it is not known
   * @param keys one a row
   * @throws IllegalArgumentException if lengths do not agree
   */
  public static TokenBatch documents(
      int[] tokens, int[] lengths, int[] categories, List<String> keys) {
    int rows = keys.size();
    if (rows == 0
        || lengths.length != rows
        || !TargetCode.fits(categories.length, rows)
        || tokens.length % rows != 0) {
      throw new IllegalArgumentException(
          "Batch of %d documents needs as many lengths and categories, and rows of one length, got %d, %d and %d tokens"
              .formatted(rows, lengths.length, categories.length, tokens.length));
    }
    int steps = tokens.length / rows;
    for (int row = 0; row < rows; row++) {
      if (lengths[row] < 1 || lengths[row] > steps) {
        throw new IllegalArgumentException(
            "Document \"%s\" must have 1 to %d tokens, got %d"
                .formatted(keys.get(row), steps, lengths[row]));
      }
    }
    return new TokenBatch(tokens, rows, lengths, categories, rows, keys);
  }

  /** Streams or documents side by side. */
  public int rows() {
    return rows;
  }

  /** Tokens of a row, padding included. */
  public int steps() {
    return tokens.length / rows;
  }

  /** The live array of token ids, {@code [rows, steps]} row-major. */
  public int[] tokens() {
    return tokens;
  }

  /** The live array of real tokens of each row; what follows is padding. */
  public int[] lengths() {
    return lengths;
  }

  /**
   * The live array of the next tokens, {@code [rows, steps]} row-major, or of the targets of rows.
   */
  @Override
  public int[] targets() {
    return targets;
  }

  @Override
  public List<String> keys() {
    return keys;
  }

  @Override
  public int count() {
    return count;
  }
}
