/** Preparing images beside Spark's {@code binaryFile} and a plain loop, and items to do it with. */
@NullMarked
package dev.kindling.bench.prepare;

import org.jspecify.annotations.NullMarked;
