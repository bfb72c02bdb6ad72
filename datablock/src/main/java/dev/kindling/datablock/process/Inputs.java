package dev.kindling.datablock.process;

/**
 * How items become inputs. A chain carries it as its type parameter from the scan on, so images
 * cannot be processed as texts.
 */
public sealed interface Inputs permits Images, Texts {}
