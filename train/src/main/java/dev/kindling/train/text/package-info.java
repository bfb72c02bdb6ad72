/**
 * Models of text: AWD-LSTM, its dropouts and its initial parameters; what carries a trained one on
 * to other texts ({@code VocabTransfer}, {@code EncoderTransfer}, {@code Unfreezing}); and texts
 * that it writes. Which engine runs them is {@code train.engine}'s business.
 */
@NullMarked
package dev.kindling.train.text;

import org.jspecify.annotations.NullMarked;
