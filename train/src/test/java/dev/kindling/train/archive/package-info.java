@NullMarked
package dev.kindling.train.archive;

import org.jspecify.annotations.NullMarked;
