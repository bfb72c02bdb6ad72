package dev.kindling.datablock.scan;

import java.net.URI;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The local file system under the scheme {@code other:}, which leads through Hadoop. */
public final class OtherScheme extends RawLocalFileSystem {
  private static final URI ROOT = URI.create("other:///");

  @Override
  public URI getUri() {
    return ROOT;
  }

  @Override
  public String getScheme() {
    return ROOT.getScheme();
  }

  /** Hadoop's settings with the scheme. */
  public static Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.set("fs.other.impl", OtherScheme.class.getName());
    return configuration;
  }

  /** The path as a user writes it. */
  public static String uri(Path path) {
    return "other://" + path;
  }
}
