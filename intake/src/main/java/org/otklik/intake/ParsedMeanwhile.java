package org.otklik.intake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.otklik.intake.mailbox.FetchedMail;
import org.otklik.intake.message.MessageParser;
import org.otklik.intake.message.ParseResult;

/**
 * Parses the messages of a batch that are in memory, while they are being kept: the one is our
 * work, the other mostly that of the database.
 */
final class ParsedMeanwhile {
  private final FutureTask<Map<Long, ParseResult>> parsed;

  private ParsedMeanwhile(FutureTask<Map<Long, ParseResult>> parsed) {
    this.parsed = parsed;
  }

  static ParsedMeanwhile begin(MessageParser parser, List<FetchedMail> batch) {
    List<FetchedMail> inMemory = batch.stream().filter(mail -> mail.raw().isInMemory()).toList();
    var parsing =
        new FutureTask<>(() ->
            inMemory.stream()
                .collect(
                    Collectors.toMap(
                        FetchedMail::uid, mail -> parser.parse(mail.raw()), (one, same) -> one)));
    Thread.ofVirtual().name("parsing").start(parsing);
    return new ParsedMeanwhile(parsing);
  }

  /** Comes back when all is parsed or parsing has failed, which {@link #of} tells. */
  void await() {
    try {
      parsed.get();
    } catch (ExecutionException _) {
      // for the one who asks
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * What a message says, unless it has yet to be read.
   *
   * @throws RuntimeException what parsing failed with
   */
  Optional<ReadMail> of(KeptMail mail) {
    try {
      return Optional.ofNullable(parsed.get().get(mail.uid()))
          .map(result -> ReadMail.of(mail, result));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while mail is parsed", e);
    }
  }
}
