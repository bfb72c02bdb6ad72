/** The model archive: JSON and raw tensors in a zip, checked before anything is believed. */
@NullMarked
package dev.kindling.train.archive;

import org.jspecify.annotations.NullMarked;
