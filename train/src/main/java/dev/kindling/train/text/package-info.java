/**
 * Models of text: AWD-LSTM, its dropouts and its initial parameters. Which engine runs them is
 * {@code train.engine}'s business.
 */
@NullMarked
package dev.kindling.train.text;

import org.jspecify.annotations.NullMarked;
