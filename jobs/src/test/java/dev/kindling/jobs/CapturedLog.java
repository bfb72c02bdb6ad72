package dev.kindling.jobs;

import java.io.StringWriter;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.WriterAppender;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** What Kindling logs while this is open, a line "LEVEL message" each. */
final class CapturedLog implements AutoCloseable {
  private final Logger logger = (Logger) LogManager.getLogger("dev.kindling");
  private final StringWriter text = new StringWriter();
  private final WriterAppender appender;

  private CapturedLog() {
    PatternLayout layout = PatternLayout.newBuilder().withPattern("%level %msg%n").build();
    appender = WriterAppender.createAppender(layout, null, text, "captured", false, true);
    appender.start();
    logger.addAppender(appender);
  }

  static CapturedLog ofKindling() {
    return new CapturedLog();
  }

  String text() {
    return text.toString();
  }

  @Override
  public void close() {
    logger.removeAppender(appender);
    appender.stop();
  }
}
