package dev.kindling.datablock.export;

import java.io.Serializable;

/**
 * A tar file that was written.
 *
 * @param bucket of the order
 * @param part of the bucket, from 0
 * @param name of the file below the folder
 * @param samples in it
 * @param bytes of it
 * @param sha256 of it, hexadecimal
 */
record WrittenShard(int bucket, int part, String name, long samples, long bytes, String sha256)
    implements Serializable {
  WrittenShard named(String other) {
    return new WrittenShard(bucket, part, other, samples, bytes, sha256);
  }
}
