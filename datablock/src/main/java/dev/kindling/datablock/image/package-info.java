/**
 * From encoded bytes to upright 8-bit RGB: header checks, decoders, EXIF orientation, presizing.
 */
@NullMarked
package dev.kindling.datablock.image;

import org.jspecify.annotations.NullMarked;
