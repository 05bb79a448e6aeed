package org.otklik.intake;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.otklik.intake.mailbox.FetchedMail;
import org.otklik.intake.message.MessageParser;
import org.otklik.intake.message.ParseResult;

/**
 * A batch that is kept and meanwhile parsed: the one is mostly the work of the database, the other
 * ours. However many mailboxes there are, only as many batches are at work at the same time as the
 * machine has processors, in the order of their coming: more would come no sooner, and all would
 * lie in memory in pieces.
 *
 * @param kept those of its messages that had not been kept before
 * @param parsed by UID; nothing of a message that is streamed from its mail server
 */
record Keeping(List<KeptMail> kept, Map<Long, ParseResult> parsed) {
  static final int AT_ONCE = Runtime.getRuntime().availableProcessors();

  private static final Turns TURNS = new Turns(AT_ONCE, Duration.ofSeconds(10));

  /**
   * Keeps a batch, at once when it goes at the pace of its mail server.
   *
   * @throws RuntimeException what keeping it failed with, or parsing it: then it is kept
   */
  static Keeping of(List<FetchedMail> batch, Supplier<List<KeptMail>> keep, MessageParser parser) {
    if (!batch.stream().allMatch(mail -> mail.raw().isInMemory())) {
      return new Keeping(keep.get(), Map.of());
    }
    try (var _ = TURNS.take()) {
      var parsing = new FutureTask<>(() -> parsed(batch, parser));
      Thread.ofVirtual().name("parsing").start(parsing);
      return new Keeping(keep.get(), parsing.get());
    } catch (ExecutionException e) {
      throw Acting.failure(e);
    } catch (InterruptedException e) {
      throw Acting.interrupted("mail is kept and parsed", e);
    }
  }

  private static Map<Long, ParseResult> parsed(List<FetchedMail> batch, MessageParser parser) {
    return batch.stream()
        .collect(
            Collectors.toMap(
                FetchedMail::uid, mail -> parser.parse(mail.raw()), (one, same) -> one));
  }

  /** What one of the kept says, unless it has yet to be read. */
  Optional<ReadMail> read(KeptMail mail) {
    return Optional.ofNullable(parsed.get(mail.uid())).map(result -> ReadMail.of(mail, result));
  }
}
