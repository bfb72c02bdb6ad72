/**
 * Batch transforms: what to do with each image is drawn apart from doing it, and a whole batch is
 * done in one pass.
 */
@NullMarked
package dev.kindling.augment;

import org.jspecify.annotations.NullMarked;
