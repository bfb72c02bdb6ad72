/** What a model is worth: metrics over a split, confusion matrix, top losses. */
@NullMarked
package dev.kindling.train.evaluate;

import org.jspecify.annotations.NullMarked;
