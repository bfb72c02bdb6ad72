/** . */
@org.jspecify.annotations.NullMarked
package dev.kindling.train;
