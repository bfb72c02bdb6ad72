package dev.kindling.jobs.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where settings come from: the reference, a file, the command line. */
final class Sources {
  private static final ConfigParseOptions STRICT =
      ConfigParseOptions.defaults()
          .setAllowMissing(false)
          .setSyntax(ConfigSyntax.CONF)
          .setIncluder(new NoIncludes());

  private Sources() {}

  /** Every known key with its default. */
  static Config reference() {
    return ConfigFactory.parseResources(Sources.class, "reference.conf", STRICT).resolve();
  }

  /** Later sources over earlier ones; every key is known. */
  static Config merged(Optional<Path> file, List<String> overrides) {
    Config reference = reference();
    List<Config> sources = new ArrayList<>();
    file.ifPresent(path -> sources.add(parse(path, reference)));
    overrides.forEach(text -> sources.add(override(text)));
    Config merged = reference;
    for (Config source : sources) {
      KnownKeys.of(reference).check(source);
      merged = source.withFallback(merged);
    }
    return merged;
  }

  private static Config parse(Path file, Config reference) {
    if (!Files.isRegularFile(file)) {
      throw new SettingsException("--config: no file " + file.toAbsolutePath());
    }
    try {
      // Substitutions see the file and the defaults, never the environment.
      return ConfigFactory.parseFile(file.toFile(), STRICT)
          .resolveWith(
              ConfigFactory.parseFile(file.toFile(), STRICT).withFallback(reference),
              ConfigResolveOptions.noSystem());
    } catch (ConfigException e) {
      throw new SettingsException("--config %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** The value is taken as it stands, so that URIs need no quotes; lists and objects are HOCON. */
  private static Config override(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new SettingsException(
          "--set needs key=value, as in --set train.epochs=3, got \"%s\"".formatted(text));
    }
    String key = text.substring(0, equals).strip();
    String value = text.substring(equals + 1).strip();
    try {
      String path = ConfigUtil.joinPath(ConfigUtil.splitPath(key));
      return ConfigFactory.parseMap(Map.of(), "--set")
          .withValue(path, value(value, "--set " + key));
    } catch (ConfigException e) {
      throw new SettingsException("--set %s: %s".formatted(text, e.getMessage()), e);
    }
  }

  private static ConfigValue value(String text, String origin) {
    boolean structured = text.startsWith("[") || text.startsWith("{") || text.startsWith("\"");
    return structured
        ? ConfigFactory.parseString("v = " + text, STRICT.setOriginDescription(origin))
            .getValue("v")
        : ConfigValueFactory.fromAnyRef(text, origin);
  }
}
