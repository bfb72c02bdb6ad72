package dev.kindling.train.evaluate;

import dev.kindling.train.engine.TokenScores;
import java.io.Serializable;

/**
 * How well a language model tells the next token.
 *
 * @param lossSum cross entropy in nats, summed over the tokens
 * @param correct tokens that had the highest probability
 * @param tokens told
 */
public record Perplexity(double lossSum, long correct, long tokens) implements Serializable {
  /** Of no text. */
  public static final Perplexity NONE = new Perplexity(0, 0, 0);

  /** Of one window. */
  public static Perplexity of(TokenScores scores) {
    return new Perplexity(scores.lossSum(), scores.correct(), scores.count());
  }

  /** Of both texts; add parts in a fixed order for the same bits. */
  public Perplexity plus(Perplexity other) {
    return new Perplexity(lossSum + other.lossSum, correct + other.correct, tokens + other.tokens);
  }

  /** Mean cross entropy of a token, in nats; not a number if there are none. */
  public double loss() {
    return lossSum / tokens;
  }

  /** The exponential of the loss: among how many equally likely tokens the model is in doubt. */
  public double value() {
    return Math.exp(loss());
  }

  /** Share of the tokens told right. */
  public double accuracy() {
    return (double) correct / tokens;
  }

  /**
   * Cross entropy in bits, shared out over the characters of the text: unlike the perplexity,
   * comparable between models whose tokens differ in length. Where characters are counted before
   * any rule and all tokens in, signs of capitals too, it is what the whole text costs; the few
   * tokens that a stream cannot tell, its first and its last, count as the mean of the others. A
   * model with unknown tokens is flattered: it need not say which.
   *
   * @param charactersPerToken of the text told, on average; above 0
   */
  public double bitsPerCharacter(double charactersPerToken) {
    return bits(loss()) / charactersPerToken;
  }

  /**
   * The perplexity if words had been told and not their pieces: comparable between vocabularies of
   * words and of sub-words.
   *
   * @param wordsPerToken of the text told, on average; above 0
   */
  public double perWord(double wordsPerToken) {
    return Math.exp(loss() / wordsPerToken);
  }

  /** Nats in bits. */
  public static double bits(double nats) {
    return nats / Math.log(2);
  }
}
