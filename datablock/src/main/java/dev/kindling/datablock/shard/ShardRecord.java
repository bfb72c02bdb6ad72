package dev.kindling.datablock.shard;

/**
 * One item as a shard holds it. Equality is by identity of {@code content}; compare bytes yourself.
 *
 * @param key the item's key
 * @param target its category index in the vocab
 * @param content its encoded bytes, owned by the record
 */
public record ShardRecord(String key, int target, byte[] content) implements java.io.Serializable {}
