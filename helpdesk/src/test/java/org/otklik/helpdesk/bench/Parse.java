package org.otklik.helpdesk.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.otklik.intake.message.MessageParser;
import org.otklik.intake.message.ParseLimits;
import org.otklik.intake.message.ParseResult;
import org.otklik.intake.message.ParsedMessage;

/**
 * How fast one core reads mail: {@link VariedMail} parsed as the intake does, the same with its
 * safe HTML made, and for comparison only taken apart by mime4j, which decodes, hashes and judges
 * nothing. Counted by the time that the core worked on it, so that a busy machine changes little;
 * the garbage collector works in threads of its own and isn't counted.
 */
final class Parse {
  private static final int WARM = 3;
  private static final int ROUNDS = 5;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** What is done with a mail; the number only keeps the work from being optimised away. */
  @FunctionalInterface
  private interface Reader {
    long read(byte[] mail) throws IOException;
  }

  private final MessageParser parser = new MessageParser(ParseLimits.DEFAULT);
  private final List<byte[]> mails;
  private long seen;

  private Parse(List<byte[]> mails) {
    this.mails = mails;
  }

  static Figures benchmark(BenchContext context) throws Exception {
    var mails = new VariedMail(1, context.size("messages", 5_000), BenchedProgram.senders());
    return new Parse(StreamSupport.stream(mails.spliterator(), false).toList()).measure();
  }

  /** The ways take turns, so that what else the machine does falls on all; the first warm up. */
  private Figures measure() throws IOException {
    var parsed = new ArrayList<Double>();
    var shown = new ArrayList<Double>();
    var apart = new ArrayList<Double>();
    for (int round = 0; round < WARM + ROUNDS; round++) {
      parsed.add(perSecond(mail -> message(mail).newText().length()));
      shown.add(perSecond(mail -> message(mail).html().length()));
      apart.add(perSecond(Parse::takenApart));
    }
    if (seen == 0) {
      throw new IllegalStateException("nothing was read");
    }
    double bytes = mails.stream().mapToLong(mail -> mail.length).average().orElseThrow();
    return new Figures()
        .put("ratio", median(parsed) / median(apart))
        .put("per_second", median(parsed))
        .put("mb_per_second", median(parsed) * bytes / 1e6)
        .put("with_html_per_second", median(shown))
        .put("mime4j_per_second", median(apart));
  }

  private ParsedMessage message(byte[] mail) {
    return switch (parser.parse(mail)) {
      case ParseResult.Parsed(var message) -> message;
      case ParseResult.Unreadable(var why) -> throw new IllegalStateException(why.words());
    };
  }

  private static long takenApart(byte[] mail) throws IOException {
    var message = new DefaultMessageBuilder().parseMessage(new ByteArrayInputStream(mail));
    try {
      return message.getHeader().getFields().size();
    } finally {
      message.dispose();
    }
  }

  private double perSecond(Reader reader) throws IOException {
    long start = THREADS.getCurrentThreadCpuTime();
    for (byte[] mail : mails) {
      seen += reader.read(mail);
    }
    return mails.size() / ((THREADS.getCurrentThreadCpuTime() - start) / 1e9);
  }

  private static double median(List<Double> rounds) {
    return rounds.stream().skip(WARM).sorted().skip(ROUNDS / 2).findFirst().orElseThrow();
  }
}
