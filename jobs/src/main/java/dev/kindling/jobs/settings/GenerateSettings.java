package dev.kindling.jobs.settings;

import java.util.Optional;

/**
 * What a language model writes.
 *
 * @param model its file, where given
 * @param prompt the text that it goes on from
 * @param texts how many
 * @param tokens of each
 * @param temperature above 0
 * @param topK tokens that each is drawn from
 */
public record GenerateSettings(
    Optional<String> model, String prompt, int texts, int tokens, double temperature, int topK) {
  static GenerateSettings from(Reader reader) {
    return new GenerateSettings(
        reader.textIfGiven("generate.model"),
        reader.text("generate.prompt"),
        reader.count("generate.texts", 1),
        reader.count("generate.tokens", 1),
        reader.number("generate.temperature", Interval.POSITIVE),
        reader.count("generate.top-k", 1));
  }
}
