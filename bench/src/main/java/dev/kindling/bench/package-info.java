/** Commands that time Kindling and a peer in one run and print the ratio. */
@NullMarked
package dev.kindling.bench;

import org.jspecify.annotations.NullMarked;
