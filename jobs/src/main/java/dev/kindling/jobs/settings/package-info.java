/**
 * Settings: strict HOCON into typed records. {@code conf/reference.conf} holds every key with its
 * default; a key that is not there, a value of a wrong type or out of its range is a {@link
 * dev.kindling.jobs.settings.SettingsException} that names the key and where it was set. Everything
 * is checked on the driver before Spark starts.
 */
@org.jspecify.annotations.NullMarked
package dev.kindling.jobs.settings;
